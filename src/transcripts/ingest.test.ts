import { rm } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ModelError } from "../models/model-error.ts";
import type { Session } from "../sessions/session.ts";
import { UnavailableError } from "../errors/errors.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import {
  createFakeTranscripts,
  fakeTranscript,
  fakeUrl,
  fakeYouTubeId,
} from "../testing/fakes/fake-transcripts.ts";
import { withDatabase } from "../testing/database/query-database.ts";
import { startServerProcess } from "../testing/server/server-process.ts";
import { createTestClient } from "../testing/client/test-client.ts";
import { createTestDatabase, onPostgreSQL } from "../testing/database/test-database.ts";
import { startTestServices, type TestServices } from "../testing/server/test-services.ts";
import { startYouTubeServer } from "../testing/youtube/youtube-server.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import { TranscriptError } from "../youtube/transcript-failure.ts";

const open = async (services: TestServices) => (await services.sessions.getOrCreate(null)).session;
const add = (services: TestServices, session: Session, ...numbers: number[]) =>
  services.videos.add(session, numbers.map(fakeUrl), null);
const untilAll = (services: TestServices, session: Session, status: string) =>
  eventually(async () => {
    const videos = await services.videos.list(session);
    return videos.every(({ transcript }) => transcript.status === status) && videos;
  });

const QUICK = { pollMs: 20 };

/** Makes another video READY: what the queue held before was looked at by then. */
async function lookedAtQueue(services: TestServices) {
  const session = await open(services);
  await add(services, session, 999);
  await untilAll(services, session, "READY");
}

/** A door that calls wait at until it is opened or they are aborted; `waiting` says how many have come. */
function createDoor() {
  const opened = Promise.withResolvers<void>();
  return {
    waiting: 0,
    open: () => opened.resolve(),
    async pass(signal?: AbortSignal) {
      this.waiting++;
      signal?.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      });
      await Promise.race([opened.promise, aborted]);
    },
  };
}

const refusal = (code: "RATE_LIMITED" | "PRIVATE", retryAfterMs?: number) =>
  new TranscriptError(code, { message: `It is ${code}`, retryAfterMs });

