import pg from "pg";
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { withMigrationLock } from "./migration-lock.ts";

async function createDatabase() {
  const { env, drop } = await createTestDatabase();
  onTestFinished(drop);
  const url = (env as { DATABASE_URL: string }).DATABASE_URL;
  const lines: { msg: string; holders: { pid: number }[] }[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { url, lines, logger };
}

describe.runIf(onPostgreSQL)("the lock of the migrations", () => {
  it("lets one after the other work", async () => {
    const { url, logger, lines } = await createDatabase();
    let working = 0;
    const most: number[] = [];
    const work = async () => {
      most.push(++working);
      await new Promise((resolve) => setTimeout(resolve, 20));
      working--;
    };
    await Promise.all([1, 2, 3].map(() => withMigrationLock(url, logger, work)));
    expect(most).toEqual([1, 1, 1]);
    expect(lines).toEqual([]);
  });

  it("is let go of where the work fails", async () => {
    const { url, logger } = await createDatabase();
    const failing = withMigrationLock(url, logger, async () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await withMigrationLock(url, logger, async () => "done")).toBe("done");
  });

  it.each([
    ["of this version", "pg_advisory_xact_lock"],
    ["of one before, whose lock is its session's", "pg_advisory_lock"],
  ])("names, again and again, the process %s that holds it", async (_, lock) => {
    const { url, logger, lines } = await createDatabase();
    const holder = new pg.Client({ connectionString: url, application_name: "video-rag 0.0.9 on elsewhere" });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query("begin");
    const { rows } = await holder.query(`select ${lock}(7316254101), pg_backend_pid() as pid`);
    const { pid } = rows[0] as { pid: number };
    const waiting = withMigrationLock(url, logger, async () => "done", { tellMs: 50 });
    await eventually(() => lines.length > 1);
    expect(lines[0]!.msg).toMatch(
      /^Waiting for the lock of the migrations, which pid \d+ \(video-rag 0\.0\.9 on elsewhere, since \d{4}-\S+Z\) holds$/,
    );
    expect(lines[1]!.holders).toEqual([expect.objectContaining({ pid })]);
    await holder.query("commit; select pg_advisory_unlock_all()");
    expect(await waiting).toBe("done");
  });
});
