import { ASK, talk, wait, withTranscripts, type Trial } from "./trial.ts";

const QUESTION_CHARS = 2000;
const withTalk = withTranscripts(() => [talk(400_000, 1)]);

/** Long questions, each the most work for another part: spelling, names, times, lists, one word, no space. */
const longQuestions = [
  "waterr teaa kettel steem gardn hil rane mornning markt suger lemmon ",
  "compare the tea with the water and list what is said between 0:10 and 0:20 or after 1:30 and before 2:00 ",
  "in the first and the second and the third and the last video what why when who how many ",
  "a",
  "the the ",
  "\u0301e\u0301",
  "?!.,;:()[]{} ",
  "What is not said of the tea, and who said that it was not said? ",
  "1:00 2:00 3:00 ",
  "qwxz vbnm plkj hgfd ",
].map((part) => part.repeat(QUESTION_CHARS).slice(0, QUESTION_CHARS));

/** Asks that go on, so many at a time: with `--limits off` it shows how many are served, below and above what is possible. */
const asksAtATime = (lanes: number): Trial => ({
  name: `asks-by-${lanes}`,
  title: `asks, ${lanes} at a time, in 20 sessions`,
  prepare: withTalk,
  run: async (attacker) => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => attacker.openSession()));
    for (const token of tokens) await attacker.upload(talk(2000, 3), token);
    await attacker.flood(1_000_000, lanes, async (index) => {
      const question = `What is said of number ${index}?`;
      const { code } = await attacker.post(ASK, { question }, tokens[index % tokens.length]);
      // As Retry-After says.
      if (code === "UNAVAILABLE") await wait(attacker, 1000);
    });
  },
});

export const questionTrials: Trial[] = [
  {
    name: "asks-340",
    title: "340 asks at once in one session",
    prepare: withTalk,
    run: async (attacker, { token }) => {
      await attacker.flood(340, 340, (index) =>
        attacker.post(ASK, { question: `What is said of the tea, for the ${index}th time?` }, token),
      );
      await wait(attacker, 5000);
    },
  },
  {
    name: "asks-1000",
    title: "1,000 asks at once in 20 sessions",
    prepare: withTalk,
    run: async (attacker) => {
      const tokens = await Promise.all(Array.from({ length: 20 }, () => attacker.openSession()));
      for (const token of tokens) await attacker.upload(talk(2000, 3), token);
      await attacker.flood(1000, 1000, (index) =>
        attacker.post(ASK, { question: `What is said of number ${index}?` }, tokens[index % tokens.length]),
      );
      await wait(attacker, 5000);
    },
  },
  asksAtATime(20),
  asksAtATime(1000),
  {
    name: "searches",
    title: "2,000 searches, 50 at a time",
    prepare: withTalk,
    run: (attacker, { token }) =>
      attacker.flood(2000, 50, (index) =>
        attacker.post(
          "query ($it: String!) { search(query: $it, first: 50) { text } }",
          { it: `the tea of number ${index}` },
          token,
        ),
      ),
  },
  {
    name: "long-questions",
    title: "searches and asks of 2,000 characters",
    prepare: withTalk,
    run: (attacker, { token }) =>
      attacker.flood(120, 6, (index) => {
        const it = longQuestions[index % longQuestions.length]!;
        return index % 3 === 0
          ? attacker.post(ASK, { question: it }, token)
          : attacker.post("query ($it: String!) { search(query: $it) { text } }", { it }, token);
      }),
  },
  {
    name: "largest-session",
    title: "searches and asks over 50 transcripts of 2 MB",
    prepare: withTranscripts(() => Array.from({ length: 50 }, (_, seed) => talk(1_990_000, seed))),
    run: (attacker, { token }) =>
      attacker.flood(60, 3, (index) => {
        const it = `What is said of the ${index % 2 === 0 ? "kettle" : "vector"} number ${index}?`;
        return index % 3 === 0
          ? attacker.post(ASK, { question: it }, token)
          : attacker.post("query ($it: String!) { search(query: $it) { text } }", { it }, token);
      }),
  },
];
