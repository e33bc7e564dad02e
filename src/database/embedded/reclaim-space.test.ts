import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { openTestDatabase } from "../../testing/database/open-test-database.ts";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";
import type { Session } from "../../sessions/session.ts";

/** The wait for ingest and for an answer, also on a machine that is busy. */
const WITHIN_MS = 60_000;

const filesOf = (services: TestServices): string[] => {
  const { DATA_DIR: directory } = services.testDatabase.env as { DATA_DIR: string };
  return globSync("**", { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
};

const filesWith = (services: TestServices, word: string) =>
  filesOf(services).filter((file) => readFileSync(file).includes(word));

/** A session with a transcript of words of its own, which an answer has quoted. `word` is in every sentence. */
async function fill(services: TestServices, word: string, sentences: number): Promise<Session> {
  const { session } = await services.sessions.getOrCreate(null);
  const content = Array.from(
    { length: sentences },
    (_, n) =>
      `${Math.floor(n / 6)}:${(n % 6) * 10} The ${word} number ${n} wants water of eighty degrees ${randomUUID()}.`,
  ).join("\n");
  await services.videos.addTranscript(
    session,
    await services.readUpload({ title: `All of ${word}`, format: "TEXT", content, url: null }),
  );
  const isReady = async () =>
    (await services.videos.list(session)).every(({ transcript }) => transcript.status === "READY");
  await eventually(isReady, { withinMs: WITHIN_MS });
  await ask(services, session, word);
  return session;
}

async function ask(services: TestServices, session: Session, word: string) {
  await services.answers.ask(session, {
    question: `How hot is the ${word}?`,
    videoIds: null,
    idempotencyKey: null,
  });
  const isAnswered = async () => {
    const rows = await services.query("select id from answers where status = 'RUNNING'");
    return rows.length === 0;
  };
  await eventually(isAnswered, { withinMs: WITHIN_MS });
}

async function expire(services: TestServices, session: Session) {
  await services.query("update sessions set expires_at = now() - interval '1 second' where id = ?", [
    session.id,
  ]);
}

test.skipIf(onPostgreSQL)(
  "what was deleted is in no file after the purge, and what was not is still there",
  { timeout: 240_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const services = await startTestServices({ database });
    const [kept, ended, expired] = ["Zwetschgenkuchen", "Quittengelee", "Rhabarberkompott"];
    const asked = "Mirabellenmus";
    const session = await fill(services, kept!, 20);
    await ask(services, session, asked);
    await services.answers.clear(session);
    await services.sessions.end(await fill(services, ended!, 60));
    await expire(services, await fill(services, expired!, 60));
    for (const word of [kept, ended, expired, asked]) expect(filesWith(services, word!)).not.toEqual([]);
    await services.purge.purge();
    for (const word of [ended, expired, asked]) expect(filesWith(services, word!)).toEqual([]);
    expect(filesWith(services, kept!)).not.toEqual([]);
  },
);

test.skipIf(onPostgreSQL).each([true, false])(
  "space of what was deleted is used again (thoroughly: %s)",
  { timeout: 120_000 },
  async (thoroughly) => {
    const { database, drop } = await openTestDatabase(await createTestDatabase());
    onTestFinished(drop);
    const em = database.fork();
    await em.execute("create table fillers (filler text)");
    const sizes: number[] = [];
    for (let cycle = 0; cycle < 6; cycle++) {
      await em.execute(
        "insert into fillers select string_agg(md5(n::text || m), '') from generate_series(1, 4000) n, generate_series(1, 40) m group by n",
      );
      await em.execute("delete from fillers");
      await database.reclaim({ thoroughly });
      const [{ bytes }] = await em.execute<[{ bytes: number }]>(
        `select (pg_database_size(current_database()) + (select sum(size) from pg_ls_waldir()))::float8 as bytes`,
      );
      sizes.push(bytes);
    }
    expect(Math.max(...sizes.slice(1))).toBeLessThan(sizes[0]! + 20_000_000);
  },
);
