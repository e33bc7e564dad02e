import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./open.ts";
import { ormOptions } from "../orm/options.ts";
import { addReadyTranscript, untilReady } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate } from "../testing/fakes/fake-models.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { withDatabase } from "../testing/database/query-database.ts";
import { startOpenAIServer } from "../testing/openai/openai-server.ts";
import { startServerProcess } from "../testing/server/server-process.ts";
import { startTestServer } from "../testing/server/test-server.ts";

const LAST_WITH_POSTINGS = "Migration20261126000000_answer_confidence";
const OLD_PASSAGE = `insert into passages (id, transcript_id, ordinal, start_ms, end_ms, text, sentences, length)
  select gen_random_uuid(), id, 0, 0, 26000, 'old', '[]', 1 from transcripts returning id`;

test(
  "transcripts that were ready before terms had an index are cut again, and found",
  { timeout: 180_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const before = await startTestServer({ database });
    const token = await before.openSession();
    const id = await addReadyTranscript(before, token);
    await before.close();
    await goBack(toSettings(database.env), {
      to: "Migration20260301000000_initial",
      passages: `insert into passages (id, transcript_id, ordinal, start_ms, end_ms, text, sentences, terms, length)
      select gen_random_uuid(), id, 0, 0, 6000, 'old', '[[0, 6000, "old"]]', '{"old": 1}', 1 from transcripts`,
    });

    const after = await startTestServer({ database });
    await untilReady(after, token, id);
    const { search } = await after.request(
      `{ search(query: "How hot is the water for green tea?") { passage { text } } }`,
      {},
      token,
    );
    expect(search[0].passage.text).toContain("eighty degrees");
  },
);

test(
  "transcripts that were READY before search ranked in memory stay so, are found by words at once, and are cut again",
  { timeout: 180_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const before = await startTestServer({ database });
    const token = await before.openSession();
    const id = await addReadyTranscript(before, token);
    await before.close();
    const oldId = await goBack(toSettings(database.env), { to: LAST_WITH_POSTINGS, passages: OLD_PASSAGE });

    const gate = createGate();
    const embedding = createFakeEmbedding({
      before: (texts) => (texts.some((text) => text.startsWith("How hot")) ? undefined : gate.wait()),
    });
    const after = await startTestServer({ database, dependencies: { embedding } });
    const search = async () => {
      const query = `{ search(query: "How hot is the water for green tea?") { text passage { id } }
        session { videos { id status } } }`;
      return after.request(query, {}, token);
    };
    const ready = [{ id, status: "READY" }];
    const hit = { text: expect.stringContaining("eighty degrees"), passage: { id: oldId } };
    expect(await search()).toEqual({ search: [hit], session: { videos: ready } });

    gate.open();
    await eventually(async () => (await search()).search[0].passage.id !== oldId);
    expect(await search()).toEqual({
      search: [{ ...hit, passage: { id: expect.anything() } }],
      session: { videos: ready },
    });
    const rows = await after.services.database.fork().execute(
      `select embedding_model as model, index_version as version, passage_count as passages,
        (select count(*)::int from passages) as stored, (select count(*)::int from window_vectors) as vectors
       from transcripts`,
    );
    expect(rows).toEqual([{ model: embedding.name, version: 1, passages: 1, stored: 1, vectors: 1 }]);
  },
);

test("a server that is killed while it cuts them again loses nothing", { timeout: 180_000 }, async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const before = await startTestServer({ database });
  const token = await before.openSession();
  await addReadyTranscript(before, token);
  await before.close();
  const oldId = await goBack(toSettings(database.env), { to: LAST_WITH_POSTINGS, passages: OLD_PASSAGE });

  const model = await startOpenAIServer({ always: { hang: true } });
  onTestFinished(() => model.close());
  const killed = startServerProcess({ ...database.env, OPENAI_BASE_URL: model.url, LOG_LEVEL: "error" });
  await killed.url();
  await eventually(() => model.requests.length > 0, { withinMs: 30_000 });
  await killed.stop("SIGKILL");

  // In place of waiting until it is plain that nobody holds it, and that its lease has lapsed.
  if ("DATA_DIR" in database.env) await rm(`${database.env.DATA_DIR}/lock`, { recursive: true });
  await withDatabase(database, async (query) => {
    const left = `select status, (select id from passages) as passage, attempts,
        (select count(*)::int from transcript_sentences) as cut from transcripts`;
    expect(await query(left)).toEqual([{ status: "READY", passage: oldId, attempts: 0, cut: 0 }]);
    await query("update transcripts set lease_until = now()");
  });
  const after = await startTestServer({ database });
  const rows = `select status, passage_count as passages, (select count(*)::int from passages) as stored,
      (select count(*)::int from transcript_sentences) as cut from transcripts where lease_id is null`;
  const query = () => after.services.database.fork().execute<{ cut: number }[]>(rows);
  await eventually(async () => (await query())[0]?.cut === 1);
  expect(await query()).toEqual([{ status: "READY", passages: 1, stored: 1, cut: 1 }]);
});

test("answers of before are as sure as they were grounded", { timeout: 180_000 }, async () => {
  const testDatabase = await createTestDatabase();
  onTestFinished(() => testDatabase.drop());
  const settings = { ...toSettings(testDatabase.env), poolSize: 1 };
  const open = () => openDatabase(settings, ormOptions, pino({ level: "silent" }));
  const before = await open();
  await before.orm.migrator.down({ to: "Migration20261125000000_words_only_and_upload_keys" });
  const em = before.fork();
  await em.execute(`insert into sessions (id, token_hash, created_at, expires_at)
    values ('${randomUUID()}', 'hash', now(), now() + interval '1 day')`);
  for (const [question, status, grounded] of [
    ["a", "COMPLETED", true],
    ["b", "COMPLETED", false],
    ["c", "RUNNING", null],
  ]) {
    await em.execute(
      `insert into answers (id, session_id, question, status, grounded, model, attempt, created_at)
       select ?, id, ?, ?, ?, 'm', 1, now() from sessions`,
      [randomUUID(), question, status, grounded],
    );
  }
  await before.close();

  const after = await open();
  const read = (column: string) => after.fork().execute(`select question, ${column} from answers order by 1`);
  expect(await read("confidence")).toEqual([
    { question: "a", confidence: "SURE" },
    { question: "b", confidence: "NOT_FOUND" },
    { question: "c", confidence: null },
  ]);
  await after.orm.migrator.down({ to: "Migration20261125000000_words_only_and_upload_keys" });
  expect(await read("grounded")).toEqual([
    { question: "a", grounded: true },
    { question: "b", grounded: false },
    { question: "c", grounded: null },
  ]);
  await after.close();
});

const toSettings = (env: Record<string, string>) => ({
  url: env["DATABASE_URL"] ?? null,
  dataDir: env["DATA_DIR"] ?? "",
});

/**
 * Takes the database back to a migration, with all transcripts READY as they may have been then. Resolves to the id that
 * the statement for the passages returns.
 */
async function goBack(
  settings: { url: string | null; dataDir: string },
  { to, passages }: { to: string; passages?: string },
) {
  const database = await openDatabase({ ...settings, poolSize: 1 }, ormOptions, pino({ level: "silent" }));
  await database.orm.migrator.down({ to });
  const em = database.fork();
  const [row] = passages ? await em.execute<{ id: string }[]>(passages) : [];
  await em.execute(`update transcripts set status = 'READY', progress = 1, passage_count = 7`);
  await database.close();
  return row?.id;
}
