import { randomBytes } from "node:crypto";
import { ADD_TRANSCRIPT, talk, untilOver, wait, withSession, type Trial } from "./trial.ts";

const MAX_BYTES = 1_990_000;
const repeated = (part: string) => part.repeat(Math.ceil(MAX_BYTES / part.length)).slice(0, MAX_BYTES);

const rubbish = (index: number): string | Buffer => {
  const kinds: (() => string | Buffer)[] = [
    () => randomBytes(MAX_BYTES),
    () => randomBytes(MAX_BYTES / 2).toString("hex"),
    () => repeated("<b><i>{\\an8}"),
    () => repeated("00:00:01.000 --> 00:00:00.000\n\n"),
    () => repeated("1\n00:00:01,000 --> 00:00:02,000\na\n\n"),
    () => `WEBVTT\n\n${repeated("00:01.000 --> 00:02.000\n<c.a><c.b>&amp;&#x26;\n\n")}`,
    () => repeated("0:00 "),
    () => repeated("\u0301"),
    () => repeated("a\n"),
    () => repeated("9:99:99:99.999 --> "),
    () => `{"events":[${repeated('{"tStartMs":1,"segs":[{"utf8":"a"}]},')}`,
    () => repeated("\r\n\t "),
  ];
  return kinds[index % kinds.length]!();
};

const distinct = () => {
  let text = "";
  for (let at = 0; text.length < MAX_BYTES; at++) text += `${at.toString(36)} `;
  return text.slice(0, MAX_BYTES);
};

/** Uploads, and waits for their ingest while there is time. */
const ingest = (name: string, title: string, content: () => string): Trial => ({
  name,
  title,
  prepare: withSession,
  async run(attacker, { token }) {
    await attacker.flood(4, 2, () => attacker.upload(content(), token));
    await untilOver(attacker);
  },
});

export const uploadTrials: Trial[] = [
  {
    name: "uploads-deleted",
    title: "twelve uploads of 2 MB, deleted again",
    prepare: withSession,
    async run(attacker, { token }) {
      for (let cycle = 0; cycle < 12 && !attacker.until.aborted; cycle++) {
        const { data } = await attacker.upload(talk(MAX_BYTES, cycle), token);
        const id: string | undefined = data?.videoId;
        await wait(attacker, 1500);
        await attacker.post(
          "mutation ($id: ID!) { removeVideo(id: $id) { videoId } }",
          { id: id ?? "none" },
          token,
        );
      }
    },
  },
  {
    name: "rubbish",
    title: "uploads of rubbish, of 2 MB each",
    prepare: withSession,
    run: (attacker, { token }) =>
      attacker.flood(36, 4, (index) => {
        const content = rubbish(index);
        return index % 2 === 0 || typeof content !== "string"
          ? attacker.upload(content, token)
          : attacker.post(ADD_TRANSCRIPT, { input: { title: "Rubbish", format: "AUTO", content } }, token);
      }),
  },
  ingest("one-word", "ingest of one word, repeated", () => repeated("tea ")),
  ingest("distinct-words", "ingest of as many words as fit", distinct),
  ingest("one-line", "ingest of one line without a space", () => repeated("teawater")),
  ingest("talks", "ingest of talks of 2 MB", () => talk(MAX_BYTES, 5)),
];
