import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTokenSource, type Credential } from "../../azure/entra-token.ts";
import { openAIFailures, startOpenAIServer, type OpenAIServer } from "../../testing/openai/openai-server.ts";
import { createOpenAIChat } from "./openai-chat.ts";
import { createOpenAIEmbeddings } from "./openai-embeddings.ts";

let server: OpenAIServer;
beforeAll(async () => {
  server = await startOpenAIServer();
});
afterAll(() => server.close());
beforeEach(() => void (server.requests.length = 0));

const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;

/** A chat and an embedding model whose key is a token of an issuer with a clock that tests move. */
function models() {
  const state = { nowMs: 1_000_000, count: 0, fault: null as Error | null };
  const credential: Credential = {
    async getToken() {
      if (state.fault) throw state.fault;
      return { token: `token-${++state.count}`, expiresOnTimestamp: state.nowMs + HOUR_MS };
    },
  };
  const apiKey = createTokenSource({
    identity: "system",
    scope: "https://cognitiveservices.azure.com/.default",
    loadCredential: async () => credential,
    now: () => state.nowMs,
  });
  const options = { apiKey, baseURL: server.url, retry: { retries: 0, baseDelayMs: 1 } };
  const chat = createOpenAIChat({ ...options, model: "chat" });
  const embedding = createOpenAIEmbeddings({ ...options, model: "embeddings", delayMs: 0 });
  const ask = () =>
    chat.complete([{ role: "user", content: "Why?" }], { maxTokens: 10, onText: () => {} }, signal);
  return { state, ask, embed: () => embedding.embed(["a text"], signal) };
}

const sent = () => server.requests.map(({ headers }) => headers.authorization);

test("the token of a managed identity is sent in place of a key, and another after its end", async () => {
  const { state, ask, embed } = models();
  await ask();
  await embed();
  state.nowMs += HOUR_MS;
  await ask();
  await embed();
  expect(sent()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2"]);
  expect(server.requests.some(({ headers }) => "api-key" in headers)).toBe(false);
});

test("without a token nothing is sent, and the error says so", async () => {
  const { state, ask, embed } = models();
  state.fault = new Error("Identity not found");
  const expected = {
    code: "MODEL_UNAVAILABLE",
    message: "No token for the model's provider could be had",
    retryable: true,
  };
  await expect(ask()).rejects.toMatchObject(expected);
  await expect(embed()).rejects.toMatchObject(expected);
  expect(sent()).toEqual([]);
  state.fault = null;
  await ask();
  expect(sent()).toEqual(["Bearer token-1"]);
});

test("a token that is refused is told as of the settings", async () => {
  server.behave({ failure: openAIFailures.unauthorized });
  const { ask } = models();
  await expect(ask()).rejects.toMatchObject({
    code: "MODEL_REJECTED",
    message: "The model's provider refused the request (401)",
    refusesSettings: true,
  });
});