describe("ingest", () => {
  /** What YouTube and the embedding model do, set by each test. */
  let onFetch: (request: { youtubeId: string }, signal: AbortSignal) => Promise<void> | void;
  let onEmbed: (signal?: AbortSignal) => Promise<void> | void;
  let transcript: (youtubeId: string) => FetchedTranscript;
  let fetched: string[];
  let services: TestServices;

  beforeAll(async () => {
    services = await startTestServices({
      env: { INGEST_CONCURRENCY: "2", INGEST_MAX_ATTEMPTS: "2" },
      ingestIntervals: QUICK,
      dependencies: {
        embedding: createFakeEmbedding({ before: (_, signal) => onEmbed(signal) }),
        async fetchTranscript(request, signal) {
          fetched.push(request.youtubeId);
          await onFetch(request, signal);
          return transcript(request.youtubeId);
        },
      },
    });
  });
  afterAll(() => services.drop());
  beforeEach(async () => {
    onFetch = onEmbed = () => {};
    transcript = fakeTranscript;
    fetched = [];
    for (const table of ["videos", "sessions", "transcripts"]) await services.query(`delete from ${table}`);
  });

  /** The transcript of the session's only video, once it has failed. */
  const failed = (session: Session) =>
    eventually(async () => {
      const [video] = await services.videos.list(session);
      return video!.transcript.failure && video!.transcript;
    });

  it("fetches a video once, however many sessions add it", async () => {
    const [one, other] = [await open(services), await open(services)];
    await Promise.all([add(services, one, 1, 2), add(services, other, 2, 1)]);
    await Promise.all([untilAll(services, one, "READY"), untilAll(services, other, "READY")]);
    expect(fetched.toSorted()).toEqual([fakeYouTubeId(1), fakeYouTubeId(2)]);
  });

  it("fetches no more than INGEST_CONCURRENCY videos at a time", async () => {
    let atWork = 0;
    let most = 0;
    onFetch = async () => {
      most = Math.max(most, ++atWork);
      // Long enough for another to begin, if one may.
      for (let turns = 0; turns < 50; turns++) await nextTurn();
      atWork--;
    };
    const session = await open(services);
    await add(services, session, 1, 2, 3, 4, 5, 6);
    await untilAll(services, session, "READY");
    expect(most).toBe(2);
  });

  it("stores what YouTube sends though it has characters that a database does not", async () => {
    transcript = (youtubeId) => ({
      ...fakeTranscript(youtubeId),
      title: "A title \0 with \ud800 everything",
      author: "An \0 author",
      cues: [{ startMs: 0, endMs: 1000, text: "Words \0 with \ud800 everything." }],
    });
    const session = await open(services);
    await add(services, session, 1);
    const [video] = await untilAll(services, session, "READY");
    expect(video!.transcript.title).toMatch(/^A title .* with .* everything$/);
  });

  it.each([
    [true, "QUEUED"],
    [false, "FAILED"],
  ])("says that what cannot be embedded is EMBEDDING_FAILED; retryable: %s", async (retryable, status) => {
    onEmbed = () => {
      throw new ModelError("MODEL_UNAVAILABLE", "no", { retryable });
    };
    const session = await open(services);
    await add(services, session, 1);
    const { retryAt, ...transcriptNow } = await failed(session);
    expect(transcriptNow).toMatchObject({ status, failure: { code: "EMBEDDING_FAILED" } });
    expect(retryAt != null).toBe(retryable);
  });

  it("waits for as long as it was told to after a failure that passes, then tries again", async () => {
    onFetch = () => {
      if (fetched.length === 1) throw refusal("RATE_LIMITED", 120_000);
    };
    const session = await open(services);
    await add(services, session, 1);
    const { status, failure, retryAt } = await failed(session);
    expect([status, failure!.code]).toEqual(["QUEUED", "RATE_LIMITED"]);
    expect(retryAt!.getTime() - Date.now()).toBeGreaterThan(110_000);
    expect(fetched).toHaveLength(1);
    await services.query("update transcripts set retry_at = now()");
    const [video] = await untilAll(services, session, "READY");
    expect([video!.transcript.failure, video!.transcript.retryAt]).toEqual([null, null]);
  });

  it("does not try again what will not change", async () => {
    onFetch = () => {
      throw refusal("PRIVATE");
    };
    const session = await open(services);
    await add(services, session, 1);
    expect(await failed(session)).toMatchObject({
      status: "FAILED",
      failure: { code: "PRIVATE" },
      retryAt: null,
    });
  });

  it("gives up after INGEST_MAX_ATTEMPTS", async () => {
    onFetch = () => {
      throw refusal("RATE_LIMITED");
    };
    const session = await open(services);
    await add(services, session, 1);
    await eventually(async () => {
      await services.query("update transcripts set retry_at = now() where retry_at > now()");
      return fetched.length === 2;
    });
    const [video] = await untilAll(services, session, "FAILED");
    expect(video!.transcript.failure!.code).toBe("RATE_LIMITED");
  });

  it("does not give up while the database is in trouble", async () => {
    onFetch = () => {
      if (fetched.length <= 3) throw new Error("busy", { cause: new UnavailableError("busy", 1) });
    };
    const session = await open(services);
    await add(services, session, 1);
    await eventually(async () => {
      await services.query("update transcripts set retry_at = now() where retry_at > now()");
      return fetched.length === 4;
    });
    const [video] = await untilAll(services, session, "READY");
    expect(video!.transcript.failure).toBeNull();
  });

  it("tells clients nothing of errors that nobody expected", async () => {
    onFetch = () => {
      throw new Error("secret detail");
    };
    const session = await open(services);
    await add(services, session, 1);
    const { failure } = await failed(session);
    expect(failure!.code).toBe("INTERNAL");
    expect(failure!.message).not.toContain("secret");
  });

  it("tries nothing again once the last session that wants it has expired", async () => {
    onFetch = ({ youtubeId }) => {
      if (youtubeId === fakeYouTubeId(1)) throw refusal("RATE_LIMITED", 60_000);
    };
    const session = await open(services);
    await add(services, session, 1);
    await failed(session);
    await services.query("update sessions set expires_at = now()");
    await services.query("update transcripts set retry_at = now()");
    await lookedAtQueue(services);
    expect(fetched).toEqual([fakeYouTubeId(1), fakeYouTubeId(999)]);
  });

  it("stores nothing for a claim that another process took midway", async () => {
    const [fetching, embedding] = [createDoor(), createDoor()];
    onFetch = ({ youtubeId }, signal) => (youtubeId === fakeYouTubeId(1) ? fetching.pass(signal) : undefined);
    onEmbed = (signal) => embedding.pass(signal);
    const session = await open(services);
    await add(services, session, 1, 2);
    await eventually(() => fetching.waiting === 1 && embedding.waiting === 1);
    await services.query(
      "update transcripts set lease_id = gen_random_uuid(), lease_until = now() + interval '1 minute'",
    );
    const state = () =>
      services.query(
        "select id, status, cues, failure, lease_id from transcripts where youtube_id <> ? order by id",
        [fakeYouTubeId(999)],
      );
    const before = await state();
    fetching.open();
    embedding.open();
    await lookedAtQueue(services);
    expect(await state()).toEqual(before);
    expect(await services.query("select id from passages")).toHaveLength(1);
    expect(before.map((row) => row["cues"] === null)).toEqual([true, false]);
  });

  it("stores nothing for a video that was removed midway", async () => {
    const door = createDoor();
    onFetch = (_, signal) => door.pass(signal);
    const session = await open(services);
    const [added] = await add(services, session, 1);
    await eventually(() => door.waiting === 1);
    await services.videos.remove(session, added!.video!.id);
    door.open();
    await lookedAtQueue(services);
    expect(await services.query("select youtube_id from transcripts")).toEqual([
      { youtube_id: fakeYouTubeId(999) },
    ]);
    expect(await services.query("select id from passages")).toHaveLength(1);
  });
});

