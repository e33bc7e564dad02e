import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "../src/testing/database/test-database.ts";
import { askCases, type Judged } from "../src/testing/questions/ask-cases.ts";
import { parseQuestionCases } from "../src/testing/questions/question-case.ts";
import { startTestServer } from "../src/testing/server/test-server.ts";

/*
 * What people ask of the sample talk, and what the README does, is answered by the server as it is without a key.
 */

const read = (name: string) => readFile(new URL(name, import.meta.url), "utf8");
const talk = await read("tea-talk.vtt");
const TRANSCRIPTS: Record<string, { format: string; content: string }> = {
  "tea-talk": { format: "VTT", content: talk },
  "first-steps": {
    format: "TEXT",
    content: "0:00 Green tea wants water of eighty degrees.\n0:06 Black tea wants it boiling.",
  },
};
const README = `
  {"session": "readme", "videos": ["tea-talk"], "question": "Where should I keep my tea?", "kind": "readme", "quote": "tin with a tight lid", "first": true}
  {"session": "first-steps", "videos": ["first-steps"], "question": "How hot should the water for green tea be?", "kind": "readme", "quote": "eighty degrees", "first": true}`;
const cases = parseQuestionCases((await read("tea-talk.questions.jsonl")) + README);

/** Questions whose answers a person would not accept yet. */
const UNANSWERED = new Set<string>([
  "tea: If I only fix one habit, which one does she say it should be?",
  "tea: How long has Ida been in the tea trade?",
  "tea: what temperature is right for white tea?",
]);
/** Questions that are answered, but not by the first citation. */
const LATER = new Set<string>([
  "tea: and green?",
  "tea: What should I keep my tea leaves in?",
  "tea: how do i make my tea more powerful without it getting bitter",
]);

let judged: Map<(typeof cases)[number], Judged>;
beforeAll(async () => {
  const database = await createTestDatabase();
  const server = await startTestServer({ database });
  const answered = await askCases({
    client: server,
    async forgetAnswers(sessionId) {
      const executor = server.services.database.fork();
      await executor.execute(`delete from answers where session_id = ?`, [sessionId]);
    },
    cases,
    uploadsOf: ({ videoIds }) =>
      videoIds.map((videoId) => ({
        videoId,
        input: { title: "Five things that go wrong with tea", language: "en", ...TRANSCRIPTS[videoId]! },
      })),
  });
  judged = new Map(answered.map((each) => [each.case, each]));
  await server.close();
  await database.drop();
});

describe("the sample talk answers", () => {
  for (const asked of cases) {
    const name = `${asked.session}: ${asked.question}`;
    it.skipIf(UNANSWERED.has(name))(`${name}`, () => {
      const { answer, verdict } = judged.get(asked)!;
      const { expected } = asked;
      expect({ ...verdict, answer }).toMatchObject({
        isAccepted: true,
        ...(expected.form === "quote" && { isPlaced: true }),
        ...(expected.form === "quote" && expected.isFirst && !LATER.has(name) && { isFirst: true }),
      });
    });
  }
});
