import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./open.ts";
import { ormOptions } from "../orm/options.ts";
import { addReadyTranscript, untilReady } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate } from "../testing/fakes/fake-models.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { startTestServer } from "../testing/server/test-server.ts";

const LAST_WITH_POSTINGS = "Migration20261125000000_words_only_and_upload_keys";

test(
  "transcripts that were ready before terms had an index are cut again, and found",
  { timeout: 90_000 },
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
  { timeout: 90_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const before = await startTestServer({ database });
    const token = await before.openSession();
    const id = await addReadyTranscript(before, token);
    await before.close();
    const passages = `insert into passages (id, transcript_id, ordinal, start_ms, end_ms, text, sentences, length)
      select gen_random_uuid(), id, 0, 0, 26000, 'old', '[]', 1 from transcripts returning id`;
    const oldId = await goBack(toSettings(database.env), { to: LAST_WITH_POSTINGS, passages });

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
