import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  ANSWER_EVENTS,
  createAnswerReader,
  dataOf,
  followAnswer,
  readAnswer,
  type AnswerReader,
} from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { createTestClient, type TestClient } from "../testing/client/test-client.ts";
import { createTestDatabase, onPostgreSQL, type TestDatabase } from "../testing/database/test-database.ts";
import { eventually } from "../testing/eventually.ts";
import { startTcpProxy } from "../testing/network/tcp-proxy.ts";
import { startOpenAIServer } from "../testing/openai/openai-server.ts";
import { SHORT_LEASES } from "../testing/server/short-leases.ts";
import { startServerProcess } from "../testing/server/server-process.ts";
import { startTestServer } from "../testing/server/test-server.ts";
import { startYouTubeServer } from "../testing/youtube/youtube-server.ts";

const QUESTION = "How hot should the water for green tea be?";
const PIECES = Array.from({ length: 30 }, (_, index) => `word${index} `);
const TEXT = PIECES.join("");
/** The model refuses: such a text is the whole answer, with nothing added. */
const refusing = (pieces: string[]) => ["NO_ANSWER: ", ...pieces];
const PIECE_MS = 50;

const LEASE_MS = SHORT_LEASES.leaseMs;

// Each starts processes, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let openai: Awaited<ReturnType<typeof startOpenAIServer>>;
let database: TestDatabase;
beforeAll(async () => {
  openai = await startOpenAIServer({ always: { chunks: refusing(PIECES), delayMs: PIECE_MS } });
  database = await createTestDatabase();
  return async () => {
    await openai.close();
    await database.drop();
  };
});

/** A server in a process of its own, which can be killed or put to sleep. */
async function startProcess(env: Record<string, string> = {}) {
  const process = startServerProcess(
    { ...database.env, OPENAI_BASE_URL: openai.url, LOG_LEVEL: "warn", ...env },
    SHORT_LEASES,
  );
  return { process, client: createTestClient(await process.url()) };
}

/** A server in this process. */
const startServer = (env: Record<string, string> = {}, intervals: Partial<typeof SHORT_LEASES> = {}) =>
  startTestServer({
    env: { OPENAI_BASE_URL: openai.url, ...env },
    answerIntervals: { ...SHORT_LEASES, ...intervals },
    database,
  });

async function newSession(client: TestClient): Promise<string> {
  const token = await client.openSession();
  await addReadyTranscript(client, token);
  return token;
}

/** Reads an answer through any number of cuts, coming back with the last cursor. */
async function readThroughCuts(client: TestClient, id: string, token: string): Promise<AnswerReader> {
  const reader = createAnswerReader();
  async function readOn() {
    try {
      for await (const result of client.subscribe(ANSWER_EVENTS, { id, after: reader.cursor }, token)) {
        reader.apply(dataOf(result).answerEvents);
      }
      return true;
    } catch {
      return false;
    }
  }
  await eventually(readOn, { everyMs: 100, withinMs: 40_000 });
  return reader;
}

const untilText = (reader: AnswerReader) => eventually(() => reader.text.length > 20);

describe("when the process that writes an answer is killed", () => {
  test.runIf(!onPostgreSQL)("it begins anew when the server starts again", async () => {
    const first = await startProcess();
    const token = await newSession(first.client);
    const id = await ask(first.client, token, QUESTION);
    await untilText(followAnswer(first.client, id, token).reader);
    await first.process.stop("SIGKILL");
    const second = await startServer();
    const reader = await readAnswer(second, id, token);
    expect(reader.text).toBe(TEXT);
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
    await second.close();
  });

  test.runIf(onPostgreSQL)("another takes over, and readers are told to begin anew", async () => {
    const [one, two] = await Promise.all([startProcess(), startServer()]);
    const token = await newSession(one.client);
    const id = await ask(one.client, token, QUESTION);
    const { reader, ended } = followAnswer(two, id, token);
    await untilText(reader);
    await one.process.stop("SIGKILL");
    await ended;
    expect(reader.names).toContain("AnswerRestarted");
    expect(reader.text).toBe(TEXT);
    const { answer } = await two.request(
      `query ($id: ID!) { answer(id: $id) { status text } }`,
      { id },
      token,
    );
    expect(answer).toEqual({ status: "COMPLETED", text: TEXT });
  });

  test.runIf(onPostgreSQL)("it fails as retryable once it was begun ANSWER_MAX_ATTEMPTS times", async () => {
    const [one, two] = await Promise.all([startProcess(), startServer({ ANSWER_MAX_ATTEMPTS: "1" })]);
    const token = await newSession(one.client);
    const id = await ask(one.client, token, QUESTION);
    const { reader, ended } = followAnswer(two, id, token);
    await untilText(reader);
    await one.process.stop("SIGKILL");
    await ended;
    expect(reader.events.at(-1)).toMatchObject({ __typename: "AnswerFailed", failure: { retryable: true } });
    expect(reader.text.length).toBeGreaterThan(20);
    expect(TEXT.startsWith(reader.text)).toBe(true);
  });
});

