import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  ANSWER_EVENTS,
  createAnswerReader,
  dataOf,
  readAnswer,
  type AnswerReader,
} from "../testing/client/answer-reader.ts";
import { startOpenAIServer } from "../testing/openai/openai-server.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startServerProcess } from "../testing/server/server-process.ts";
import { startTcpProxy } from "../testing/network/tcp-proxy.ts";
import { createTestClient, type TestClient } from "../testing/client/test-client.ts";
import { createTestDatabase, onPostgreSQL, type TestDatabase } from "../testing/database/test-database.ts";

const PIECES = Array.from({ length: 60 }, (_, index) => `word${index} `);
const TEXT = PIECES.join("");

// Each starts up to three processes, and most wait until a lease of five seconds has lapsed.
vi.setConfig({ testTimeout: 60_000 });

let openai: Awaited<ReturnType<typeof startOpenAIServer>>;
let database: TestDatabase;
beforeAll(async () => {
  openai = await startOpenAIServer({ always: { chunks: PIECES, delayMs: 50 } });
  database = await createTestDatabase();
  return async () => {
    await openai.close();
    await database.drop();
  };
});

async function startServer(env: Record<string, string> = {}) {
  const process = startServerProcess({
    ...database.env,
    OPENAI_BASE_URL: openai.url,
    LOG_LEVEL: "warn",
    ...env,
  });
  return { process, client: createTestClient(await process.url()) };
}

async function newSession(client: TestClient): Promise<string> {
  const token = await client.openSession();
  await addReadyTranscript(client, token);
  return token;
}

/** Reads an answer through any number of cuts, coming back with the last cursor. */
async function readThroughCuts(client: TestClient, id: string, token: string): Promise<AnswerReader> {
  const reader = createAnswerReader();
  for (let tries = 0; tries < 60; tries++) {
    try {
      for await (const result of client.subscribe(ANSWER_EVENTS, { id, after: reader.cursor }, token)) {
        reader.apply(dataOf(result).answerEvents);
      }
      return reader;
    } catch {
      await sleep(200);
    }
  }
  throw new Error(`The answer did not end: ${reader.text}`);
}

/** Reads an answer to its end; `reader` has what has come by now. */
function follow(client: TestClient, id: string, token: string) {
  const reader = createAnswerReader();
  const ended = (async () => {
    for await (const result of client.subscribe(ANSWER_EVENTS, { id }, token))
      reader.apply(dataOf(result).answerEvents);
  })();
  return { reader, ended };
}

async function untilText(reader: AnswerReader) {
  while (reader.text.length < 20) await sleep(10);
}

describe("when the process that writes an answer is killed", () => {
  test.runIf(!onPostgreSQL)("it begins anew when the server starts again", async () => {
    const first = await startServer();
    const token = await newSession(first.client);
    const id = await ask(first.client, token, "How hot?");
    await sleep(500);
    await first.process.stop("SIGKILL");
    const second = await startServer();
    const reader = await readAnswer(second.client, id, token);
    expect(reader.text).toBe(TEXT);
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
  });

  test.runIf(onPostgreSQL)("another takes over, and readers are told to begin anew", async () => {
    const [one, two] = [await startServer(), await startServer()];
    const token = await newSession(one.client);
    const id = await ask(one.client, token, "How hot?");
    const { reader, ended } = follow(two.client, id, token);
    await untilText(reader);
    await one.process.stop("SIGKILL");
    await ended;
    expect(reader.names).toContain("AnswerRestarted");
    expect(reader.text).toBe(TEXT);
    const { answer } = await two.client.request(
      `query ($id: ID!) { answer(id: $id) { status text } }`,
      { id },
      token,
    );
    expect(answer).toEqual({ status: "COMPLETED", text: TEXT });
  });

  test.runIf(onPostgreSQL)("it fails as retryable once it was begun ANSWER_MAX_ATTEMPTS times", async () => {
    const [one, two] = [await startServer(), await startServer({ ANSWER_MAX_ATTEMPTS: "1" })];
    const token = await newSession(one.client);
    const id = await ask(one.client, token, "How hot?");
    const { reader, ended } = follow(two.client, id, token);
    await untilText(reader);
    await one.process.stop("SIGKILL");
    await ended;
    expect(reader.events.at(-1)).toMatchObject({ __typename: "AnswerFailed", failure: { retryable: true } });
    expect(reader.text.length).toBeGreaterThan(20);
    expect(TEXT.startsWith(reader.text)).toBe(true);
  });
});

