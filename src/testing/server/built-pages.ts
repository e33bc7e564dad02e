import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { PageDirectories } from "../../transports/http/pages/built-pages.ts";

/** Stands beside the pages' folders, and must never be served. */
export const SECRET = "not for the world";
/** More than connections buffer. */
export const LARGE_BYTES = 30_000_000;

/** Pages as Vite builds them, in folders of their own, with something beside them that nobody may get. */
export async function writeBuiltPages(): Promise<PageDirectories & { remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "video-rag-pages-"));
  const [demo, graphiql] = [join(root, "demo"), join(root, "graphiql")];
  const files: Record<string, string | Buffer> = {
    "secret.txt": SECRET,
    "demo/index.html": "<!doctype html><title>The page</title>",
    "demo/icon.svg": "<svg/>",
    "demo/.hidden": SECRET,
    "demo/assets/index-abc123.js": "console.log('the page')",
    "demo/assets/index-abc123.js.br": brotliCompressSync("console.log('the page')"),
    "demo/assets/index-abc123.js.gz": gzipSync("console.log('the page')"),
    "demo/assets/large-abc123.js": Buffer.alloc(LARGE_BYTES, " "),
    "graphiql/index.html": "<!doctype html><title>GraphiQL</title>",
    "graphiql/assets/index-def456.js": "console.log('GraphiQL')",
  };
  for (const folder of ["demo/assets", "graphiql/assets"])
    await mkdir(join(root, folder), { recursive: true });
  for (const [path, content] of Object.entries(files)) await writeFile(join(root, path), content);
  return { demo, graphiql, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Folders in which nothing was built. */
export const NO_PAGES: PageDirectories = { demo: "/nonexistent/demo", graphiql: "/nonexistent/graphiql" };
