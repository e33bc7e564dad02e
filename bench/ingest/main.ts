import { parseArgs } from "node:util";
import { benchEncoder } from "./encoder.ts";
import { benchExisting } from "./existing.ts";
import { benchMemory } from "./memory.ts";
import type { Options } from "./options.ts";
import { type Row, printTable } from "./report.ts";
import { startStandIns } from "./stand-ins.ts";
import { benchThroughput } from "./throughput.ts";
import { benchWrites } from "./writes.ts";

/*
 * Measures how fast, and in how much memory, videos become searchable. The server is the program itself in a process of
 * its own; YouTube and the model are stand-ins that answer after 100 and 200 ms.
 *
 *   npm run bench:ingest [-- --only throughput,writes,existing,memory,encoder] [--short] [--runs 3]
 *
 * On the PostgreSQL of TEST_DATABASE_URL or DATABASE_URL, in databases of its own; the encoder on PGlite.
 */

const benches = {
  throughput: benchThroughput,
  writes: benchWrites,
  existing: benchExisting,
  memory: benchMemory,
  encoder: benchEncoder,
};

const { values } = parseArgs({
  options: { only: { type: "string" }, short: { type: "boolean", default: false }, runs: { type: "string" } },
});
const chosen = values.only?.split(",") ?? Object.keys(benches);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  throw new Error(`--only takes ${Object.keys(benches).join(", ")}; not ${unknown.join(", ")}`);
}
const databaseUrl = process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];
if (!databaseUrl) throw new Error("Say where PostgreSQL is: TEST_DATABASE_URL or DATABASE_URL");
const options: Options = {
  databaseUrl,
  short: values.short,
  runs: Number(values.runs ?? 3),
};

const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (!chosen.includes(name)) continue;
  const standIns = await startStandIns();
  try {
    rows.push(...(await bench(options, standIns)));
  } finally {
    await standIns.close();
  }
}
printTable(rows);
process.exitCode = rows.some((row) => row.met === false) ? 1 : 0;
