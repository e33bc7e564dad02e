import pino from "pino";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openDatabase, type Database } from "../../database/open.ts";
import { parseConfig } from "../../config.ts";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { ormOptions } from "../../orm/options.ts";
import { borrowTestDatabase } from "../../testing/database/lent-database.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { agreeOnModel, ofModelInForce } from "./model-in-force.ts";
import { putInForce } from "./tables.ts";

let database: Database;
beforeEach(async () => {
  const lent = await borrowTestDatabase();
  const settings = { ...parseConfig(lent.env).database, openEmbedded: lent.openEmbedded };
  const opened = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  onTestFinished(async () => {
    await opened.close();
    await lent.drop();
  });
  // As one of several processes, also where the tests run on PGlite.
  database = { ...opened, isExclusive: false };
});

/** A process whose settings name a model, and which can start those in `others` besides. Its clock stands still. */
async function join(name: string, others: string[] = [], of: Partial<Database> = {}) {
  const clock = { ms: 0 };
  const logged: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => void logged.push(JSON.parse(line).msg) });
  const start = vi.fn<(model: { name: string }) => Promise<EmbeddingModel | null>>(async (model) =>
    others.includes(model.name) ? createFakeEmbedding({ name: model.name }) : null,
  );
  const inForce = await agreeOnModel({
    database: { ...database, ...of },
    own: createFakeEmbedding({ name }),
    provider: null,
    start,
    logger,
    now: () => clock.ms,
  });
  onTestFinished(() => inForce.close());
  /** Lets the minute pass after which a process may take another for dead. */
  async function waitAMinute() {
    for (const ms of [30_000, 61_000]) {
      clock.ms = ms;
      await inForce.look();
    }
  }
  return { ...inForce, clock, waitAMinute, logged, start, name: () => inForce.current()?.name ?? null };
}

/** As if all processes had died without a word, or could not reach the database, for longer than they are waited for. */
const lapse = () =>
  database.fork().execute("update embedding_model_users set alive_until = now() - interval '1 s'");

