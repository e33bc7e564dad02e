import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./open.ts";
import { ormOptions } from "../orm/options.ts";
import { addReadyTranscript, untilReady } from "../testing/client/sample-session.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { startTestServer } from "../testing/server/test-server.ts";

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
  "a transcript in a language whose terms have changed is cut again, another is left alone",
  { timeout: 90_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const before = await startTestServer({ database });
    const token = await before.openSession();
    const spanish = { title: "Álgebra", format: "TEXT", language: "es-MX", content: "0:00 El valor propio." };
    const [id, other] = [
      await addReadyTranscript(before, token, spanish),
      await addReadyTranscript(before, token),
    ];
    await before.close();
    await goBack(toSettings(database.env), { to: "Migration20261123000000_term_postings" });

    const after = await startTestServer({ database });
    await untilReady(after, token, id);
    const { session } = await after.request(`{ session { videos { id passageCount } } }`, {}, token);
    expect(session.videos).toEqual([
      { id, passageCount: 1 },
      // As `goBack` left it.
      { id: other, passageCount: 7 },
    ]);
  },
);

const toSettings = (env: Record<string, string>) => ({
  url: env["DATABASE_URL"] ?? null,
  dataDir: env["DATA_DIR"] ?? "",
});

/** Takes the database back to a migration, with all transcripts READY as they may have been then. */
async function goBack(
  settings: { url: string | null; dataDir: string },
  { to, passages }: { to: string; passages?: string },
) {
  const database = await openDatabase({ ...settings, poolSize: 1 }, ormOptions, pino({ level: "silent" }));
  await database.orm.migrator.down({ to });
  const em = database.fork();
  if (passages) await em.execute(passages);
  await em.execute(`update transcripts set status = 'READY', progress = 1, passage_count = 7`);
  await database.close();
}
