import { spawnSync } from "node:child_process";

/**
 * Runs npm with the Node.js that runs this, whose version npm holds against `engines`, and resolves to what it prints. `env`: in place of the
 * environment. Throws where it fails.
 */
export function npm(
  args: string[],
  { cwd, env = process.env }: { cwd: string; env?: NodeJS.ProcessEnv },
): string {
  const script = process.env["npm_execpath"];
  // As npm sets it for scripts; without, the npm that is found.
  const [command, ...before] = script?.endsWith(".js") ? [process.execPath, script] : ["npm"];
  const { status, stdout, stderr, error } = spawnSync(command!, [...before, ...args], {
    cwd,
    env,
    encoding: "utf8",
    shell: process.platform === "win32" && before.length === 0,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
