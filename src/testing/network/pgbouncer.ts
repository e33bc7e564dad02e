import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./free-port.ts";

const PROGRAM = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((path) => existsSync(path));
/** The user `nobody`: PgBouncer does not run as root. */
const NOBODY = 65_534;

/** Whether this machine has PgBouncer. */
export const hasPgBouncer = PROGRAM !== undefined;

/** Time limits of connections, which PgBouncer passes over where they are told to it as `ignored`. */
export const TIME_LIMITS = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "options",
];

/** Puts a PgBouncer before a PostgreSQL. `url` leads through it. */
export async function startPgBouncer(
  databaseUrl: string,
  { mode, ignored = [] }: { mode: "transaction" | "session"; ignored?: string[] },
) {
  const url = new URL(databaseUrl);
  const directory = await mkdtemp(join(tmpdir(), "video-rag-pgbouncer-"));
  const file = join(directory, "pgbouncer.ini");
  const port = await freePort();
  const password = decodeURIComponent(url.password).replaceAll("'", "''");
  await writeFile(
    file,
    `[databases]
* = host=${url.hostname} port=${url.port || 5432} user=${url.username} password='${password}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
ignore_startup_parameters = ${["extra_float_digits", ...ignored].join(",")}
`,
  );
  await chmod(directory, 0o755);
  const isRoot = process.getuid?.() === 0;
  const child = spawn(PROGRAM!, [file], {
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    await rm(directory, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stderr })) if (/process up/.test(line)) break;
  child.stderr.resume();
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, stop };
}
