import { readFile } from "node:fs/promises";
import pg from "pg";
import { beforeAll, afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createMetrics } from "./metrics.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts } from "../testing/fakes/fake-transcripts.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const QUESTION = "How hot is the water for green tea?";

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({
    env: { METRICS_PORT: "0" },
    dependencies: {
      embedding: createFakeEmbedding(),
      fetchTranscript: createFakeTranscripts().fetchTranscript,
    },
  });
  token = await server.openSession();
  await addReadyTranscript(server, token);
  const id = await ask(server, token, QUESTION);
  await readAnswer(server, id, token);
}, 60_000);
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

/** The value of each line, by name and labels. */
async function scrape(url = server.metricsUrl!): Promise<Map<string, number>> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/plain");
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

describe("GET /metrics", () => {
  it("counts answers and how long they took", async () => {
    const metrics = await eventually(async () => {
      const found = await scrape();
      return found.get("video_rag_answer_seconds_count") === 1 && found;
    });
    expect(metrics.get(`video_rag_answers_total{status="COMPLETED",confidence="SURE",failure=""}`)).toBe(1);
    expect(metrics.get("video_rag_answer_first_text_seconds_count")).toBe(1);
    expect(metrics.get(`video_rag_answers_taken_over_total{reason="lapsed"}`)).toBe(0);
  });

  it("tells whether notifications of other replicas arrive", async () => {
    const { bus } = server.services;
    await eventually(() => bus.listening() !== "connecting");
    expect((await scrape()).get("video_rag_listen_up")).toBe(1);
    const listening = vi.spyOn(bus, "listening").mockReturnValue("deaf");
    expect((await scrape()).get("video_rag_listen_up")).toBe(0);
    listening.mockRestore();
  });

  it("counts transcripts, and tells what the database holds", async () => {
    const metrics = await scrape();
    expect(metrics.get(`video_rag_transcripts_total{result="READY"}`)).toBe(1);
    expect(metrics.get(`video_rag_transcripts{status="READY"}`)).toBe(1);
    expect(metrics.get("video_rag_transcripts_waiting_seconds")).toBe(0);
    expect(metrics.get("video_rag_sessions")).toBe(1);
    expect(metrics.get("video_rag_answers_running")).toBe(0);
    expect(metrics.get("video_rag_database_up")).toBe(1);
  });

  it.runIf(onPostgreSQL)("does not take a table that is locked for a database that is away", async () => {
    const { DATABASE_URL } = server.database.env as { DATABASE_URL: string };
    const client = new pg.Client(DATABASE_URL);
    onTestFinished(() => client.end());
    await client.connect();
    await client.query("begin");
    await client.query("lock table videos in access exclusive mode");
    const metrics = await scrape();
    expect(metrics.has("video_rag_sessions")).toBe(false);
    expect(metrics.get("video_rag_database_up")).toBe(1);
    await client.query("rollback");
    expect((await scrape()).get("video_rag_sessions")).toBe(1);
  });

  const modelMetric = "video_rag_embedding_model_as_named";

  it("names the embedding model in use", async () => {
    const { name } = createFakeEmbedding();
    expect((await scrape()).get(`${modelMetric}{used="${name}",named="${name}"}`)).toBe(1);
  });

  it.runIf(onPostgreSQL)("tells where it is another than that of the settings", async () => {
    const database = server.services.database.fork();
    const { name } = createFakeEmbedding();
    const setModel = (model: string, retryAt: string) =>
      database.execute("update transcripts set embedding_model = ?, retry_at = ?", [model, retryAt]);
    await setModel("older@8", "2999-01-01");
    onTestFinished(async () => void (await setModel(name, "2000-01-01")));
    const other = await startTestServer({
      env: { METRICS_PORT: "0" },
      dependencies: { embedding: createFakeEmbedding({ name: "other@8" }) },
      database: server.database,
    });
    const metrics = await scrape(other.metricsUrl!);
    expect(metrics.get(`${modelMetric}{used="none",named="other@8"}`)).toBe(0);
    expect(metrics.get("video_rag_transcripts_to_index_again")).toBe(1);
  });

  it("counts the transcripts that searches needed, and the memory that they take", async () => {
    const metrics = await scrape();
    expect(metrics.get(`video_rag_index_reads_total{result="miss"}`)).toBe(1);
    expect(metrics.get("video_rag_index_cache_bytes")).toBeGreaterThan(1000);
  });

  it("counts operations by what their client got, on each transport", async () => {
    await server.request("{ nothing }").catch(() => null);
    await server.request("{ server { version } }");
    await server.subscribe("subscription { videoEvents { __typename } }", {}, token).next();
    const metrics = await eventually(async () => {
      const found = await scrape();
      const begun = `video_rag_graphql_operations_total{type="subscription",transport="websocket",code="ok"}`;
      return found.has(begun) && found;
    });
    const operations = (labels: string) => metrics.get(`video_rag_graphql_operations_total{${labels}}`);
    expect(operations(`type="unknown",transport="http",code="GRAPHQL_VALIDATION_FAILED"`)).toBe(1);
    expect(operations(`type="query",transport="http",code="ok"`)).toBeGreaterThan(0);
    expect(metrics.get(`video_rag_graphql_operation_seconds_count{type="mutation"}`)).toBeGreaterThan(0);
  });

  it("tells of the connections to the database, and of its statements", async () => {
    const metrics = await scrape();
    expect(metrics.get(`video_rag_database_pool_size{pool="main"}`)).toBeGreaterThan(0);
    expect(metrics.get(`video_rag_database_connection_waits{pool="main"}`)).toBe(0);
    expect(metrics.get(`video_rag_database_statement_seconds_count{pool="main"}`)).toBeGreaterThan(10);
    expect(metrics.get(`video_rag_database_connect_seconds_count{pool="main"}`)).toBeGreaterThan(10);
    await expect(server.services.database.fork().execute("select nothing")).rejects.toThrow("nothing");
    expect((await scrape()).get(`video_rag_database_failures_total{class="42"}`)).toBe(1);
  });

  it("names the version of the program and of the tables", async () => {
    const [info] = [...(await scrape()).keys()].filter((line) => line.startsWith("video_rag_build_info"));
    expect(info).toMatch(/^video_rag_build_info\{version="\d+\.\d+\.\d+",schema="Migration\d{14}_\w+"\}$/);
  });

  it("counts purges, and when the last one ended", async () => {
    const name = "video_rag_purge_last_success_timestamp_seconds";
    expect((await scrape()).has(name)).toBe(false);
    await server.services.purge.purge();
    const metrics = await scrape();
    const endedAt = metrics.get(name)!;
    expect(Math.abs(Date.now() / 1000 - endedAt)).toBeLessThan(60);
  });

  it("counts connections that are open", async () => {
    const query = "subscription { videoEvents { __typename } }";
    const stream = server.subscribe(query, {}, token);
    await stream.next();
    const open = await fetch(server.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query }),
    });
    const metrics = await scrape();
    expect(metrics.get("video_rag_websockets")).toBeGreaterThan(0);
    expect(metrics.get("video_rag_http_streams")).toBe(1);
    await open.body!.cancel();
    await stream.return?.();
    await eventually(async () => (await scrape()).get("video_rag_http_streams") === 0);
  });

  it("says what Node.js takes, and nothing of what is private", async () => {
    const text = await (await fetch(server.metricsUrl!)).text();
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    for (const secret of [token, QUESTION, "Tea"]) expect(text).not.toContain(secret);
  });

  it("has the metrics that docs/operating.md lists, and no others", async () => {
    const page = await readFile(new URL("../../docs/operating.md", import.meta.url), "utf8");
    const rows = page.split("\n").filter((line) => line.startsWith("| `video_rag_"));
    const listed = rows.flatMap((row) => row.split(" | ")[0]!.match(/video_rag_\w+/g)!);
    const text = await (await fetch(server.metricsUrl!)).text();
    const served = [...text.matchAll(/^# TYPE (video_rag_\w+)/gm)].map(([, name]) => name);
    expect(served.toSorted()).toEqual(listed.toSorted());
  });

  it("is not found elsewhere, nor on the port of the API", async () => {
    expect((await fetch(new URL("/", server.metricsUrl!))).status).toBe(404);
    expect((await fetch(new URL("/metrics", server.url))).status).toBe(404);
  });
});

