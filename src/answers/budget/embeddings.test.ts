import { beforeAll, describe, expect, test, vi } from "vitest";
import { createOpenAIEmbeddings } from "../../models/openai/openai-embeddings.ts";
import { createTokenEstimator } from "../../models/tokens/token-estimator.ts";
import type { Session } from "../../sessions/session.ts";
import { eventually } from "../../testing/eventually.ts";
import { fakeUrl } from "../../testing/fakes/fake-transcripts.ts";
import { fakeChat } from "../../testing/fakes/fake-models.ts";
import { startOpenAIServer, type OpenAIServer } from "../../testing/openai/openai-server.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { createEmbeddingMeter } from "./embedding-meter.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";

// Each starts services, which takes long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const LIMIT = 20_000;
let openai: OpenAIServer;
beforeAll(async () => {
  openai = await startOpenAIServer();
  return openai.close;
});

function start(env: Record<string, string> = {}) {
  const embedding = createOpenAIEmbeddings({ baseURL: openai.url, apiKey: "k" });
  openai.requests.length = 0;
  return startTestServices({
    env: { ANSWER_MAX_TOKENS: "100", MODEL_TOKENS_PER_DAY: String(LIMIT), ...env },
    dependencies: { chat: fakeChat({ pieces: ["NO_ANSWER: None."] }), embedding },
    answerIntervals: { takeOverPollMs: 50 },
    ingestIntervals: { pollMs: 50 },
  });
}

const tokensToday = async ({ query }: TestServices) => {
  const [row] = await query(`select tokens from model_tokens where day = (now() at time zone 'utc')::date`);
  return Number(row?.["tokens"] ?? 0);
};
const spend = ({ query }: TestServices, tokens: number) =>
  query(
    `insert into model_tokens values ((now() at time zone 'utc')::date, ?)
      on conflict (day) do update set tokens = excluded.tokens`,
    [tokens],
  );
const transcript = async ({ query }: TestServices) =>
  (await query(`select status, embedding_model as model, retry_at from transcripts`))[0]!;
const search = async (services: TestServices, session: Session) =>
  services.search.search(await services.videos.list(session), "When does water boil?", { first: 3 });
const embeddingTokens = async ({ metrics }: TestServices) => {
  const { values } = await metrics.registry.getSingleMetric("video_rag_model_tokens_total")!.get();
  return values.find(({ labels }) => labels["kind"] === "embedding")?.value ?? 0;
};

describe("the tokens of a provider's embedding model", () => {
  test("are counted of the day's, for transcripts and for questions", async () => {
    const services = await start();
    const session = await openReadySession(services);
    const ingested = await tokensToday(services);
    expect(ingested).toBeGreaterThan(0);
    expect((await transcript(services))["model"]).toBe("text-embedding-3-small@512");
    await search(services, session);
    const used = await eventually(async () => {
      const now = await tokensToday(services);
      return now > ingested && now;
    });
    expect(used).toBeLessThan(ingested + 100);
    expect(await embeddingTokens(services)).toBe(used);
  });

  test("are not asked for beyond the limit: transcripts are READY by their words, and questions go by words", async () => {
    const services = await start();
    await spend(services, LIMIT);
    const session = await openReadySession(services);
    const stored = await transcript(services);
    expect(stored).toMatchObject({ status: "READY", model: "none" });
    const midnight = new Date().setUTCHours(24, 0, 0, 0);
    expect(Math.abs(new Date(String(stored["retry_at"])).getTime() - midnight)).toBeLessThan(60_000);
    const found = await search(services, session);
    expect(found.hits.length).toBeGreaterThan(0);
    expect(openai.requests).toEqual([]);
    expect(await tokensToday(services)).toBe(LIMIT);
  });

  test("come the next day to what had none left for it", async () => {
    const services = await start();
    await spend(services, LIMIT);
    await openReadySession(services);
    await services.query(`update model_tokens set day = day - 1`);
    await services.query(`update transcripts set retry_at = now()`);
    await eventually(async () => (await transcript(services))["model"] === "text-embedding-3-small@512", {
      withinMs: 30_000,
    });
    expect(await tokensToday(services)).toBeGreaterThan(0);
  });

  test("leave enough for an answer where they are for a transcript, and not for a question", async () => {
    const taken: boolean[] = [];
    const meter = createEmbeddingMeter({
      budget: async (_, { isOptional }) => {
        taken.push(isOptional);
        return async () => {};
      },
      tokens: createTokenEstimator(),
      onUsed() {},
    });
    const request = async () => ({ response: null, reported: 1 });
    await meter(["How hot?"], request);
    await meter(
      Array.from({ length: 9 }, () => "A sentence."),
      request,
    );
    expect(taken).toEqual([false, true]);
  });

  test("are given back where the provider refused", async () => {
    const services = await start();
    openai.behave({ failure: { status: 400, message: "No." } });
    const { session } = await services.sessions.getOrCreate(null);
    await services.videos.add(session, [fakeUrl(1)], null);
    await eventually(async () => (await transcript(services))["status"] === "FAILED");
    expect(openai.requests).toHaveLength(1);
    expect(await tokensToday(services)).toBe(0);
  });

  test("are counted in the metric alone where there is no limit", async () => {
    const services = await start({ MODEL_TOKENS_PER_DAY: "0" });
    await openReadySession(services);
    expect(await services.query(`select * from model_tokens`)).toEqual([]);
    expect(await embeddingTokens(services)).toBeGreaterThan(0);
  });
});
