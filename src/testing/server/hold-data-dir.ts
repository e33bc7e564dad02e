import pino from "pino";
import { lockDataDir } from "../../database/data-dir-lock.ts";

// A process that holds a data directory, for tests that kill it: node hold-data-dir.ts DIRECTORY STALE_MS
const [directory, staleMs] = process.argv.slice(2);
await lockDataDir(directory!, pino({ level: "silent" }), Number(staleMs));
process.stdout.write("held\n");
setInterval(() => {}, 60_000);
