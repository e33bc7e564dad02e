import { spawnSync } from "node:child_process";

/** GitHub's runners have it. */
export const hasShellcheck = spawnSync("shellcheck", ["--version"]).status === 0;

/** Of what stands in single quotes to be expanded by somebody else, such as templates of Docker. */
const EXPANDS_LATER = "SC2016";

/** What ShellCheck says of a script; where there is no ShellCheck, what bash says of its syntax. */
export async function checkScript(script: string, name: string): Promise<string[]> {
  const [command, args] = hasShellcheck
    ? ["shellcheck", ["--format=gcc", "--shell=bash", `--exclude=${EXPANDS_LATER}`, "-"]]
    : ["bash", ["-n"]];
  const { status, stdout, stderr } = spawnSync(command, args, { input: script, encoding: "utf8" });
  if (status === 0) return [];
  return `${stdout}${stderr}`
    .split("\n")
    .filter(Boolean)
    .map((line) => `${name}: ${line.replace(/^-:/, "")}`);
}
