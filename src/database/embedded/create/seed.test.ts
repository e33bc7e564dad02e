import { cpSync } from "node:fs";
import { mkdir, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it, test } from "vitest";
import { ormOptions } from "../../../orm/options.ts";
import { temporaryDirectory } from "../../../testing/temporary-directory.ts";
import { openEmbeddedDatabase } from "../embedded-database.ts";
import { createEmbeddedDatabase } from "./create-database.ts";
import { findSeed, packSeed } from "./seed.ts";

const migrations = ormOptions.migrations.path;
const unexpected = (error: Error): void => {
  throw error;
};
const template = () => join(inject("databaseTemplate"), "pglite");

test("a database that is unpacked from a seed is the one that was packed", async () => {
  const directory = await temporaryDirectory();
  const seed = await packSeed(template(), migrations, join(directory, "seeds"));
  expect(findSeed(migrations, join(directory, "seeds"))).toBe(seed);

  const dataDir = join(directory, "pglite");
  await createEmbeddedDatabase(dataDir, seed, unexpected);
  const files = async (path: string) => (await readdir(path, { recursive: true })).toSorted();
  expect(await files(dataDir)).toEqual(await files(template()));
  const database = await openEmbeddedDatabase(dataDir, {
    onLost: unexpected,
    onRecovered() {},
    onGivenUp() {},
  });
  await database.close();
});

test("a seed fits only the migrations that it was made with", async () => {
  const directory = await temporaryDirectory();
  const seeds = join(directory, "seeds");
  await packSeed(template(), migrations, seeds);
  const others = join(directory, "migrations");
  cpSync(migrations, others, { recursive: true });
  expect(findSeed(others, seeds)).not.toBeNull();
  await writeFile(join(others, "Migration20990101000000_more.ts"), "");
  expect(findSeed(others, seeds)).toBeNull();
});

test("a new seed takes the place of older ones", async () => {
  const seeds = join(await temporaryDirectory(), "seeds");
  await mkdir(seeds);
  await writeFile(join(seeds, "embedded-database-0123456789abcdef.tar.gz"), "");
  const seed = await packSeed(template(), migrations, seeds);
  expect((await readdir(seeds)).map((name) => join(seeds, name))).toEqual([seed]);
});

describe("a damaged seed", () => {
  it.each([
    ["cut short", 100_000],
    ["empty", 0],
  ])("that is %s is reported once, and the database is made without it", async (_, length) => {
    const directory = await temporaryDirectory();
    const seed = await packSeed(template(), migrations, join(directory, "seeds"));
    await truncate(seed, length);
    const reported: Error[] = [];
    await createEmbeddedDatabase(join(directory, "pglite"), seed, (error) => void reported.push(error));
    expect(reported.map(({ message }) => message)).toEqual([`${seed} is damaged`]);
    expect((await readdir(directory)).toSorted()).toEqual(["pglite", "seeds"]);
    expect(await readdir(join(directory, "pglite"))).toContain("PG_VERSION");
  });
});
