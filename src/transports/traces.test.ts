import { propagation, trace, SpanKind } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask, SAMPLE } from "../testing/client/sample-session.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { eventually } from "../testing/eventually.ts";
import { createRecordedLog } from "../testing/logging/recorded-log.ts";
import { openSocket } from "../testing/network/raw-socket.ts";
import { startOpenAIServer } from "../testing/openai/openai-server.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const QUESTION = "How hot should the water for green tea be?";

const exporter = new InMemorySpanExporter();
const log = createRecordedLog();
let openai: Awaited<ReturnType<typeof startOpenAIServer>>;
let server: TestServer;
let token: string;

beforeAll(async () => {
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  );
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  openai = await startOpenAIServer();
  server = await startTestServer({ logger: log.logger, env: { OPENAI_BASE_URL: openai.url } });
  token = await server.openSession();
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
  await openai.close();
  trace.disable();
  propagation.disable();
});
beforeEach(() => exporter.reset());

const spans = () => exporter.getFinishedSpans();
const find = (name: string) => spans().find((span) => span.name.startsWith(name));

it("an ingest is a trace of its own, linked to the request that caused it", async () => {
  await addReadyTranscript(server, token);
  await eventually(() => find("ingest") !== undefined);
  const ingest = find("ingest")!;
  const operation = spans().find((span) => span.spanContext().spanId === ingest.links[0]?.context.spanId);
  expect(operation?.name).toBe("GraphQL mutation");
  expect(ingest.parentSpanContext).toBeUndefined();
  expect(ingest.attributes).toMatchObject({
    "video_rag.ingest.kind": "ingest",
    "video_rag.ingest.attempt": 1,
  });
  const parts = spans().filter(({ parentSpanContext: of }) => of?.spanId === ingest.spanContext().spanId);
  expect(parts.map(({ name }) => name)).toEqual(["prepare", "store"]);
  const prepare = parts[0]!.spanContext();
  const embeddings = spans().filter(
    ({ name, parentSpanContext: of }) => name.startsWith("embeddings ") && of?.spanId === prepare.spanId,
  );
  expect(embeddings.length).toBeGreaterThan(0);
  expect(embeddings[0]!.attributes).toMatchObject({
    "gen_ai.operation.name": "embeddings",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "text-embedding-3-small",
    "gen_ai.usage.input_tokens": expect.any(Number),
  });
});

it("a question is part of its caller's trace, and its run is linked to it", async () => {
  const response = await fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      traceparent: TRACEPARENT,
    },
    body: JSON.stringify({ query: `mutation Ask { ask(question: "${QUESTION}") { answer { id } } }` }),
  });
  const { data } = (await response.json()) as { data: { ask: { answer: { id: string } } } };
  const { id } = data.ask.answer;
  await readAnswer(server, id, token);
  await eventually(() => find("run") !== undefined);

  const [operation, asked, run] = [find("GraphQL mutation")!, find("ask")!, find("run")!];
  expect(operation.spanContext().traceId).toBe(TRACE_ID);
  expect(operation.kind).toBe(SpanKind.SERVER);
  expect(operation.attributes).toEqual({
    "graphql.operation.type": "mutation",
    "graphql.operation.name": "Ask",
  });
  expect(asked.parentSpanContext?.spanId).toBe(operation.spanContext().spanId);
  expect(asked.attributes).toEqual({ "video_rag.answer.id": id, "video_rag.ask.outcome": "begun" });
  expect(run.spanContext().traceId).not.toBe(TRACE_ID);
  expect(run.links.map(({ context }) => context.spanId)).toEqual([asked.spanContext().spanId]);
  expect(run.attributes).toEqual({
    "video_rag.answer.id": id,
    "video_rag.answer.attempt": 1,
    "video_rag.answer.end": "COMPLETED",
  });
  for (const name of ["retrieve", "chat "])
    expect(find(name)!.parentSpanContext?.spanId).toBe(run.spanContext().spanId);
  expect(find("chat ")!.kind).toBe(SpanKind.CLIENT);
  expect(find("chat ")!.attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.usage.input_tokens": expect.any(Number),
    "gen_ai.usage.output_tokens": expect.any(Number),
    "server.address": "127.0.0.1",
  });
});

