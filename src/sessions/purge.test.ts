import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { allRows } from "../testing/database/query-database.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { startTestServices, type TestServices } from "../testing/server/test-services.ts";
import { createPurge, startDelayMs } from "./purge.ts";
import type { Session } from "./session.ts";

let services: TestServices;
beforeAll(async () => {
  services = await startTestServices();
});
afterAll(() => services.drop());
beforeEach(async () => {
  for (const table of ["answers", "videos", "sessions", "transcripts"])
    await services.query(`delete from ${table}`);
});

const open = async (): Promise<Session> => (await services.sessions.getOrCreate(null)).session;

async function add(session: Session, ...numbers: number[]) {
  const outcomes = await services.videos.add(session, numbers.map(fakeUrl), null);
  return outcomes.map(({ video }) => video!);
}

const upload = async (session: Session, title: string) =>
  services.videos.addTranscript(
    session,
    await services.readUpload({
      title,
      format: "TEXT",
      content: "0:00 Green tea wants eighty degrees.",
      url: null,
    }),
  );

const ask = (session: Session) =>
  services.answers.ask(session, { question: "Why does water boil?", videoIds: null, idempotencyKey: null });

/** Until nothing is being ingested or answered. */
const settled = () =>
  eventually(async () => {
    const [row] = await services.query(
      `select count(*)::int as busy from
         (select id from transcripts where status <> 'READY' union all select id from answers where status = 'RUNNING') t`,
    );
    return row!["busy"] === 0;
  });

const expire = (session: Session) =>
  services.query("update sessions set expires_at = now() - interval '1 second' where id = ?", [session.id]);

/** How many rows each table has. */
async function counts() {
  const rows = await allRows(services.query);
  return Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.length]));
}

describe("the purge", () => {
  it("deletes expired sessions with everything in them and nothing else", async () => {
    const [old, young] = [await open(), await open()];
    await add(young, 1);
    await upload(young, "Tea");
    await ask(young);
    await settled();
    const before = await allRows(services.query);

    await add(old, 2, 3);
    await upload(old, "Coffee");
    await ask(old);
    await settled();
    await expire(old);
    expect(await services.purge.purge()).toEqual({ sessions: 1, videos: 3, passages: 3, answers: 1 });
    const after = await allRows(services.query);
    // The session that was opened before is gone, and nothing else has changed.
    before["sessions"] = before["sessions"]!.filter((row) => row["id"] !== old.id);
    expect(after).toEqual(before);
  });

  it("leaves the transcripts that another session uses too", async () => {
    const [old, young] = [await open(), await open()];
    await add(old, 1, 2);
    await add(young, 2);
    await settled();
    await expire(old);
    expect(await services.purge.purge()).toEqual({ sessions: 1, videos: 2, passages: 1, answers: 0 });
    const left = await services.query("select youtube_id from transcripts");
    expect(left).toEqual([{ youtube_id: fakeYouTubeId(2) }]);
  });

  it("deletes what two expired sessions shared", async () => {
    const [one, other] = [await open(), await open()];
    await add(one, 1);
    await add(other, 1);
    await settled();
    await Promise.all([expire(one), expire(other)]);
    expect(await services.purge.purge()).toEqual({ sessions: 2, videos: 2, passages: 1, answers: 0 });
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
  });

  it("does nothing where nothing has expired", async () => {
    await add(await open(), 1);
    expect(await services.purge.purge()).toEqual({ sessions: 0, videos: 0, passages: 0, answers: 0 });
    expect(await counts()).toMatchObject({ sessions: 1, videos: 1, transcripts: 1 });
  });

  it("takes more sessions than fit one batch", async () => {
    await services.query(
      `insert into sessions (id, token_hash, created_at, expires_at)
       select gen_random_uuid(), 'hash ' || n, now(), now() - n * interval '1 second' from generate_series(1, 250) n`,
    );
    expect(await services.purge.purge()).toMatchObject({ sessions: 250 });
  });

  it("is one at a time in a process: who asks for another joins the one under way", async () => {
    await services.query(
      `insert into sessions (id, token_hash, created_at, expires_at)
       select gen_random_uuid(), 'hash ' || n, now(), now() - n * interval '1 second' from generate_series(1, 250) n`,
    );
    const [one, other] = await Promise.all([services.purge.purge(), services.purge.purge()]);
    expect(other).toBe(one);
    expect(one.sessions).toBe(250);
  });

  it("never takes the transcript that a new session adds meanwhile", async () => {
    for (let round = 0; round < 12; round++) {
      const [old, young] = [await open(), await open()];
      await add(old, round, round + 1000);
      await expire(old);
      const [, [video]] = await Promise.all([services.purge.purge(), add(young, round)]);
      const rows = await services.query(
        `select transcripts.youtube_id from videos join transcripts on transcripts.id = videos.transcript_id
         where videos.id = ?`,
        [video!.id],
      );
      expect(rows).toEqual([{ youtube_id: fakeYouTubeId(round) }]);
    }
    await settled();
    expect(await counts()).toMatchObject({ sessions: 12, videos: 12, transcripts: 12 });
  });

  it("never ends an addVideos by a deadlock, in whatever order sessions name the videos", async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    for (let round = 0; round < 4; round++) {
      const [old, one, other] = [await open(), await open(), await open()];
      await add(old, ...numbers);
      await expire(old);
      await Promise.all([
        services.purge.purge(),
        add(one, ...numbers),
        add(other, ...numbers.toReversed()),
        services.sessions.end(await open()),
      ]);
      const [ended] = await Promise.all([
        services.sessions.end(one),
        services.videos.add(other, [fakeUrl(3)], "de"),
      ]);
      expect(ended.videos).toBe(20);
      await services.sessions.end(other);
    }
    expect(await counts()).toMatchObject({ sessions: 0, videos: 0, transcripts: 0 });
  }, 60_000);

  it.runIf(onPostgreSQL)("is shared by two servers that purge at once", async () => {
    await services.query(
      `insert into sessions (id, token_hash, created_at, expires_at)
       select gen_random_uuid(), 'hash ' || n, now(), now() - n * interval '1 second' from generate_series(1, 600) n`,
    );
    const second = await startTestServices({ database: services.testDatabase });
    // Else the first may be through before the other has a connection.
    await Promise.all([services.query("select 1"), second.query("select 1")]);
    const [one, other] = await Promise.all([services.purge.purge(), second.purge.purge()]);
    expect(one.sessions + other.sessions).toBe(600);
    expect(Math.min(one.sessions, other.sessions)).toBeGreaterThan(0);
  });
});