describe("the embedding model in force", () => {
  it("is that of the first process, and others with the same have nothing to say", async () => {
    const [one, other] = [await join("one@8"), await join("one@8")];
    expect([one.name(), other.name()]).toEqual(["one@8", "one@8"]);
    expect(other.logged).toEqual([]);
  });

  it("is used by a process whose settings name another, which says so once", async () => {
    await join("one@8");
    const other = await join("other@8", ["one@8"]);
    await other.look();
    await other.look();
    expect(other.name()).toBe("one@8");
    expect(other.start).toHaveBeenCalledTimes(1);
    expect(other.logged).toEqual([
      expect.stringMatching(/is one@8, and the settings of this server name other@8.*is used here too/),
    ]);
  });

  it("leaves a process that cannot use it with none", async () => {
    await join("one@8");
    const other = await join("other@8");
    expect(other.name()).toBeNull();
    expect(other.logged).toEqual([expect.stringMatching(/searched by words alone/)]);
  });

  it("is another once the last process with it has stopped", async () => {
    const [one, two] = [await join("one@8"), await join("one@8")];
    const other = await join("other@8", ["one@8"]);
    await other.waitAMinute();
    await one.close();
    await other.look();
    expect(other.name()).toBe("one@8");
    await two.close();
    await other.look();
    expect(other.name()).toBe("other@8");
  });

  it("is another at the start of a process where all with it have died", async () => {
    await join("one@8");
    await lapse();
    expect((await join("other@8")).name()).toBe("other@8");
  });

  it("is given up by a process that was taken for dead, and stays with the one that took over", async () => {
    const one = await join("one@8");
    await lapse();
    const other = await join("other@8");
    one.clock.ms = 61_000;
    await one.look();
    await other.look();
    expect([one.name(), other.name()]).toEqual([null, "other@8"]);
  });

  it("stays where the others may only have been cut off, as this process was", async () => {
    await join("one@8");
    const other = await join("other@8");
    await lapse();
    await other.look();
    expect(other.name()).toBeNull();
    // Frozen, or without the database: the next look begins to count anew.
    other.clock.ms = 200_000;
    await other.look();
    expect(other.name()).toBeNull();
    other.clock.ms = 230_000;
    await other.look();
    other.clock.ms = 261_000;
    await other.look();
    expect(other.name()).toBe("other@8");
  });

  it("is at once that of the only process which may use the database", async () => {
    await join("one@8");
    expect((await join("other@8", [], { isExclusive: true })).name()).toBe("other@8");
  });

  describe("once an operator has put another in force", () => {
    const replace = (name: string) => putInForce(database, { name, provider: null });

    it("is used at the next look of a process that can, which says so, and of no use to one that cannot", async () => {
      const [able, unable] = [await join("one@8", ["other@8"]), await join("one@8")];
      expect(await replace("other@8")).toBe("one@8");
      await able.look();
      await unable.look();
      expect([able.name(), unable.name()]).toEqual(["other@8", null]);
      expect(able.logged).toEqual([
        expect.stringMatching(/is used here too: an operator has replaced one@8 by it\. Give this server/),
      ]);
      expect(unable.logged).toEqual([expect.stringMatching(/by words alone here: an operator has replaced/)]);
    });

    it("does not go back, though processes with the one before stay and start, and none with the new one is there yet", async () => {
      const old = await join("one@8", ["other@8"]);
      await replace("other@8");
      await old.waitAMinute();
      const restarted = await join("one@8", ["other@8"]);
      await lapse();
      await restarted.waitAMinute();
      expect([old.name(), restarted.name()]).toEqual(["other@8", "other@8"]);
    });

    it("does not go back either when the processes with the new one have ended", async () => {
      const old = await join("one@8");
      await replace("other@8");
      const renewed = await join("other@8");
      expect(renewed.logged).toEqual([]);
      await renewed.close();
      await old.waitAMinute();
      expect(old.name()).toBeNull();
    });

    it("goes back by an operator", async () => {
      const old = await join("one@8");
      await replace("other@8");
      await old.look();
      expect(await replace("one@8")).toBe("other@8");
      await old.look();
      expect(old.name()).toBe("one@8");
    });

    it("is a third at the start of a process with that, where none with it is alive", async () => {
      await join("one@8");
      await replace("other@8");
      expect((await join("third@8")).name()).toBe("third@8");
    });

    it("is what the settings say, where only one process may use the database", async () => {
      await join("one@8");
      await replace("other@8");
      expect((await join("one@8", [], { isExclusive: true })).name()).toBe("one@8");
    });
  });

  it("may be put in force before any process has come, and again", async () => {
    const other = { name: "other@8", provider: null };
    expect(await putInForce(database, other)).toBeNull();
    expect(await putInForce(database, other)).toBe("other@8");
    expect((await join("other@8")).name()).toBe("other@8");
  });

  it("is agreed on by processes that start at the same time", async () => {
    const processes = await Promise.all(["a", "b", "c", "d"].map((name) => join(name, ["a", "b", "c", "d"])));
    expect(new Set(processes.map(({ name }) => name())).size).toBe(1);
  });

  it("is told to who counts what it takes", async () => {
    const one = await join("one@8");
    const other = await join("other@8", ["one@8"]);
    const used: string[] = [];
    other.onUse(({ name }) => void used.push(name));
    await other.waitAMinute();
    await one.close();
    await other.look();
    expect(used).toEqual(["one@8", "other@8"]);
  });
});

it("what is made for a model is made anew when another is in force, and only then", () => {
  let current = createFakeEmbedding({ name: "one@8" });
  const made = vi.fn<(embedding: EmbeddingModel | null) => { for?: string | undefined }>((embedding) => ({
    for: embedding?.name,
  }));
  const get = ofModelInForce({ current: () => current }, made);
  expect(get()).toBe(get());
  current = createFakeEmbedding({ name: "other@8" });
  expect(get()).toEqual({ for: "other@8" });
  expect(get()).toBe(get());
  expect(made).toHaveBeenCalledTimes(2);
});