describe("a server that stops and starts again", () => {
  it("finishes what was QUEUED, FETCHING and EMBEDDING, and fetches nothing twice", async () => {
    const [fetching, embedding] = [createDoor(), createDoor()];
    const first = await startTestServices({
      env: { INGEST_CONCURRENCY: "2" },
      dependencies: {
        ...createFakeTranscripts(({ youtubeId }, signal) =>
          youtubeId === fakeYouTubeId(2) ? undefined : fetching.pass(signal),
        ),
        embedding: createFakeEmbedding({ before: (_, signal) => embedding.pass(signal) }),
      },
    });
    const session = await open(first);
    await add(first, session, 1, 2, 3, 4);
    await eventually(() => fetching.waiting === 2 && embedding.waiting === 1);
    const statuses = (await first.videos.list(session)).map(({ transcript }) => transcript.status);
    expect(statuses).toEqual(["FETCHING", "EMBEDDING", "FETCHING", "QUEUED"]);
    await first.close();

    const transcripts = createFakeTranscripts();
    const second = await startTestServices({ dependencies: transcripts, database: first.testDatabase });
    await untilAll(second, session, "READY");
    const fetched = transcripts.requests.map((request) => request.youtubeId).toSorted();
    expect(fetched).toEqual([fakeYouTubeId(1), fakeYouTubeId(3), fakeYouTubeId(4)]);
    expect(await second.query("select id from passages")).toHaveLength(4);
    await second.close();
  });

  it("finishes also after it was killed, without doubling anything", async () => {
    const youtube = await startYouTubeServer({ otherVideos: { captions: { delayMs: 500 } } });
    onTestFinished(() => youtube.close());
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const env = { ...database.env, YOUTUBE_BASE_URL: youtube.url, LOG_LEVEL: "error" };
    const first = startServerProcess(env);
    const client = createTestClient(await first.url());
    const token = await client.openSession();
    const urls = [1, 2, 3].map(fakeUrl);
    await client.request(
      `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { url } } }`,
      { urls },
      token,
    );
    await eventually(() => youtube.count("captions") === 3);
    await first.stop("SIGKILL");

    // In place of waiting until it is plain that nobody holds it.
    if ("DATA_DIR" in database.env) await rm(`${database.env.DATA_DIR}/lock`, { recursive: true });
    await withDatabase(database, async (query) => {
      const left = await query("select status from transcripts");
      expect(left.map((row) => row["status"])).toEqual(["FETCHING", "FETCHING", "FETCHING"]);
      // In place of waiting for the leases to lapse.
      await query("update transcripts set lease_until = now()");
    });
    const second = startServerProcess(env);
    const again = createTestClient(await second.url());
    const videos = await eventually(
      async () => {
        const { session } = await again.request(
          "{ session { videos { status passageCount transcript { text } } } }",
          {},
          token,
        );
        return (
          session.videos.every((video: { status: string }) => video.status === "READY") && session.videos
        );
      },
      { withinMs: 30_000 },
    );
    const one = { status: "READY", passageCount: 1, transcript: [expect.anything(), expect.anything()] };
    expect(videos).toEqual([one, one, one]);
    expect(await second.stop("SIGTERM")).toMatchObject({ code: 0 });
    await withDatabase(database, async (query) => {
      expect(await query("select id from passages")).toHaveLength(3);
    });
  }, 180_000);
});

