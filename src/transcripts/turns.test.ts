import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Session } from "../sessions/session.ts";
import { eventually } from "../testing/eventually.ts";
import { fakeTranscript, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServices, type TestServices } from "../testing/server/test-services.ts";

const open = async (services: TestServices) => (await services.sessions.getOrCreate(null)).session;
const add = (services: TestServices, session: Session, ...numbers: number[]) =>
  services.videos.add(session, numbers.map(fakeUrl), null);

/** Fetches that wait until they are let through or aborted, by the number of the video. */
function createGate() {
  const waiting = new Map<string, () => void>();
  const aborted: string[] = [];
  const began: string[] = [];
  return {
    began,
    aborted,
    pass: (number: number) => waiting.get(fakeYouTubeId(number))!(),
    async fetch({ youtubeId }: { youtubeId: string }, signal: AbortSignal) {
      began.push(youtubeId);
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          aborted.push(youtubeId);
          reject(signal.reason as Error);
        };
        if (signal.aborted) return leave();
        waiting.set(youtubeId, resolve);
        signal.addEventListener("abort", leave, { once: true });
      });
      return fakeTranscript(youtubeId);
    },
  };
}

const idsOf = (...numbers: number[]) => numbers.map(fakeYouTubeId);

describe("the queue of transcripts", () => {
  let gate: ReturnType<typeof createGate>;
  let services: TestServices;

  beforeAll(async () => {
    services = await startTestServices({
      env: { INGEST_CONCURRENCY: "2" },
      dependencies: { fetchTranscript: (request, signal) => gate.fetch(request, signal) },
    });
  });
  afterAll(() => services.drop());
  beforeEach(async () => {
    gate = createGate();
    for (const table of ["videos", "sessions", "transcripts"]) await services.query(`delete from ${table}`);
  });

  /** Resolves when so many fetches have begun. */
  const begun = (count: number) => eventually(() => gate.began.length === count);
  const isReady = (number: number) =>
    eventually(async () => {
      const [row] = await services.query("select status from transcripts where youtube_id = ?", [
        fakeYouTubeId(number),
      ]);
      return row!["status"] === "READY";
    });

  it("goes round the sessions, so that the first video of one comes before the third of another", async () => {
    const [many, few] = [await open(services), await open(services)];
    await add(services, many, 1, 2, 3, 4, 5, 6);
    await begun(2);
    await add(services, few, 7, 8);
    gate.pass(1);
    await begun(3);
    expect(gate.began[2]).toBe(fakeYouTubeId(7));
    await services.sessions.end(many);
    await services.sessions.end(few);
  });

  it("gives a video that two sessions want the turn of the one that has fewer under way", async () => {
    const [many, few] = [await open(services), await open(services)];
    await add(services, many, 1, 2, 3, 4);
    await begun(2);
    await add(services, few, 4);
    gate.pass(1);
    await begun(3);
    expect(gate.began[2]).toBe(fakeYouTubeId(4));
    await services.sessions.end(many);
    await services.sessions.end(few);
  });

  it("takes what was due first, so that a retry does not hold up a video that nobody has tried", async () => {
    const session = await open(services);
    await add(services, session, 1, 2, 3, 4);
    await begun(2);
    await services.query("update transcripts set retry_at = now() where youtube_id = ?", [fakeYouTubeId(3)]);
    gate.pass(1);
    await begun(3);
    expect(gate.began[2]).toBe(fakeYouTubeId(4));
    await services.sessions.end(session);
  });

  it("stops at once when its session ends, and goes on with what another wants", async () => {
    const [ended, other] = [await open(services), await open(services)];
    await add(services, ended, 1, 2);
    await add(services, other, 2);
    await begun(2);
    await services.sessions.end(ended);
    await eventually(() => gate.aborted.length === 1);
    expect(gate.aborted).toEqual(idsOf(1));
    gate.pass(2);
    await isReady(2);
    expect(gate.aborted).toEqual(idsOf(1));
  });
});

it("stops the work for a session at the moment it expires, without a failure", async () => {
  const gate = createGate();
  const services = await startTestServices({
    env: { INGEST_CONCURRENCY: "2", SESSION_EXPIRE_MINUTES: "0.08" },
    ingestIntervals: { pollMs: 600_000 },
    dependencies: { fetchTranscript: (request, signal) => gate.fetch(request, signal) },
  });
  onTestFinished(() => services.drop());
  await add(services, await open(services), 1);
  await eventually(() => gate.aborted.length === 1);
  const [row] = await eventually(async () => {
    const rows = await services.query("select status, attempts, failure, lease_id from transcripts");
    return rows[0]!["lease_id"] === null && rows;
  });
  expect(row).toEqual({ status: "QUEUED", attempts: 0, failure: null, lease_id: null });
});

it("prepares a video whose processes were killed again and again in a process of its own, and it becomes READY", async () => {
  const services = await startTestServices({ ingestIntervals: { pollMs: 20 } });
  onTestFinished(() => services.drop());
  await lose(services, 19);
  await add(services, await open(services), 1);
  const [row] = await eventually(
    async () => {
      const rows = await services.query("select status, losses from transcripts");
      return rows[0]!["status"] === "READY" && rows;
    },
    { withinMs: 60_000 },
  );
  expect(row).toEqual({ status: "READY", losses: 0 });
}, 90_000);

it("fails a video that crashes the process of its own", async () => {
  const services = await startTestServices({ ingestIntervals: { pollMs: 20 } });
  onTestFinished(() => services.drop());
  process.env["NODE_OPTIONS"] = '--import "data:text/javascript,process.abort()"';
  onTestFinished(() => void delete process.env["NODE_OPTIONS"]);
  await lose(services, 2);
  await add(services, await open(services), 1);
  const [row] = await eventually(
    async () => {
      const rows = await services.query("select status, failure ->> 'code' as code from transcripts");
      return rows[0]!["status"] === "FAILED" && rows;
    },
    { withinMs: 60_000 },
  );
  expect(row).toEqual({ status: "FAILED", code: "INTERNAL" });
}, 90_000);

/** What so many processes left behind that were lost with a lease of the first video, and then one more. */
const lose = (services: TestServices, losses: number) =>
  services.query(
    `insert into transcripts (id, youtube_id, status, losses, lease_id, lease_until, created_at)
     values (gen_random_uuid(), ?, 'FETCHING', ?, gen_random_uuid(), now(), now())`,
    [fakeYouTubeId(1), losses],
  );
