import { beforeAll, describe, expect, test } from "vitest";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { BICYCLE, BREAD, GERMAN } from "../testing/talks.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat: null } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const FOLLOW_UPS = `query ($id: ID!) { answer(id: $id) { scope followUps confidence grounded
  sources { id } citations { startMs quote video { title } } text } }`;

type Citation = { startMs: number; quote: string; video: { title: string } };
type Told = {
  scope: string;
  text: string;
  confidence: string | null;
  grounded: boolean | null;
  followUps: string[];
  sources: { id: string }[];
  citations: Citation[];
};

/** Asks the questions one after another in a new session with the transcripts; gives the last answer. */
async function answerTo(questions: string[], transcripts: object[] = [BREAD, BICYCLE]): Promise<Told> {
  const token = await server.openSession();
  for (const transcript of transcripts) await addReadyTranscript(server, token, transcript);
  let id = "";
  for (const question of questions) {
    id = await ask(server, token, question);
    await readAnswer(server, id, token);
  }
  return (await server.request(FOLLOW_UPS, { id }, token)).answer as unknown as Told;
}

const titlesOf = ({ citations }: Told) => new Set(citations.map(({ video }) => video.title));

describe("a question about whole videos", () => {
  test("is answered by the main points in the order of time, each with its citation", async () => {
    const answer = await answerTo(["Summarise this video"], [BREAD]);
    expect(answer).toMatchObject({ scope: "WHOLE_VIDEOS", confidence: "SURE", grounded: true });
    expect(answer.text).toMatch(/^The main points:\n\n/);
    expect(answer.citations.length).toBeGreaterThan(1);
    const starts = answer.citations.map(({ startMs }) => startMs);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    for (const { quote } of answer.citations) expect(answer.text).toContain(`“${quote}”`);
  });

  test("asked again says the same, not what is nearest to its words", async () => {
    const once = await answerTo(["What is this about?"], [BREAD]);
    const twice = await answerTo(["What is this about?", "Summarise this video"], [BREAD]);
    expect(twice.text).toBe(once.text);
  });

  test("is about the video that it names, by its title or by what it is about", async () => {
    expect(titlesOf(await answerTo(["Summarise the bicycle video"]))).toEqual(new Set([BICYCLE.title]));
    expect(titlesOf(await answerTo(["What are the main points of the second video?"]))).toEqual(
      new Set([BICYCLE.title]),
    );
    expect(titlesOf(await answerTo(["key takeaways of the one about yeast"]))).toEqual(
      new Set([BREAD.title]),
    );
  });

  test("is about the video that the answer before cites, where it names none", async () => {
    const questions = ["How long does a chain last?", "Summarise this video"];
    expect(titlesOf(await answerTo(questions))).toEqual(new Set([BICYCLE.title]));
  });

  test("has a part for each video, under its title", async () => {
    const answer = await answerTo(["Summarise all videos"]);
    expect(titlesOf(answer)).toEqual(new Set([BREAD.title, BICYCLE.title]));
    expect(answer.text).toMatch(
      /“Baking sourdough bread at home”:\n\n[^]*“Repairing a bicycle on the road”:\n\n/,
    );
  });

  test("that is not there says which are", async () => {
    const { scope, text, confidence, citations } = await answerTo(["summarize the video about Turing"]);
    expect({ scope, confidence, citations }).toEqual({
      scope: "WHOLE_VIDEOS",
      confidence: "NOT_FOUND",
      citations: [],
    });
    expect(text).toContain(`1. “${BREAD.title}”\n2. “${BICYCLE.title}”`);
  });

  test("that has no such place says which are there, and nothing else", async () => {
    for (const question of ["summarise the second video", "what happens at 0:45 in video 9?"]) {
      const { text, confidence, citations } = await answerTo([question], [BREAD]);
      expect({ confidence, citations }).toEqual({ confidence: "NOT_FOUND", citations: [] });
      expect(text).toMatch(/^There is no such video here\. There are:\n1\. “Baking sourdough/);
    }
  });

  test("is carried on by a question that names another video", async () => {
    const questions = ["Summarise the bicycle video", "and the other one?"];
    expect(titlesOf(await answerTo(questions))).toEqual(new Set([BREAD.title]));
    const byPlace = ["What is the first video about?", "and the second?"];
    expect(titlesOf(await answerTo(byPlace))).toEqual(new Set([BICYCLE.title]));
    const times = await answerTo(["what happens at 0:45 in the first video?", "and in the second one?"]);
    expect(times).toMatchObject({ scope: "TIME" });
    expect(titlesOf(times)).toEqual(new Set([BICYCLE.title]));
  });

  test("is led into in its own language", async () => {
    const answer = await answerTo(["Fasse das Video zusammen"], [GERMAN]);
    expect(answer.text).toMatch(/^Die Hauptpunkte:\n\n/);
    const foreign = await answerTo(["Fasse das Video zusammen"], [BREAD]);
    expect(foreign.text).toMatch(/^Das Video ist auf Englisch\.\n\nDie Hauptpunkte:\n\n/);
    expect(foreign.confidence).toBe("SURE");
  });
});

describe("a question that compares videos", () => {
  test("gives each of them its own part about what is asked", async () => {
    const answer = await answerTo(["What do the bread video and the bicycle video each say about salt?"]);
    expect(answer.scope).toBe("COMPARISON");
    expect(titlesOf(answer)).toEqual(new Set([BREAD.title, BICYCLE.title]));
    expect(answer.citations.map(({ quote }) => quote).join(" ")).toMatch(
      /Salt makes the dough[^]*Salt and rain/,
    );
  });

  test("says so under the title of one that says nothing of it", async () => {
    const answer = await answerTo(["Compare the bread video and the bicycle video on tires"]);
    expect(answer.scope).toBe("COMPARISON");
    expect(answer.text).toContain("“Baking sourdough bread at home”: Nothing was found on this here.");
    expect(titlesOf(answer)).toEqual(new Set([BICYCLE.title]));
  });

  test("gives the main points of each where it does not say what by", async () => {
    const answer = await answerTo(["Compare the two videos"]);
    expect(titlesOf(answer)).toEqual(new Set([BREAD.title, BICYCLE.title]));
    expect(answer).toMatchObject({ scope: "COMPARISON", confidence: "SURE" });
  });
});

describe("a question for all of something", () => {
  test("gives the items in the order of time", async () => {
    const answer = await answerTo(["List all the mistakes that people make with their dough"]);
    expect(answer.scope).toBe("LIST");
    const said = answer.citations.map(({ quote }) => quote).join(" ");
    expect(said).toMatch(/first mistake[^]*second mistake[^]*third mistake/);
  });
});

test("more on a point of an answer is what is said there", async () => {
  const before = await answerTo(["Summarise this video"], [BREAD]);
  const answer = await answerTo(["Summarise this video", "tell me more about the second point"], [BREAD]);
  expect(answer.scope).toBe("TIME");
  expect(answer.citations[0]!.quote).toContain(before.citations[1]!.quote.slice(0, 40));
});

test("a list is not mixed up with what was asked before", async () => {
  const questions = ["How long does a chain last?", "list all the mistakes that she mentions"];
  const { citations } = await answerTo(questions);
  const said = citations.map(({ quote }) => quote).join(" ");
  expect(said).toMatch(/first mistake/);
  expect(said).not.toContain("three thousand kilometres");
});

describe("a question about a time", () => {
  test("gives what is said then", async () => {
    const answer = await answerTo(["what happens at 0:45?"], [BREAD]);
    expect(answer).toMatchObject({ scope: "TIME", confidence: "SURE" });
    expect(answer.citations[0]).toMatchObject({ startMs: 40_000 });
    expect(answer.text).toMatch(/^0:45:\n\n“The first mistake/);
  });

  test("may be the middle, the end, or some minutes", async () => {
    const middle = await answerTo(["what is said in the middle?"], [BREAD]);
    expect(middle).toMatchObject({ scope: "TIME", confidence: "SURE" });
    expect(middle.citations[0]!.startMs).toBe(50_000);
    const end = await answerTo(["what happens in the last minute?"], [BREAD]);
    expect(end.scope).toBe("TIME");
    expect(end.citations[0]!.startMs).toBeGreaterThanOrEqual(40_000);
    expect(end.citations.at(-1)!.startMs).toBeGreaterThanOrEqual(90_000);
  });

  test("is about the videos that last so long, and names them", async () => {
    const { text } = await answerTo(["what is said at 1:45?"]);
    expect(text).toMatch(/^“Baking sourdough bread at home”, 1:45:\n\n“/);
    expect(text).not.toContain(BICYCLE.title);
  });

  test("says where a video ends before it that is meant", async () => {
    const answer = await answerTo(["what is said at 1:45 in both videos?"]);
    expect(answer.text).toMatch(/“Baking sourdough bread at home”, 1:45:\n\n“/);
    expect(answer.text).toMatch(/“Repairing a bicycle on the road”, 1:45: The video ends at 1:\d\d\./);
  });

  test("is not answered where the video is over", async () => {
    const answer = await answerTo(["what happens at 12:30?"], [BREAD]);
    expect(answer).toMatchObject({ scope: "TIME", confidence: "NOT_FOUND", citations: [], sources: [] });
    expect(answer.text).toMatch(/^12:30: The video ends at 1:\d\d\.$/);
  });
});

describe("small talk", () => {
  test.each(["hello!", "thanks a lot", "what can you do?"])(
    "%j is told what can be asked",
    async (question) => {
      const answer = await answerTo([question]);
      expect(answer).toMatchObject({ scope: "SMALL_TALK", confidence: null, grounded: null, citations: [] });
      expect(answer.text).toMatch(/^(You are welcome\. )?Ask about the videos of this session/);
    },
  );

  test("needs no video", async () => {
    const answer = await answerTo(["was kannst du?"], []);
    expect(answer).toMatchObject({ scope: "SMALL_TALK", followUps: [] });
    expect(answer.text).toMatch(/^Fragen lässt sich nach den Videos/);
  });
});

test("no source stands twice, whatever the question", async () => {
  for (const question of [
    "Summarise all videos",
    "Compare the two videos",
    "list all mistakes",
    "what about salt?",
  ]) {
    const ids = (await answerTo([question])).sources.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