it("adds up what answers took, by how they ended", async () => {
  const metrics = createMetrics();
  const end = { confidence: null, failure: null, firstTextMs: null, totalMs: 5 };
  const usage = { promptTokens: 100, completionTokens: 7, estimated: true };
  metrics.answerEnded({ ...end, status: "CANCELLED", usage });
  metrics.answerEnded({ ...end, status: "CANCELLED", usage, firstTextMs: 30 });
  metrics.answerEnded({ ...end, status: "FAILED", failure: "MODEL_TIMEOUT", usage: null });
  metrics.answerTakenOver("lapsed");
  const text = await metrics.registry.metrics();
  for (const line of [
    `video_rag_answers_total{status="CANCELLED",confidence="",failure=""} 2`,
    `video_rag_answers_total{status="FAILED",confidence="",failure="MODEL_TIMEOUT"} 1`,
    `video_rag_model_tokens_total{kind="prompt"} 200`,
    `video_rag_model_tokens_total{kind="completion"} 14`,
    "video_rag_answer_first_text_seconds_count 1",
    "video_rag_answer_seconds_count 3",
    `video_rag_answers_taken_over_total{reason="lapsed"} 1`,
  ])
    expect(text.split("\n")).toContain(line);
});

it("serves no metrics where no port is set, and ends with the server", async () => {
  const dependencies = { embedding: createFakeEmbedding() };
  const without = await startTestServer({ dependencies });
  expect(without.metricsUrl).toBeNull();
  const other = await startTestServer({ dependencies, env: { METRICS_PORT: "0" } });
  await scrape(other.metricsUrl!);
  await other.close();
  await expect(fetch(other.metricsUrl!)).rejects.toThrow("fetch failed");
});
