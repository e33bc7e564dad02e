import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../src/testing/temporary-directory.ts";

/** Stands for `az` and for the smoke question: notes its words, answers queries, and fails where FAIL says. */
const STAND_IN = `#!/bin/sh
case $0 in */node) words="ask $2" ;; *) words=$(printf '%s ' "$@" | sed -e 's/ *--name [^ ]*//' -e 's/ *--resource-group [^ ]*//' -e 's/ *--query .*//' -e 's/ *--output .*//' -e 's/ *$//') ;; esac
printf '%s\\n' "$words" >>"$NOTES"
[ "$words" = "$FAIL" ] && exit 1
case $words in
  "containerapp revision list") echo "$BEFORE" ;;
  "containerapp revision show"*) echo new.example ;;
  "containerapp show") echo app.example ;;
  "containerapp job start") echo run-1 ;;
  "containerapp job execution show"*) echo "$MIGRATION" ;;
esac
`;

const MIGRATED = [
  "containerapp job update --image registry/image@sha256:1",
  "containerapp job start",
  "containerapp job execution show --job-execution-name run-1",
];
const KEPT = [
  "containerapp revision list",
  "containerapp revision set-mode --mode multiple",
  "containerapp ingress traffic set --revision-weight app--old=100",
];
const MADE = [
  "containerapp update --image registry/image@sha256:1 --revision-suffix new",
  "containerapp revision show --revision app--new",
  "ask https://new.example",
];
const MOVED = [
  "containerapp ingress traffic set --revision-weight app--new=100",
  "containerapp show",
  "ask https://app.example",
];
const BACK = [
  "containerapp logs show --revision app--new --tail 100",
  "containerapp ingress traffic set --revision-weight app--old=100",
  "containerapp revision deactivate --revision app--new",
];
const OLD_STOPPED = ["containerapp revision deactivate --revision app--old"];

test("the traffic moves once the new revision has answered, and the old one is stopped once the app has", async () => {
  const { code, notes } = await rollOut({});
  expect(notes).toEqual([...KEPT, ...MIGRATED, ...MADE, ...MOVED, ...OLD_STOPPED]);
  expect(code).toBe(0);
});

test("a migration that fails makes no revision", async () => {
  const { code, notes, errors } = await rollOut({ MIGRATION: "Failed" });
  expect(notes.slice(0, 6)).toEqual([...KEPT, ...MIGRATED]);
  expect(notes.filter((words) => words.startsWith("containerapp update"))).toEqual([]);
  expect(errors).toContain("failed: applying the migrations");
  expect(code).toBe(1);
});

test("a new revision that does not answer gets no traffic", async () => {
  const { code, notes, errors } = await rollOut({ FAIL: "ask https://new.example" });
  expect(notes).toEqual([...KEPT, ...MIGRATED, ...MADE, ...BACK]);
  expect(errors).toContain("failed: asking the new revision");
  expect(code).toBe(1);
});

test("where the app does not answer with the traffic moved, the old revision has it back", async () => {
  const { code, notes, errors } = await rollOut({ FAIL: "ask https://app.example" });
  expect(notes).toEqual([...KEPT, ...MIGRATED, ...MADE, ...MOVED, ...BACK]);
  expect(errors).toContain("app--old has the traffic");
  expect(code).toBe(1);
});

test("a revision that cannot be made leaves the traffic where it is", async () => {
  const { code, notes } = await rollOut({ FAIL: MADE[0]! });
  expect(notes).toEqual([...KEPT, ...MIGRATED, MADE[0], ...BACK]);
  expect(code).toBe(1);
});

test("without a job the new revision migrates, and a first one has none before it", async () => {
  const { code, notes } = await rollOut({ JOB: "", BEFORE: "" });
  expect(notes).toEqual([...KEPT.slice(0, 2), ...MADE, ...MOVED]);
  expect(code).toBe(0);
});

async function rollOut(settings: Record<string, string>) {
  const directory = await temporaryDirectory();
  for (const name of ["az", "node"]) {
    await writeFile(join(directory, name), STAND_IN);
    await chmod(join(directory, name), 0o755);
  }
  const env = {
    PATH: `${directory}:${process.env["PATH"]}`,
    NOTES: join(directory, "notes"),
    APP: "app",
    GROUP: "group",
    JOB: "migrate",
    IMAGE: "registry/image@sha256:1",
    SUFFIX: "new",
    BEFORE: "app--old",
    MIGRATION: "Succeeded",
    POLL_SECONDS: "0",
    FAIL: "",
    ...settings,
  };
  const { code, errors } = await new Promise<{ code: unknown; errors: string }>((resolve) => {
    execFile(join(import.meta.dirname, "roll-out.sh"), { env }, (error, _output, text) =>
      resolve({ code: error?.code ?? 0, errors: text }),
    );
  });
  return { code, errors, notes: (await readFile(env.NOTES, "utf8")).trim().split("\n") };
}
