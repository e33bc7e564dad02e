import { beforeAll, expect, test } from "vitest";
import type { ChatMessage, ChatModel } from "../models/chat.ts";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask, SAMPLE } from "../testing/client/sample-session.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const GERMAN = "Wie heiß soll das Wasser für grünen Tee sein?";
const ENGLISH = "How hot should the water for green tea be?";

const requests: ChatMessage[][] = [];
/** Translates to English where it is asked to, and answers in German. */
const chat: ChatModel = {
  name: "translator",
  async complete(messages, { onText }) {
    requests.push(messages);
    const isRewriting = messages[0]!.content.startsWith("Rewrite");
    onText(isRewriting ? `${GERMAN}\nen: ${ENGLISH}` : "Grüner Tee will achtzig Grad [1].");
    return null;
  },
};
const embedding = createFakeEmbedding();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat, embedding } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

async function answerTo(question: string, transcripts: object[]) {
  const token = await server.openSession();
  for (const transcript of transcripts) await addReadyTranscript(server, token, transcript);
  requests.length = 0;
  embedding.calls.length = 0;
  const { events } = await readAnswer(server, await ask(server, token, question), token);
  return events.at(-1).answer;
}

test("a question in another language than the video is searched for in the video's, and answered in its own", async () => {
  const answer = await answerTo(GERMAN, [{ ...SAMPLE, language: "en" }]);
  expect(answer).toMatchObject({
    confidence: "SURE",
    text: "Grüner Tee will achtzig Grad [1].",
    citations: [{ quote: "Green tea wants water of eighty degrees." }],
  });
  expect(embedding.calls).toEqual([[ENGLISH]]);
  expect(requests).toHaveLength(2);
  expect(requests[1]!.at(-1)!.content).toContain(`Question: ${GERMAN}`);
});

test("a question that is in the language of one of the videos is not translated", async () => {
  const german = {
    title: "Tee",
    format: "TEXT",
    language: "de",
    content: "0:00 Grüner Tee will achtzig Grad.",
  };
  await answerTo(GERMAN, [{ ...SAMPLE, language: "en" }, german]);
  expect(requests).toHaveLength(1);
  expect(embedding.calls).toEqual([[GERMAN]]);
});
