import { readdir } from "node:fs/promises";
import { parse } from "node:path";
import { Migration } from "@mikro-orm/migrations";
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { ormOptions } from "../../orm/options.ts";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { openDatabase, type Database, type OrmOptions } from "../open.ts";
import { NewerDatabaseError } from "./lowest-version.ts";

const logger = pino({ level: "silent" });

/** A new database, and what opens it as a version of the program does. */
async function createDatabase() {
  const { env, drop } = await createTestDatabase();
  onTestFinished(drop);
  const settings = {
    url: "DATABASE_URL" in env ? env.DATABASE_URL : null,
    dataDir: "DATA_DIR" in env ? env.DATA_DIR : "",
    poolSize: 1,
  };
  return async function open(version: string, options: OrmOptions = ormOptions): Promise<Database> {
    const database = await openDatabase({ ...settings, version }, options, logger);
    onTestFinished(() => database.close());
    return database;
  };
}

const ADDED = "Migration20990101000000_added_a_column";
const contract = (database: Database, lowest: string) =>
  database.fork().execute("update schema_compatibility set lowest_version = ?", [lowest]);

describe("a database that a newer version has migrated", { timeout: 60_000 }, () => {
  it("takes the version before, as long as nothing that it uses was taken away", async () => {
    const open = await createDatabase();
    const newer = await open("0.2.0");
    await newer.fork().execute("alter table answers add column added int null");
    await newer.fork().execute("insert into mikro_orm_migrations (name) values (?)", [ADDED]);
    await newer.close();
    const before = await open("0.1.0");
    expect(before.migrated).toEqual([]);
    expect(await before.health()).toBe("ok");
  });

  it("refuses versions that use what it no longer has, and is left as it is", async () => {
    const open = await createDatabase();
    const newer = await open("0.3.0");
    await contract(newer, "0.2.0");
    await newer.close();
    const files = await readdir(ormOptions.migrations.path);
    const none = class extends Migration {
      override up() {
        this.addSql("select 1");
      }
    };
    // One that the database lacks.
    const names = [...files.map((file) => parse(file).name), ADDED];
    const migrationsList = names.map((name) => ({ name, class: none }));
    const refused = open("0.1.9", { ...ormOptions, migrations: { migrationsList, snapshot: false } });
    await expect(refused).rejects.toBeInstanceOf(NewerDatabaseError);
    await expect(refused).rejects.toThrow("The database needs version 0.2.0 or later, and this is 0.1.9");
    const fitting = await open("0.2.0", { ...ormOptions, migrations: { migrationsList, snapshot: false } });
    expect(fitting.migrated).toEqual([ADDED]);
  });

  it("takes any version, where it is of a time before they were compared", async () => {
    const open = await createDatabase();
    const old = await open("0.1.0");
    await old.orm.migrator.down({ to: "Migration20261207000000_repeated_answers" });
    await old.close();
    const database = await open("0.1.0");
    expect(database.migrated).toContain("Migration20261208000000_schema_compatibility");
    expect(await database.fork().execute("select lowest_version from schema_compatibility")).toEqual([
      { lowest_version: "0.1.0" },
    ]);
  });
});

describe.runIf(onPostgreSQL)("a replica that runs", () => {
  it("is not ready any more once its version is too old, and says which it would have to be", async () => {
    const open = await createDatabase();
    const database = await open("0.1.0");
    expect(await database.health()).toBe("ok");
    await contract(database, "0.2.0");
    expect(await database.health()).toBe("needs version 0.2.0");
    await contract(database, "0.1.0");
    expect(await database.health()).toBe("ok");
  });
});
