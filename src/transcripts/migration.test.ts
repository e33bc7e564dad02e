import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../database.ts";
import { addReadyTranscript, untilReady } from "../testing/sample-session.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { startTestServer } from "../testing/test-server.ts";

test("transcripts that were ready before terms had an index are cut again, and found", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const before = await startTestServer({ database });
  const token = await before.openSession();
  const id = await addReadyTranscript(before, token);
  await before.close();
  await makeOld(toSettings(database.env));

  const after = await startTestServer({ database });
  await untilReady(after, token, id);
  const { search } = await after.request(
    `{ search(query: "How hot is the water for green tea?") { passage { text } } }`,
    {},
    token,
  );
  expect(search[0].passage.text).toContain("eighty degrees");
});

const toSettings = (env: Record<string, string>) => ({
  url: env["DATABASE_URL"] ?? null,
  dataDir: env["DATA_DIR"] ?? "",
});

/** Takes the database back to what it was before `Migration20261123000000_term_postings`, with its transcripts READY. */
async function makeOld(settings: { url: string | null; dataDir: string }) {
  const database = await openDatabase({ ...settings, poolSize: 1 }, pino({ level: "silent" }));
  await database.orm.migrator.down({ to: "Migration20260301000000_initial" });
  const em = database.fork();
  await em.execute(
    `insert into passages (id, transcript_id, ordinal, start_ms, end_ms, text, sentences, terms, length)
     select gen_random_uuid(), id, 0, 0, 6000, 'old', '[[0, 6000, "old"]]', '{"old": 1}', 1 from transcripts`,
  );
  await em.execute(`update transcripts set status = 'READY', progress = 1, passage_count = 1`);
  await database.close();
}