describe("what search keeps in memory", () => {
  const bytes = async ({ metrics: { registry } }: TestServices = services) => {
    const metrics = await registry.getMetricsAsJSON();
    return metrics.find(({ name }) => name === "video_rag_index_cache_bytes")!.values[0]!.value;
  };

  it.each<[string, (session: Session, videoId: string) => Promise<unknown>]>([
    ["expired and was purged", (session) => expire(session).then(() => services.purge.purge())],
    ["was ended", (session) => services.sessions.end(session)],
    ["gave up the video", (session, videoId) => services.videos.remove(session, videoId)],
  ])("is let go of when the last session with it %s", async (_, leave) => {
    const [one, other] = [await open(), await open()];
    const [video] = await add(one, 7);
    await add(other, 7);
    await settled();
    await services.search.search(await services.videos.list(one), "boiling water", { first: 1 });
    const held = await bytes();
    expect(held).toBeGreaterThan(0);
    await leave(other, (await services.videos.list(other))[0]!.id);
    expect(await bytes()).toBe(held);
    await leave(one, video!.id);
    await eventually(async () => (await bytes()) === 0);
  });

  it.runIf(onPostgreSQL)("is let go of on every replica", async () => {
    const replica = await startTestServices({ database: services.testDatabase });
    const session = await open();
    await add(session, 8);
    await settled();
    await replica.search.search(await replica.videos.list(session), "boiling water", { first: 1 });
    expect(await bytes(replica)).toBeGreaterThan(0);
    await services.sessions.end(session);
    await eventually(async () => (await bytes(replica)) === 0);
  });
});

describe("SESSION_PURGE_ON_START", () => {
  it("purges at once when the server starts, and only where it is set", async () => {
    const first = await startTestServices();
    const { session } = await first.sessions.getOrCreate(null);
    await first.query("update sessions set expires_at = now() where id = ?", [session.id]);
    await first.close();

    const without = await startTestServices({ database: first.testDatabase });
    expect(await without.query("select id from sessions")).toHaveLength(1);
    await without.close();

    const env = { SESSION_PURGE_ON_START: "true" };
    const second = await startTestServices({ database: first.testDatabase, env });
    const gone = async () => (await second.query("select id from sessions")).length === 0;
    expect(await eventually(gone)).toBe(true);
  });
});

