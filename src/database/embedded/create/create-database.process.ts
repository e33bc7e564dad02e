import { openPGlite } from "../pglite.ts";

// The process that wants the database has ended.
process.once("disconnect", () => process.exit(1));

const pglite = await openPGlite(process.argv[2]!);
await pglite.close();
process.exit(0);