it("a run that another server goes on with is linked to the question and to the attempt before", async () => {
  const chunks = ["NO_ANSWER: ", ...Array.from({ length: 200 }, (_, index) => `word${index} `)];
  const slow = await startOpenAIServer({ always: { chunks, delayMs: 50 } });
  const database = await createTestDatabase();
  onTestFinished(async () => {
    await slow.close();
    await database.drop();
  });
  const first = await startTestServer({ env: { OPENAI_BASE_URL: slow.url }, database, stopGraceMs: 0 });
  const other = await first.openSession();
  await addReadyTranscript(first, other);
  const id = await ask(first, other, QUESTION);
  await eventually(() => slow.requests.length > 0);
  await first.close();
  const second = await startTestServer({ env: { OPENAI_BASE_URL: openai.url }, database });
  await readAnswer(second, id, other);
  await eventually(() => spans().filter(({ name }) => name === "run").length === 2);
  await second.close();
  const [before, after] = spans().filter(({ name }) => name === "run");
  expect(before!.attributes).toMatchObject({ "video_rag.answer.id": id, "video_rag.answer.end": "deferred" });
  expect(after!.attributes).toMatchObject({ "video_rag.answer.id": id, "video_rag.answer.attempt": 2 });
  expect(after!.links.map(({ context }) => context.spanId)).toEqual(
    [find("ask")!, before!].map((span) => span.spanContext().spanId),
  );
});

it("a model that fails fails its span, by the code alone, and the log line has the trace", async () => {
  // Of the question in full, and of the answer.
  for (let call = 0; call < 2; call++)
    openai.behave({ on: "chat", failure: { status: 400, message: `refused: ${QUESTION}` } });
  const id = await ask(server, token, QUESTION);
  await readAnswer(server, id, token);
  await eventually(() => find("run") !== undefined);
  expect(find("chat ")!.attributes["error.type"]).toBe("MODEL_REJECTED");
  expect(find("run")!.attributes).toMatchObject({
    "error.type": "MODEL_REJECTED",
    "video_rag.answer.end": "FAILED",
  });
  expect(log.linesOf("The model failed")).toEqual([
    expect.objectContaining({ answer: id, trace_id: find("run")!.spanContext().traceId }),
  ]);
  expect(spans().flatMap(({ events }) => events)).toEqual([]);
});

it("operations of a WebSocket have spans of their own, each with what it does", async () => {
  const socket = await openSocket(server.url);
  await socket.init({ authorization: `Bearer ${token}` });
  await Promise.all(
    ["a", "b"].map((id) => socket.run(id, `mutation { ask(question: "${QUESTION}") { answer { id } } }`)),
  );
  const operations = spans().filter(({ name }) => name === "GraphQL mutation");
  const asks = spans().filter(({ name }) => name === "ask");
  expect(new Set(asks.map(({ parentSpanContext: of }) => of?.spanId))).toEqual(
    new Set(operations.map((span) => span.spanContext().spanId)),
  );
  expect(new Set(operations.map((span) => span.spanContext().traceId)).size).toBe(2);
});

it("no span has a text of a question, an answer or a transcript", async () => {
  await addReadyTranscript(server, token, { ...SAMPLE, title: "Another talk" });
  const id = await ask(server, token, QUESTION);
  const { text } = await readAnswer(server, id, token);
  await eventually(() => find("run") !== undefined && find("ingest") !== undefined);
  const told = JSON.stringify(
    spans().map(({ name, attributes, events, status, links }) => [name, attributes, events, status, links]),
  );
  expect(text).not.toBe("");
  for (const part of ["green tea", "Another talk", "eighty", text.slice(0, 20)])
    expect(told).not.toContain(part);
});