describe("a purge that fails or is missed", () => {
  /** 29 February: no other purge begins meanwhile. */
  const YEARLY = "0 0 29 2 *";

  function startPurge({ reclaim }: { reclaim?: () => Promise<void> } = {}) {
    const { database, bus } = services;
    const waits: number[] = [];
    const batches: Record<string, number>[] = [];
    const metrics = {
      ...services.metrics,
      purged: (batch: Record<string, number>) => void batches.push(batch),
    };
    const purge = createPurge({
      database: reclaim ? { ...database, reclaim } : database,
      bus,
      logger: pino({ level: "silent" }),
      cronExpression: YEARLY,
      onStart: false,
      metrics,
      sleep: async (ms) => void waits.push(ms),
      random: () => 1,
    });
    onTestFinished(() => purge.stop());
    return { purge, waits, batches };
  }

  const setDueAt = (time: string) =>
    services.query(
      `insert into scheduled_jobs values ('purge', ${time}) on conflict (name) do update set due_at = ${time}`,
    );
  const isDueLater = async () =>
    (await services.query("select 1 from scheduled_jobs where name = 'purge' and due_at > now()")).length ===
    1;
  const openSessions = async () => (await counts())["sessions"];

  it("is made up for at the next start", async () => {
    await expire(await open());
    await setDueAt("now() - interval '1 minute'");
    startPurge();
    expect(await eventually(isDueLater)).toBe(true);
    expect(await openSessions()).toBe(0);
  });

  it("is not begun at a start where none was missed, nor at the first of all", async () => {
    await expire(await open());
    await setDueAt("now() + interval '1 hour'");
    await startPurge().purge.stop();
    await services.query("delete from scheduled_jobs");
    await startPurge().purge.stop();
    expect(await isDueLater()).toBe(true);
    expect(await openSessions()).toBe(1);
  });

  it("is tried again until it succeeds, after longer and longer waits, and counts each batch as it is deleted", async () => {
    await expire(await open());
    await setDueAt("now() - interval '1 minute'");
    let faults = 3;
    const { waits, batches } = startPurge({
      reclaim: async () => {
        if (faults-- > 0) throw new Error("The disk is full");
      },
    });
    expect(await eventually(isDueLater)).toBe(true);
    expect(waits).toEqual([10_000, 20_000, 40_000]);
    expect(batches.map(({ sessions }) => sessions)).toEqual([1, 0, 0, 0]);
  });

  it("begins within a minute of its time, and before the next", () => {
    const runs = (...seconds: number[]) => seconds.map((second) => new Date(second * 1000));
    expect(startDelayMs(runs(0, 86_400), () => 0.5)).toBe(30_000);
    expect(startDelayMs(runs(0, 10), () => 1)).toBe(5000);
  });
});

describe("SESSION_PURGE_CRON", () => {
  it("purges when its time comes", async () => {
    const second = await startTestServices({ env: { SESSION_PURGE_CRON: "* * * * * *" } });
    const { session } = await second.sessions.getOrCreate(null);
    await second.query("update sessions set expires_at = now() where id = ?", [session.id]);
    const gone = async () => (await second.query("select id from sessions")).length === 0;
    expect(await eventually(gone)).toBe(true);
  });
});

describe("ending a session", () => {
  it("leaves nothing of it in any table, and says truly what went", async () => {
    const [ending, staying] = [await open(), await open()];
    await add(staying, 2);
    await settled();
    await add(ending, 1, 2);
    await upload(ending, "Tea");
    await ask(ending);
    await ask(ending);
    await settled();
    const own = await services.query("select id from videos where session_id = ?", [ending.id]);
    const receipt = await services.sessions.end(ending);
    expect(receipt).toEqual({ sessions: 1, videos: 3, passages: 3, answers: 2 });
    const left = JSON.stringify(await allRows(services.query));
    for (const id of [ending.id, ...own.map((row) => String(row["id"]))]) expect(left).not.toContain(id);
    expect(left).not.toContain(fakeYouTubeId(1));
    expect(left).not.toContain("Green tea");
    expect(await counts()).toMatchObject({ sessions: 1, videos: 1, transcripts: 1, passages: 1, answers: 0 });
  });

  it("stops what is still being written, which leaves nothing behind either", async () => {
    const session = await open();
    await add(session, 1, 2, 3);
    await ask(session);
    await services.sessions.end(session);
    const empty = async () => Object.values(await counts()).every((count) => count === 0);
    expect(await eventually(empty)).toBe(true);
  });
});
