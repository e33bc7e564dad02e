import { readdirSync } from "node:fs";
import { expect, it, test } from "vitest";
import { isTooOld } from "../database/schema/lowest-version.ts";
import { readVersion } from "../database/schema/program-version.ts";

/*
 * While a new version comes, the one before still runs on the tables that it has changed. A migration that takes away what a version
 * may still use says so by the lowest version that may run: docs/inside.md, "Migrations".
 */

/** The newest migration that was there before this rule. */
const BEFORE_THE_RULE = "Migration20261207000000_repeated_answers";

/** What an older version's statements fail on, or misread. */
const CONTRACTING: [RegExp, string][] = [
  [/\bdrop\s+(table|view|materialized view|column|type|function|schema|sequence|extension)\b/i, "drops"],
  // `alter table … drop "name"`, in which `column` is left out.
  [/\balter\s+table\b.*\bdrop\s+(?!constraint\b|not\s+null|default\b|identity\b|expression\b)/is, "drops"],
  [/\brename\s+(to|column|value|"?\w+"?\s+to)\b/i, "renames"],
  [/\balter\s+(column\s+)?\S+\s+(set\s+data\s+)?type\b/i, "changes a type"],
  [/\bset\s+not\s+null\b/i, "asks for a value"],
  [/\badd\s+(column\s+)?(?!constraint)(?!.*\bdefault\b).*\bnot\s+null\b/is, "asks for a value"],
];
const RAISES = /^update "schema_compatibility" set "lowest_version" = '(\d+\.\d+\.\d+)'$/;

/** What takes something away in these statements; empty: nothing does. */
const contractionsIn = (statements: string[]) =>
  statements.flatMap((statement) => {
    const found = CONTRACTING.find(([pattern]) => pattern.test(statement));
    return found ? [`${found[1]}: ${statement}`] : [];
  });

const raisedTo = (statements: string[]) =>
  statements.flatMap((statement) => RAISES.exec(statement)?.slice(1) ?? []);

/** What is wrong with a migration's statements; empty: nothing. */
function faultsOf(statements: string[], version: string): string[] {
  const raised = raisedTo(statements);
  const tooHigh = raised.filter((lowest) => isTooOld(version, lowest));
  return [
    ...(raised.length === 0 ? contractionsIn(statements) : []),
    ...tooHigh.map((lowest) => `the version that brings the migration, ${version}, is below ${lowest}`),
  ];
}

type MigrationClass = new (...args: never[]) => { up(): unknown; getQueries(): unknown[] };

async function statementsOf(name: string): Promise<string[]> {
  const module = (await import(`../../migrations/${name}.ts`)) as Record<string, MigrationClass>;
  const migration = new module[name]!();
  await migration.up();
  return migration.getQueries().map(String);
}

const names = readdirSync(new URL("../../migrations/", import.meta.url)).map((file) => file.slice(0, -3));
const ruled = names.filter((name) => name > BEFORE_THE_RULE);

test.each(ruled)("%s takes away nothing, or says which version can do without it", async (name) => {
  const statements = await statementsOf(name);
  expect(statements).not.toEqual([]);
  expect(faultsOf(statements, readVersion())).toEqual([]);
});

test("the lowest version that may run only ever rises", async () => {
  const all = await Promise.all(ruled.map(statementsOf));
  const raised = all.flatMap(raisedTo);
  expect(raised.filter((lowest, at) => at > 0 && isTooOld(lowest, raised[at - 1]!))).toEqual([]);
});

it.each([
  'drop table "answers"',
  'alter table "answers" drop column "grounded"',
  'alter table "answers" drop "grounded"',
  'alter table "answers" rename column "grounded" to "sure"',
  'alter table "answers" rename "grounded" to "sure"',
  'alter table "answers" rename to "replies"',
  'alter table "answers" alter column "attempt" type bigint',
  'alter table "answers" alter column "model" set not null',
  'alter table "answers" add column "words" int not null',
])("%s has to say so", (statement) => {
  const raise = `update "schema_compatibility" set "lowest_version" = '0.2.0'`;
  expect(faultsOf([statement], "0.3.0")).toEqual([expect.stringContaining(statement)]);
  expect(faultsOf([statement, raise], "0.3.0")).toEqual([]);
  // It could not run itself.
  expect(faultsOf([statement, raise], "0.1.0")).toEqual([expect.stringContaining("is below 0.2.0")]);
});

it.each([
  'create table "words" ("id" uuid not null, primary key ("id"))',
  'alter table "answers" add column "words" int null',
  'alter table "answers" add column "words" int not null default 0',
  'alter table "answers" alter column "words" drop not null',
  'alter table "answers" drop constraint "answers_status_check"',
  'drop index "answers_status_index"',
  'create index "answers_words" on "answers" ("words")',
  `update "answers" set "words" = 0`,
])("%s may come while the version before runs", (statement) => {
  expect(faultsOf([statement], "0.1.0")).toEqual([]);
});
