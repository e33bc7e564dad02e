import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { hasShellcheck } from "./shell.ts";

const WORKFLOW = `on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v7
        with: { push: true }
      - run: echo "$HOME"
`;
const COMPOSE = `services:
  one: { image: "one:1", healthcheck: { test: [CMD, one], start_interval: 1s } }
`;
const BICEP = `param name string
resource one 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
}
`;
const SCRIPT = `#!/usr/bin/env bash
echo "$1"
`;

const SOUND = {
  ".github/workflows/sound.yml": WORKFLOW,
  "deploy/compose.yaml": COMPOSE,
  "deploy/azure/sound.sh": SCRIPT,
  "infra/sound.bicep": BICEP,
};

const BROKEN: { what: string; file: string; text: string; fault: string }[] = [
  {
    what: "a workflow with a key that is none",
    file: ".github/workflows/key.yml",
    text: WORKFLOW.replace("runs-on", "runs-at"),
    fault: "runs-at",
  },
  {
    what: "a workflow with a job that waits for none",
    file: ".github/workflows/needs.yml",
    text: WORKFLOW.replace("    steps:", "    needs: two\n    steps:"),
    fault: '"two"',
  },
  {
    what: "a misspelled input of an action that is newer than actionlint knows",
    file: ".github/workflows/input.yml",
    text: WORKFLOW.replace("push: true", "psh: true"),
    fault: 'input "psh" is not defined',
  },
  {
    what: "a step whose script the shell cannot read",
    file: ".github/workflows/script.yml",
    text: WORKFLOW.replace('echo "$HOME"', 'if true; then echo "$HOME"'),
    fault: "one, step 2",
  },
  {
    what: "a Compose file with a key that is none",
    file: "deploy/compose.key.yaml",
    text: COMPOSE.replace("image", "imege"),
    fault: "imege",
  },
  {
    what: "a Compose file that is no YAML",
    file: "deploy/compose.brace.yaml",
    text: COMPOSE.replace("}", ""),
    fault: "end with a }",
  },
  {
    what: "a Bicep file without a value",
    file: "infra/value.bicep",
    text: BICEP.replace("  name: name\n", "  name: \n"),
    fault: "3:8 identifier is missing",
  },
  {
    what: "a Bicep file without a brace",
    file: "infra/modules/brace.bicep",
    text: BICEP.replace("}\n", ""),
    fault: "3:13 } is missing",
  },
  {
    what: "a Bicep file with a word that does not belong there",
    file: "infra/word.bicep",
    text: BICEP.replace("resource one", "resource one two"),
    fault: "cannot be read",
  },
  {
    what: "a script that the shell cannot read",
    file: "deploy/azure/loop.sh",
    text: `${SCRIPT}for one in "$@"; do\n`,
    fault: "deploy/azure/loop.sh",
  },
];
const UNQUOTED = "deploy/unquoted.sh";

let sound: Result;
let broken: Result;
beforeAll(async () => {
  const files = Object.fromEntries(BROKEN.map(({ file, text }) => [file, text]));
  [sound, broken] = await Promise.all([
    check(SOUND),
    check({ ...files, [UNQUOTED]: SCRIPT.replaceAll('"', "") }),
  ]);
});

test("files that are sound pass", () => {
  expect(sound.output).toBe(
    Object.keys(SOUND)
      .map((file) => `${file}: ok\n`)
      .join(""),
  );
  expect(sound.code).toBe(0);
});

test("a file that is broken fails the command", () => expect(broken.code).toBe(1));

test.each(BROKEN)("$what is broken", ({ file, fault }) => {
  expect(broken.faultsOf(file)).toContain(fault);
});

test.skipIf(!hasShellcheck)("a script that ShellCheck warns of is broken", () => {
  expect(broken.faultsOf(UNQUOTED)).toContain("SC2086");
});

type Result = Awaited<ReturnType<typeof check>>;

/** Runs the command on these files. */
async function check(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), "video-rag-check-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const result = await new Promise<{
    code: unknown;
    output: string;
    faultsOf(file: string): string;
  }>((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, "main.ts"), root], (error, output) =>
      resolve({
        code: error?.code ?? 0,
        output,
        // The lines below the file's, which are indented.
        faultsOf: (file) => output.split(`${file}: \n`)[1]?.split(/\n(?! )/)[0] ?? "",
      }),
    );
  });
  await rm(root, { recursive: true });
  return result;
}
