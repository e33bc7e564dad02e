import pino from "pino";
import { describe, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { startTestServices, type TestServices } from "../testing/server/test-services.ts";
import { createRenewal } from "./renewal.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const start = (env: Record<string, string> = {}, options: Parameters<typeof startTestServices>[0] = {}) =>
  startTestServices({ env: { SESSION_RENEW: "on-use", ...env }, ...options });

/** A session that was opened and last used so long ago, in minutes. */
async function openUsed(services: TestServices, { openedAgo = 10, leftMs = 5 * MINUTE_MS } = {}) {
  const { session, token } = await services.sessions.getOrCreate(null);
  const [row] = await services.query(
    `update sessions set created_at = now() - ? * interval '1 minute',
       expires_at = now() + ? * interval '1 millisecond' where id = ?
     returning floor(extract(epoch from created_at) * 1000)::float8 as "createdMs",
       floor(extract(epoch from expires_at) * 1000)::float8 as "expiresMs"`,
    [openedAgo, leftMs, session.id],
  );
  const [createdAt, expiresAt] = [row!["createdMs"], row!["expiresMs"]].map((ms) => new Date(ms as number));
  return { token, session: { ...session, createdAt: createdAt!, expiresAt: expiresAt! } };
}

async function endInDatabase({ query }: TestServices, id: string): Promise<number> {
  const [row] = await query(
    "select floor(extract(epoch from expires_at) * 1000)::float8 as ms from sessions where id = ?",
    [id],
  );
  return row!["ms"] as number;
}

describe("a session that is used", () => {
  test("lasts from then on as long as a new one, in the database too", async () => {
    const services = await start();
    const { token } = await openUsed(services);
    const before = Date.now();
    const used = await services.sessions.authorizeUse(token);
    // The database's clock may be a millisecond off.
    expect(used.expiresAt.getTime()).toBeGreaterThanOrEqual(before + 15 * MINUTE_MS - 5);
    expect(used.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 15 * MINUTE_MS + 5);
    expect(await endInDatabase(services, used.id)).toBe(used.expiresAt.getTime());
  });

  test("is used by opening it again, but not by a look at its token", async () => {
    const services = await start();
    const { token, session } = await openUsed(services);
    expect((await services.sessions.authorize(token)).expiresAt).toEqual(session.expiresAt);
    const { session: opened } = await services.sessions.getOrCreate(token);
    expect(opened.expiresAt.getTime()).toBeGreaterThan(session.expiresAt.getTime());
  });

  test("is written once for operations that come together, and not again for what follows at once", async () => {
    const services = await start();
    const { token, session } = await openUsed(services);
    const publish = vi.spyOn(services.bus, "publish");
    const uses = await Promise.all([1, 2, 3].map(() => services.sessions.renewal!.renew(session)));
    const again = await services.sessions.authorizeUse(token);
    expect(new Set([...uses, again].map(({ expiresAt }) => expiresAt.getTime())).size).toBe(1);
    expect(publish.mock.calls).toEqual([[`session-renewed:${session.id}`]]);
  });

  test("lasts no longer than SESSION_MAX_HOURS, and exactly as long", async () => {
    const services = await start({ SESSION_MAX_HOURS: "2" });
    const { token, session } = await openUsed(services, { openedAgo: 119, leftMs: 40_000 });
    const latest = session.createdAt.getTime() + 2 * HOUR_MS;
    const used = await services.sessions.authorizeUse(token);
    expect(used.expiresAt.getTime()).toBe(latest);
    expect(services.sessions.renewal!.renewableUntil(used).getTime()).toBe(latest);
    expect((await services.sessions.authorizeUse(token)).expiresAt.getTime()).toBe(latest);
  });

  test("does not come back once it has expired, whoever remembers a later end", async () => {
    const services = await start();
    const { session } = await openUsed(services, { leftMs: -1000 });
    const end = await endInDatabase(services, session.id);
    const remembered = { ...session, expiresAt: new Date(Date.now() + MINUTE_MS) };
    expect(await services.sessions.renewal!.renew(remembered)).toBe(remembered);
    expect(await endInDatabase(services, session.id)).toBe(end);
  });

  test("keeps a later end that another replica has stored", async () => {
    const services = await start();
    const { session } = await openUsed(services, { leftMs: 20 * MINUTE_MS });
    const end = await endInDatabase(services, session.id);
    const remembered = { ...session, expiresAt: new Date(Date.now() + MINUTE_MS) };
    expect((await services.sessions.renewal!.renew(remembered)).expiresAt.getTime()).toBe(end);
  });

  test("keeps its end over a restart, and a purge leaves it", async () => {
    const first = await start();
    const [kept, expired] = [
      await openUsed(first, { openedAgo: 300 }),
      await openUsed(first, { leftMs: -1000 }),
    ];
    const { expiresAt } = await first.sessions.authorizeUse(kept.token);
    await first.close();
    const second = await start({}, { database: first.testDatabase });
    expect(await second.purge.purge()).toMatchObject({ sessions: 1 });
    expect((await second.sessions.authorize(kept.token)).expiresAt).toEqual(expiresAt);
    await expect(second.sessions.authorize(expired.token)).rejects.toMatchObject({
      extensions: { code: "UNAUTHENTICATED" },
    });
    await second.close();
  });
});

test.runIf(onPostgreSQL)("of two replicas that renew a session at once both know its end", async () => {
  const one = await start();
  const two = await start({}, { database: one.testDatabase });
  const { token } = await openUsed(one);
  const ends = await Promise.all([one, two].map(({ sessions }) => sessions.authorizeUse(token)));
  const end = await endInDatabase(one, ends[0]!.id);
  expect(Math.max(...ends.map(({ expiresAt }) => expiresAt.getTime()))).toBe(end);
  for (const { sessions } of [one, two])
    expect((await sessions.authorizeUse(token)).expiresAt.getTime()).toBe(end);
  await two.close();
});

test.each([["off"], onPostgreSQL ? [""] : ["off"]])(
  "a session is not renewed with SESSION_RENEW=%s, which is the default with DATABASE_URL",
  async (setting) => {
    const services = await start({ SESSION_RENEW: setting });
    const { session, token } = await services.sessions.getOrCreate(null);
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(15 * MINUTE_MS);
    await services.query("update sessions set expires_at = now() + interval '5 minutes' where id = ?", [
      session.id,
    ]);
    const end = await endInDatabase(services, session.id);
    expect((await services.sessions.authorizeUse(token)).expiresAt.getTime()).toBe(end);
    expect((await services.sessions.getOrCreate(token)).session.expiresAt.getTime()).toBe(end);
    expect(services.sessions.renewal).toBeNull();
    expect(services.serverInfo).toMatchObject({
      capabilities: ["PLAYLISTS"],
      limits: { sessionMaxHours: null },
    });
  },
);

test("a renewal that fails does no harm, and is not tried again at once", async () => {
  const fork = vi.fn<Database["fork"]>(() => {
    throw new Error("The disk is full");
  });
  const onError = vi.fn<(error: unknown) => void>();
  const renewal = createRenewal({
    database: { fork } as unknown as Database,
    bus: createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} }),
    expireMs: 15 * MINUTE_MS,
    maxMs: HOUR_MS,
    onError,
  });
  const session = { id: "s", createdAt: new Date(), expiresAt: new Date(Date.now() + MINUTE_MS) };
  expect(await renewal.renew(session)).toBe(session);
  expect(await renewal.renew(session)).toBe(session);
  expect(fork).toHaveBeenCalledOnce();
  expect(onError).toHaveBeenCalledOnce();
});