describe("when the process is killed in which an answer waits for videos", () => {
  test("another waits the rest of the time, and nothing begins anew", async () => {
    const youtube = await startYouTubeServer({ otherVideos: { player: { hang: true } } });
    onTestFinished(youtube.close);
    const env = { YOUTUBE_BASE_URL: youtube.url, ANSWER_WAIT_SECONDS: "6", ANSWER_MAX_ATTEMPTS: "1" };
    const first = await startProcess(env);
    const standby = onPostgreSQL ? await startServer(env) : null;
    const token = await newSession(first.client);
    const { addVideos } = await first.client.request(
      `mutation { addVideos(urls: ["https://youtu.be/aqz-KE-bpKQ"]) { results { video { id } } } }`,
      {},
      token,
    );
    const id = await ask(first.client, token, QUESTION);
    const before = followAnswer(first.client, id, token).reader;
    await eventually(() => before.names.at(-1) === "AnswerWaiting");
    await first.process.stop("SIGKILL");

    const second = standby ?? (await startServer(env));
    const reader = await readAnswer(second, id, token, before.cursor);
    const until = before.events.at(-1).until;
    expect(reader.names).not.toContain("AnswerRestarted");
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
    expect(reader.text).toBe(TEXT);
    const { answer } = await second.request(
      `query ($id: ID!) { answer(id: $id) { status leftOut { id } createdAt finishedAt } }`,
      { id },
      token,
    );
    expect(answer).toMatchObject({ status: "COMPLETED", leftOut: [addVideos.results[0].video] });
    expect(Date.parse(until) - Date.parse(answer.createdAt)).toBe(6000);
    expect(Date.parse(answer.finishedAt)).toBeGreaterThan(Date.parse(until));
    for (const event of reader.events.filter(({ __typename }) => __typename === "AnswerWaiting")) {
      expect(event.until).toBe(until);
    }
    await second.close();
  });
});

describe.runIf(onPostgreSQL)("a process that sleeps past its lease", () => {
  test("can neither write nor speak to its own readers", async () => {
    const [one, two] = await Promise.all([startProcess(), startServer()]);
    const token = await newSession(one.client);
    const id = await ask(one.client, token, QUESTION);
    const here = readThroughCuts(one.client, id, token);
    const { reader: other, ended } = followAnswer(two, id, token);
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

describe.runIf(onPostgreSQL)("a process that stands still past its lease, and is still connected", () => {
  test("goes on with its answer, which no other takes over", async () => {
    const [one, two] = await Promise.all([startProcess(), startServer({}, { stalledLeaseMs: 600_000 })]);
    const token = await newSession(one.client);
    const id = await ask(one.client, token, QUESTION);
    const { reader, ended } = followAnswer(two, id, token);
    await untilText(reader);
    process.kill(one.process.pid, "SIGSTOP");
    await eventually(async () => {
      const [row] = await two.services.database
        .fork()
        .execute<{ isLapsed: boolean }[]>(
          `select lease_until < now() - interval '1 second' as "isLapsed" from answers where id = '${id}'`,
        );
      return row!.isLapsed;
    });
    process.kill(one.process.pid, "SIGCONT");
    await ended;
    expect(reader.names).not.toContain("AnswerRestarted");
    expect(reader.text).toBe(TEXT);
  });
});

describe("a process that sleeps past its lease, and is alone", () => {
  test("goes on with its answer, and asks the model no second time", async () => {
    const { process: server, client } = await startProcess({ ANSWER_MAX_ATTEMPTS: "1" });
    const token = await newSession(client);
    openai.requests.length = 0;
    openai.behave({ on: "chat", chunks: refusing(PIECES.concat(PIECES, PIECES)), delayMs: PIECE_MS });
    const id = await ask(client, token, QUESTION);
    const { reader, ended } = followAnswer(client, id, token);
    await untilText(reader);
    process.kill(server.pid, "SIGSTOP");
    // The lease lapses by the clock alone: nothing can be asked of a database that only the sleeper has open.
    await sleep(LEASE_MS * 1.25);
    process.kill(server.pid, "SIGCONT");
    await ended;
    expect(reader.text).toBe(TEXT.repeat(3));
    expect(reader.names).not.toContain("AnswerRestarted");
    expect(openai.requests.filter(({ endpoint }) => endpoint === "chat")).toHaveLength(1);
  });
});

describe.runIf(onPostgreSQL)("when PostgreSQL is gone for longer than a lease", () => {
  test("the answer goes on and is stored, and no reader has a wrong word", async () => {
    const pieces = PIECES.concat(PIECES, PIECES, PIECES);
    openai.behave({ on: "chat", chunks: refusing(pieces), delayMs: PIECE_MS });
    const url = new URL((database.env as { DATABASE_URL: string }).DATABASE_URL);
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    const env = { DATABASE_URL: url.href };
    const [one, two] = await Promise.all([startServer(env), startServer(env)]);
    const token = await newSession(one);
    const id = await ask(one, token, QUESTION);

    const { reader: local, ended } = followAnswer(one, id, token);
    const readingRemote = readThroughCuts(two, id, token);
    await untilText(local);
    const lengthBefore = local.text.length;
    proxy.refuse(true);
    const goneAt = performance.now();
    await eventually(() => performance.now() - goneAt > LEASE_MS * 1.5);
    // The readers of the process that writes have gone on meanwhile: no less than half of what the model has said.
    const saidMeanwhile = TEXT.length * 4 * ((LEASE_MS * 1.5) / (pieces.length * PIECE_MS));
    expect(local.text.length - lengthBefore).toBeGreaterThan(saidMeanwhile / 2);
    proxy.refuse(false);
    await ended;
    const remote = await readingRemote;

    expect(local.text).toBe(pieces.join(""));
    expect(local.names).not.toContain("AnswerRestarted");
    expect(remote.text).toBe(pieces.join(""));
    expect(remote.names.at(-1)).toBe("AnswerCompleted");
    await Promise.all([one.close(), two.close()]);
    await proxy.close();
  });
});

describe("a reader whose socket is cut at every event", () => {
  test("has the whole text in the end, once", async () => {
    const client = await startServer();
    const token = await newSession(client);
    const id = await ask(client, token, QUESTION);
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
