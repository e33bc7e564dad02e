import { once } from "node:events";
import { beforeAll, describe, expect, test } from "vitest";
import { followAnswer, readAnswer, type AnswerReader } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask, untilReady } from "../testing/client/sample-session.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../testing/fakes/fake-models.ts";
import { createFakeTranscripts, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { TranscriptError } from "../youtube/transcript-failure.ts";

const QUESTION = "When does water boil?";
const TEXT = "At one hundred degrees.";

/** What holds up the transcripts that are not to come yet, by their YouTube ids. */
const holds = new Map<string, () => Promise<void>>();
const chat = fakeChat();
const dependencies = {
  chat,
  embedding: createFakeEmbedding(),
  fetchTranscript: createFakeTranscripts(
    ({ youtubeId }, signal) =>
      Promise.race<unknown>([holds.get(youtubeId)?.(), once(signal, "abort")]) as Promise<void>,
  ).fetchTranscript,
};
const env = { INGEST_CONCURRENCY: "50", MAX_WAITING_ANSWERS_PER_SESSION: "2" };
const start = (more: Record<string, string> = {}, database?: TestServer["database"]) =>
  startTestServer({ env: { ...env, ...more }, dependencies, ...(database && { database }) });

let server: TestServer;
beforeAll(async () => {
  // A refusal: such a text is the whole answer, with nothing added.
  chat.play([`NO_ANSWER: ${TEXT}`]);
  server = await start();
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

let added = 0;

/** Adds a video whose transcript comes once `arrive` is called, or never where `fail` is. */
async function addHeldVideo(client: TestServer, token: string) {
  const number = ++added;
  const gate = createGate();
  let failure: Error | undefined;
  holds.set(fakeYouTubeId(number), async () => {
    await gate.wait();
    if (failure) throw failure;
  });
  const { addVideos } = await client.request(
    `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`,
    { urls: [fakeUrl(number)] },
    token,
  );
  return {
    id: addVideos.results[0].video.id as string,
    arrive: gate.open,
    fail(error: Error) {
      failure = error;
      gate.open();
    },
  };
}

const untilWaiting = (reader: AnswerReader, ...videoIds: string[]) =>
  eventually(() => {
    const last = reader.events.at(-1);
    return (
      last?.__typename === "AnswerWaiting" &&
      JSON.stringify(last.videos.map(({ id }: { id: string }) => id)) === JSON.stringify(videoIds)
    );
  });

async function readRow(client: TestServer, id: string, token: string) {
  const query = `query ($id: ID!) { answer(id: $id) { status text leftOut { id } failure { code message retryable } } }`;
  return (await client.request(query, { id }, token)).answer;
}

describe("a question about videos that are still being ingested", () => {
  test("is answered once they are READY, and its readers are told for which it waits", async () => {
    const token = await server.openSession();
    const [one, two] = [await addHeldVideo(server, token), await addHeldVideo(server, token)];
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(server, id, token);
    await untilWaiting(reader, one.id, two.id);
    expect(await readRow(server, id, token)).toMatchObject({ status: "RUNNING", leftOut: [] });

    const resumed = followAnswer(server, id, token, reader.cursor);
    await untilWaiting(resumed.reader, one.id, two.id);
    one.arrive();
    await untilWaiting(reader, two.id);
    const late = followAnswer(server, id, token);
    await untilWaiting(late.reader, two.id);
    two.arrive();
    await ended;

    const rest = ["AnswerSources", "AnswerDelta", "AnswerCompleted"];
    const waits = ["AnswerWaiting", "AnswerWaiting"];
    const unique = (names: string[]) =>
      names.filter((name, index) => name !== names[index - 1] || waits[0] === name);
    expect(unique(reader.names)).toEqual(["AnswerStarted", ...waits, ...rest]);
    expect(unique((await resumed.ended).names)).toEqual([...waits, ...rest]);
    expect(unique((await late.ended).names)).toEqual(["AnswerStarted", "AnswerWaiting", ...rest]);
    const [started, waiting, again] = reader.events;
    expect([waiting.cursor, again.cursor]).toEqual([started.cursor, started.cursor]);
    expect(Date.parse(waiting.until) - Date.now()).toBeLessThan(60_000);
    expect(again.until).toBe(waiting.until);
    const sources = reader.events.find(({ __typename }) => __typename === "AnswerSources");
    const found = sources.passages.map(({ video }: { video: { id: string } }) => video.id);
    expect(new Set(found)).toEqual(new Set([one.id, two.id]));

    const replayed = await readAnswer(server, id, token);
    expect(unique(replayed.names)).toEqual(["AnswerStarted", ...rest]);
    expect((await readAnswer(server, id, token, waiting.cursor)).names[0]).toBe("AnswerSources");
    expect(await readRow(server, id, token)).toMatchObject({ status: "COMPLETED", leftOut: [] });
  });

  test("goes on without those that FAILED or are removed, and says nothing of them as left out", async () => {
    const token = await server.openSession();
    await addReadyTranscript(server, token);
    const [failing, removed] = [await addHeldVideo(server, token), await addHeldVideo(server, token)];
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(server, id, token);
    await untilWaiting(reader, failing.id, removed.id);
    failing.fail(new TranscriptError("CAPTIONS_DISABLED"));
    await untilWaiting(reader, removed.id);
    await server.request(
      `mutation ($id: ID!) { removeVideo(id: $id) { videoId } }`,
      { id: removed.id },
      token,
    );
    expect((await ended).names.at(-1)).toBe("AnswerCompleted");
    expect(await readRow(server, id, token)).toMatchObject({ leftOut: [] });
  });

  test("does not wait for what is added after it", async () => {
    const token = await server.openSession();
    const video = await addHeldVideo(server, token);
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(server, id, token);
    await untilWaiting(reader, video.id);
    await addHeldVideo(server, token);
    video.arrive();
    expect((await ended).names.filter((name) => name === "AnswerWaiting")).toHaveLength(1);
    expect(await readRow(server, id, token)).toMatchObject({ status: "COMPLETED", leftOut: [] });
  });

  test("leaves out at once what is not tried again in time", async () => {
    const token = await server.openSession();
    await addReadyTranscript(server, token);
    const video = await addHeldVideo(server, token);
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(server, id, token);
    await untilWaiting(reader, video.id);
    video.fail(new TranscriptError("RATE_LIMITED", { retryAfterMs: 600_000 }));
    expect((await ended).names.at(-1)).toBe("AnswerCompleted");
    expect(await readRow(server, id, token)).toMatchObject({ leftOut: [{ id: video.id }] });
    const next = await ask(server, token, QUESTION);
    expect((await readAnswer(server, next, token)).names).not.toContain("AnswerWaiting");
    expect(await readRow(server, next, token)).toMatchObject({ leftOut: [{ id: video.id }] });
  });

  test("waits for none where it is small talk, or concerns others", async () => {
    const token = await server.openSession();
    const tea = await addReadyTranscript(server, token);
    await addHeldVideo(server, token);
    const ASK = `mutation ($question: String!, $ids: [ID!]) { ask(question: $question, videoIds: $ids) { answer { id } } }`;
    for (const variables of [
      { question: "Hello!" },
      { question: "Summarise the video about tea" },
      { question: QUESTION, ids: [tea] },
    ]) {
      const { id } = (await server.request(ASK, variables, token)).ask.answer;
      expect((await readAnswer(server, id, token)).names).not.toContain("AnswerWaiting");
      expect(await readRow(server, id, token)).toMatchObject({ leftOut: [] });
    }
  });

  test("is refused where too many wait, and takes no place of those that are written", async () => {
    const token = await server.openSession();
    const video = await addHeldVideo(server, token);
    const waiting = [await ask(server, token, QUESTION), await ask(server, token, QUESTION)];
    const ASK = `mutation ($question: String!) { ask(question: $question) { answer { id } } }`;
    expect(await server.errorCode(ASK, { question: QUESTION }, token)).toBe("RATE_LIMITED");
    const small = await ask(server, token, "Hello!");
    await readAnswer(server, small, token);
    video.arrive();
    for (const id of waiting) expect((await readAnswer(server, id, token)).text).toBe(TEXT);
  });

  test("tells the metrics that it waits", async () => {
    const other = await start({ METRICS_PORT: "0" });
    const token = await other.openSession();
    const video = await addHeldVideo(other, token);
    const id = await ask(other, token, QUESTION);
    const scrape = async () => (await fetch(other.metricsUrl!)).text();
    expect(await scrape()).toMatch(/^video_rag_answers_running 0\n(.*\n)*video_rag_answers_waiting 1$/m);
    video.arrive();
    await readAnswer(other, id, token);
    expect(await scrape()).toMatch(/^video_rag_answers_waiting 0$/m);
  });
});

describe("the end of the wait", () => {
  test("leaves out what is not READY by then", async () => {
    const brief = await start({ ANSWER_WAIT_SECONDS: "1" });
    const token = await brief.openSession();
    await addReadyTranscript(brief, token);
    const video = await addHeldVideo(brief, token);
    const id = await ask(brief, token, QUESTION);
    const reader = await readAnswer(brief, id, token);
    expect(reader.names.slice(0, 3)).toEqual(["AnswerStarted", "AnswerWaiting", "AnswerSources"]);
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
    expect(await readRow(brief, id, token)).toMatchObject({ leftOut: [{ id: video.id }] });

    const alone = await brief.openSession();
    const only = await addHeldVideo(brief, alone);
    const failed = (await readAnswer(brief, await ask(brief, alone, QUESTION), alone)).events.at(-1);
    expect(failed.failure).toMatchObject({ code: "NO_READY_VIDEO", retryable: true });
    expect(failed.failure.message).toMatch(/still being read/);
    only.arrive();
    await untilReady(brief, alone, only.id);
    expect((await readAnswer(brief, await ask(brief, alone, QUESTION), alone)).text).toBe(TEXT);
  });

  test("comes at once where ANSWER_WAIT_SECONDS is 0", async () => {
    const hasty = await start({ ANSWER_WAIT_SECONDS: "0" });
    const token = await hasty.openSession();
    await addReadyTranscript(hasty, token);
    const video = await addHeldVideo(hasty, token);
    const id = await ask(hasty, token, QUESTION);
    expect((await readAnswer(hasty, id, token)).names).not.toContain("AnswerWaiting");
    expect(await readRow(hasty, id, token)).toMatchObject({
      status: "COMPLETED",
      leftOut: [{ id: video.id }],
    });
  });

  test("fails with what is wrong where all FAILED", async () => {
    const token = await server.openSession();
    const video = await addHeldVideo(server, token);
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(server, id, token);
    await untilWaiting(reader, video.id);
    video.fail(new TranscriptError("CAPTIONS_DISABLED"));
    const { failure } = (await ended).events.at(-1);
    expect(failure).toMatchObject({ code: "NO_READY_VIDEO", retryable: false });
    expect(failure.message).toContain("The video has no captions. Upload a transcript instead.");
  });

  test("comes at once with cancelAnswer, and with endSession", async () => {
    const token = await server.openSession();
    const video = await addHeldVideo(server, token);
    const [first, second] = [await ask(server, token, QUESTION), await ask(server, token, QUESTION)];
    const followed = followAnswer(server, first, token);
    await untilWaiting(followed.reader, video.id);
    const CANCEL = `mutation ($id: ID!) { cancelAnswer(id: $id) { answer { status text } } }`;
    const cancelled = (await server.request(CANCEL, { id: first }, token)).cancelAnswer.answer;
    expect(cancelled).toEqual({ status: "CANCELLED", text: "" });
    const rest = ["AnswerSources", "AnswerCancelled"];
    expect((await followed.ended).names).toEqual(["AnswerStarted", "AnswerWaiting", ...rest]);
    expect((await readAnswer(server, first, token)).names).toEqual(["AnswerStarted", ...rest]);

    const other = followAnswer(server, second, token);
    await untilWaiting(other.reader, video.id);
    await server.request(`mutation { endSession { sessionId } }`, {}, token);
    await other.ended.catch(() => {});
    expect(other.reader.names).toEqual(["AnswerStarted", "AnswerWaiting"]);
  });
});

describe.runIf(onPostgreSQL)("on several replicas", () => {
  test("a reader on another replica is told of the wait, of its changes, and of its end", async () => {
    const other = await start({}, server.database);
    const token = await server.openSession();
    const [one, two] = [await addHeldVideo(server, token), await addHeldVideo(server, token)];
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(other, id, token);
    await untilWaiting(reader, one.id, two.id);
    one.arrive();
    await untilWaiting(reader, two.id);
    two.arrive();
    const { names, text } = await ended;
    expect(text).toBe(TEXT);
    expect(names.slice(0, 4)).toEqual(["AnswerStarted", "AnswerWaiting", "AnswerWaiting", "AnswerSources"]);
    expect(names.at(-1)).toBe("AnswerCompleted");
  });

  test("an answer whose server stops waits on at another, and nothing begins anew", async () => {
    const stopping = await start({}, server.database);
    const other = await start({}, server.database);
    const token = await stopping.openSession();
    const video = await addHeldVideo(stopping, token);
    const id = await ask(stopping, token, QUESTION);
    const { reader, ended } = followAnswer(other, id, token);
    await untilWaiting(reader, video.id);
    await stopping.close();
    video.arrive();
    const { names, text } = await ended;
    expect(text).toBe(TEXT);
    expect(names).not.toContain("AnswerRestarted");
    expect(names.filter((name) => name === "AnswerWaiting")).toHaveLength(1);
  });
});