describe("two servers on one database", () => {
  it.runIf(onPostgreSQL)("share the work and fetch each video once", async () => {
    const slowly = () => nextTurn();
    const [one, other] = [createFakeTranscripts(slowly), createFakeTranscripts(slowly)];
    const first = await startTestServices({ dependencies: one });
    const second = await startTestServices({ dependencies: other, database: first.testDatabase });
    const session = await open(first);
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    await add(first, session, ...numbers);
    await untilAll(second, session, "READY");
    const fetched = [...one.requests, ...other.requests].map((request) => request.youtubeId);
    expect(fetched.toSorted()).toEqual(numbers.map(fakeYouTubeId));
    expect(one.requests.length).toBeGreaterThan(0);
    expect(other.requests.length).toBeGreaterThan(0);
    await second.close();
  });
});

it("embeds the windows of a transcript and its sentences, each text once", async () => {
  const embedding = createFakeEmbedding();
  const own = await startTestServices({
    dependencies: {
      embedding,
      async fetchTranscript({ youtubeId }) {
        const said = ["Water boils.", "Water boils.", "It is hot."];
        const cues = said.map((text, at) => ({ startMs: at * 4000, endMs: at * 4000 + 4000, text }));
        return { ...fakeTranscript(youtubeId), cues };
      },
    },
  });
  const session = await open(own);
  await add(own, session, 1);
  await untilAll(own, session, "READY");
  expect(embedding.calls.flat().toSorted()).toEqual([
    "It is hot.",
    "Water boils.",
    "Water boils. Water boils. It is hot.",
  ]);
  const rows = await own.query(
    `select embedding_model as model, octet_length(vectors) as bytes, octet_length(scales) as scales,
      (select count(*)::int from window_vectors) as windows
     from transcripts join transcript_sentences on transcript_id = transcripts.id`,
  );
  expect(rows).toEqual([{ model: embedding.name, bytes: 3 * 64, scales: 3 * 4, windows: 1 }]);
});