describe.runIf(onPostgreSQL)("a process that sleeps past its lease", () => {
  test("can neither write nor speak to its own readers", async () => {
    const [one, two] = [await startServer(), await startServer()];
    const token = await newSession(one.client);
    const id = await ask(one.client, token, "How hot?");
    const here = readThroughCuts(one.client, id, token);
    const { reader: other, ended } = follow(two.client, id, token);
    await untilText(other);
    process.kill(one.process.pid, "SIGSTOP");
    await ended;
    process.kill(one.process.pid, "SIGCONT");
    const own = await here;
    expect(other.names).toContain("AnswerRestarted");
    expect(other.text).toBe(TEXT);
    expect(own.text).toBe(TEXT);
    expect(own.names.at(-1)).toBe("AnswerCompleted");
  });
});

describe("a process that sleeps past its lease, and is alone", () => {
  test("goes on with its answer, and asks the model no second time", async () => {
    const { process: server, client } = await startServer({ ANSWER_MAX_ATTEMPTS: "1" });
    const token = await newSession(client);
    openai.requests.length = 0;
    openai.behave({ on: "chat", chunks: PIECES.concat(PIECES, PIECES), delayMs: 50 });
    const id = await ask(client, token, "How hot?");
    const reading = readThroughCuts(client, id, token);
    await sleep(700);
    process.kill(server.pid, "SIGSTOP");
    await sleep(6500);
    process.kill(server.pid, "SIGCONT");
    const reader = await reading;
    expect(reader.text).toBe(TEXT.repeat(3));
    expect(reader.names).not.toContain("AnswerRestarted");
    expect(openai.requests.filter(({ endpoint }) => endpoint === "chat")).toHaveLength(1);
  }, 60_000);
});

describe.runIf(onPostgreSQL)("when PostgreSQL is gone for ten seconds", () => {
  test("the answer goes on and is stored, and no reader has a wrong word", async () => {
    openai.behave({ on: "chat", chunks: PIECES.concat(PIECES, PIECES, PIECES), delayMs: 60 });
    const url = new URL((database.env as { DATABASE_URL: string }).DATABASE_URL);
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    const env = { DATABASE_URL: url.href };
    const [one, two] = [await startServer(env), await startServer(env)];
    const token = await newSession(one.client);
    const id = await ask(one.client, token, "How hot?");

    const local = createAnswerReader();
    let longestSilenceMs = 0;
    const readingLocal = (async () => {
      let last = performance.now();
      for await (const result of one.client.subscribe(ANSWER_EVENTS, { id }, token)) {
        const event = dataOf(result).answerEvents;
        if (event.__typename === "AnswerDelta")
          longestSilenceMs = Math.max(longestSilenceMs, performance.now() - last);
        last = performance.now();
        local.apply(event);
      }
    })();
    const readingRemote = readThroughCuts(two.client, id, token);
    await untilText(local);
    proxy.refuse(true);
    await sleep(10_000);
    proxy.refuse(false);
    await readingLocal;
    const remote = await readingRemote;

    const whole = `${PIECES.join("").repeat(3)}${TEXT}`;
    expect(local.text).toBe(whole);
    expect(local.names).not.toContain("AnswerRestarted");
    expect(longestSilenceMs).toBeLessThan(2500);
    expect(remote.text).toBe(whole);
    expect(remote.names.at(-1)).toBe("AnswerCompleted");
    await proxy.close();
  });
});

describe("a reader whose socket is cut at every event", () => {
  test("has the whole text in the end, once", async () => {
    const { client } = await startServer();
    const token = await newSession(client);
    const id = await ask(client, token, "How hot?");
    const reader = createAnswerReader();
    const gaps: number[] = [];
    while (!reader.names.at(-1)?.match(/Completed|Failed/)) {
      for await (const result of client.subscribe(ANSWER_EVENTS, { id, after: reader.cursor }, token)) {
        const event = dataOf(result).answerEvents;
        if (event.__typename === "AnswerDelta") gaps.push(event.offset - reader.text.length);
        reader.apply(event);
        break;
      }
    }
    expect(gaps.filter((gap) => gap !== 0)).toEqual([]);
    expect(reader.text).toBe(TEXT);
  });
});
