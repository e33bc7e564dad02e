import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.ts";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The Node.js that runs the tests is found first. */
const PATH = [dirname(process.execPath), process.env["PATH"]].join(":");
/** Without what npm sets for scripts, the checkout's .npmrc among it. */
const OUTSIDE = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** Installs the package that is packed in dist/ in a new folder outside the checkout, as somebody else would. */
export async function installPackage() {
  // The system's own: where the checkout is, an .npmrc may be too.
  const directory = await realpath(await mkdtemp(join(tmpdir(), "video-rag-package-")));
  const tarball = (await readdir(DIST)).find((name) => name.endsWith(".tgz"));
  await writeFile(join(directory, "package.json"), JSON.stringify({ private: true }));
  const home = join(directory, "home");
  const running = new Set<() => void>();
  try {
    npm(["install", "--no-audit", "--no-fund", join(DIST, tarball!)], {
      cwd: directory,
      env: { ...OUTSIDE, PATH },
    });
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }

  /** Starts the command as a shell would, for a user who has set nothing, and has nothing at home. */
  function start(args: string[], env: Record<string, string> = {}) {
    const child = spawn(join(directory, "node_modules/.bin/video-rag"), args, {
      cwd: directory,
      env: { PATH, HOME: home, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const kill = () => child.kill("SIGKILL");
    running.add(kill);
    const printed = { output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.errors += text));
    const ended = once(child, "close").then(([code]) => {
      running.delete(kill);
      return { code: code as number | null, ...printed };
    });
    return {
      ended,
      /** The first match in what it writes to stderr. Rejects where it ends without. */
      async writes(pattern: RegExp): Promise<RegExpExecArray> {
        for (;;) {
          const match = pattern.exec(printed.errors);
          if (match) return match;
          const more = once(child.stderr, "data");
          await Promise.race([more, ended.then((end) => Promise.reject(new Error(JSON.stringify(end))))]);
        }
      },
      async stop() {
        child.kill("SIGTERM");
        return ended;
      },
    };
  }

  return {
    directory,
    home,
    root: join(directory, "node_modules/video-rag"),
    start,
    /** Runs the command to its end. */
    run: (args: string[], env?: Record<string, string>) => start(args, env).ended,
    async remove() {
      for (const kill of running) kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
