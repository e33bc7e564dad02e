import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/*
 * The program's entry. Compiled code is kept beside the packages for the next start, which then needs no compiler of
 * TypeScript: it starts half a second sooner, with 16 MB less in each thread. This file is JavaScript, as compiling it would already
 * load that compiler. Where nothing can be written there, Node goes without.
 */

// Threads know the folder by this variable alone.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("../node_modules/.cache/compiled", import.meta.url),
);
enableCompileCache();
await import("./main.ts");