describe("an embedding model whose provider refuses the settings", () => {
  const withSettings = (settings: string, refuses: boolean) => {
    const embedding = createFakeEmbedding({
      before: () => {
        if (refuses)
          throw new ModelError("MODEL_REJECTED", "401", { retryable: false, refusesSettings: true });
      },
    });
    return { ...embedding, settings };
  };
  const failureOf = async (service: TestServices, session: Session) =>
    eventually(async () => {
      const [video] = await service.videos.list(session);
      return video!.transcript.failure && video!.transcript;
    });

  it("keeps the transcript, with what to wait for, and a server with other settings tries it at once", async () => {
    const revoked = withSettings("revoked", true);
    const first = await startTestServices({
      dependencies: { embedding: revoked },
      // Neither ends it: the last attempt, nor sessions that will be gone when it is tried again.
      env: { INGEST_MAX_ATTEMPTS: "1", SESSION_EXPIRE_MINUTES: "10", SESSION_RENEW: "off" },
    });
    const session = await open(first);
    await add(first, session, 1);
    const waiting = await failureOf(first, session);
    expect(waiting).toMatchObject({ status: "QUEUED", failure: { code: "EMBEDDING_FAILED" } });
    expect(waiting.failure!.message).toMatch(/operator has to change the settings/);
    expect(waiting.retryAt!.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    await first.close();

    const mistyped = withSettings("mistyped", true);
    const second = await startTestServices({
      dependencies: { embedding: mistyped },
      database: first.testDatabase,
    });
    await eventually(() => mistyped.calls.length === 1);
    await failureOf(second, session);
    await second.close();

    // Settings that were refused before are no others.
    const again = withSettings("revoked", true);
    const third = await startTestServices({
      dependencies: { embedding: again },
      database: first.testDatabase,
    });
    const [refused] = await third.query("select attempts, refused_settings from transcripts");
    expect(refused).toEqual({ attempts: 0, refused_settings: ["revoked", "mistyped"] });
    await third.close();
    expect([revoked.calls.length, mistyped.calls.length, again.calls.length]).toEqual([1, 1, 0]);

    const fourth = await startTestServices({
      dependencies: { embedding: withSettings("right", false) },
      database: first.testDatabase,
    });
    await untilAll(fourth, session, "READY");
    const [ready] = await fourth.query("select refused_settings, failure from transcripts");
    expect(ready).toEqual({ refused_settings: null, failure: null });
    await fourth.close();
  });
});

describe("another embedding model", () => {
  it("embeds what is READY anew in the background, and search meets only its own vectors", async () => {
    const first = await startTestServices();
    const session = await open(first);
    await add(first, session, 1, 2);
    await untilAll(first, session, "READY");
    await first.close();

    const door = createDoor();
    const embedding = createFakeEmbedding({
      name: "another@8",
      dimensions: 8,
      before: (texts, signal) =>
        texts.some((text) => text.startsWith("This is")) ? door.pass(signal) : undefined,
    });
    const second = await startTestServices({ dependencies: { embedding }, database: first.testDatabase });
    await eventually(() => door.waiting === 2);
    const search = async () =>
      second.search.search(await second.videos.list(session), "What is the video called?", {
        first: 5,
        signal: new AbortController().signal,
      });
    // Vectors of different lengths cannot be compared: it would be an error.
    expect((await search()).hits).toHaveLength(2);
    await untilAll(second, session, "READY");
    door.open();
    const models = "select distinct model, vector_dims(embedding) as dimensions from window_vectors";
    await eventually(async () => (await second.query(models)).every((row) => row["model"] === "another@8"));
    expect(await second.query(models)).toEqual([{ model: "another@8", dimensions: 8 }]);
    expect((await search()).hits).toHaveLength(2);
    const [video] = await untilAll(second, session, "READY");
    expect(video!.transcript.passageCount).toBe(1);
    await second.close();
  });

  it.each([
    ["", {}],
    ["near the session's end too, ", { baseDelayMs: 3_600_000, maxDelayMs: 3_600_000 }],
  ])("is not asked over and over where it refuses, %sand the videos stay READY", async (_, backoff) => {
    const first = await startTestServices();
    const session = await open(first);
    await add(first, session, 1);
    await untilAll(first, session, "READY");
    await first.close();

    const embedding = createFakeEmbedding({
      name: "another@16",
      before: () => {
        throw new ModelError("MODEL_REJECTED", "no", { retryable: false });
      },
    });
    const second = await startTestServices({
      dependencies: { embedding },
      ingestIntervals: backoff,
      database: first.testDatabase,
    });
    const [row] = await eventually(async () => {
      const rows = await second.query(
        "select attempts, retry_at > now() + interval '500 ms' as later from transcripts where lease_id is null",
      );
      return rows[0]?.["attempts"] === 1 && rows;
    });
    expect(row).toEqual({ attempts: 1, later: true });
    expect(embedding.calls).toHaveLength(1);
    await untilAll(second, session, "READY");
    await second.close();
  });
});
