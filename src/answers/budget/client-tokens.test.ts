import { expect, test, vi } from "vitest";
import { readAnswer } from "../../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { fakeChat } from "../../testing/fakes/fake-models.ts";
import { eventually } from "../../testing/eventually.ts";
import { startTestServer } from "../../testing/server/test-server.ts";

vi.setConfig({ testTimeout: 90_000 });

const QUESTION = "How hot is the water?";
const ASK = `mutation ($question: String!) { ask(question: $question) { answer { id } } }`;

test.each(["MODEL_TOKENS_PER_HOUR_PER_SESSION", "MODEL_TOKENS_PER_HOUR_PER_ADDRESS"])(
  "what a model took for an answer counts towards %s of the client who asked",
  async (limit) => {
    // It reports 101 tokens.
    const chat = fakeChat({ pieces: ["NO_ANSWER: None."] });
    const dependencies = { chat, embedding: createFakeEmbedding() };
    const server = await startTestServer({ env: { [limit]: "101" }, dependencies });
    const [token, other] = [await server.openSession(), await server.openSession()];
    for (const each of [token, other]) await addReadyTranscript(server, each);
    await readAnswer(server, await ask(server, token, QUESTION), token);
    const refuse = async (caller: string) =>
      (await server.execute(ASK, { question: QUESTION }, caller)).errors?.[0]!.extensions;
    expect(await eventually(() => refuse(token))).toEqual({
      code: "RATE_LIMITED",
      limit,
      retryAfterMs: expect.any(Number),
    });
    const isByAddress = limit.endsWith("ADDRESS");
    expect((await refuse(other))?.limit).toBe(isByAddress ? limit : undefined);
  },
);
