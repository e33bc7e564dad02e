/**
 * Builds the npm package in dist/, and packs it there: node package/build.ts. The folders are those of the checkout, so that the
 * program finds everything where it finds it there.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleOnnxRuntime } from "./bundle-onnx-runtime.ts";
import { publishedManifest, type RootManifest } from "./manifest.ts";
import { npm } from "./npm.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "dist");

/** What the program reads beside its code, and what people do. */
const FILES = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "SECURITY.md",
  "docs",
  "schema",
  "models/all-MiniLM-L6-v2",
  "web/dist",
  "graphiql/dist",
  "examples/tea-talk.vtt",
];

const missing = FILES.filter((file) => !existsSync(join(ROOT, file)));
if (missing.length > 0) throw new Error(`Not there: ${missing.join(", ")}. Run npm run build first.`);

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST);
const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as RootManifest;
await writeFile(join(DIST, "package.json"), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
run(join(ROOT, "node_modules/typescript/bin/tsc"), "--project", join(ROOT, "package"));
for (const file of FILES) {
  await mkdir(dirname(join(DIST, file)), { recursive: true });
  const filter = (path: string) => !path.endsWith(".test.ts");
  await cp(join(ROOT, file), join(DIST, file), { recursive: true, filter });
}
await bundleOnnxRuntime(join(ROOT, "node_modules"), join(DIST, "node_modules"));
// By the program as it is packed: a seed fits the migrations that it was made with, to the byte.
run(join(DIST, "src/orm/make-seed.js"));
const packed = npm(["pack", "--json", "--silent"], { cwd: DIST });
const [{ filename, size, unpackedSize }] = JSON.parse(packed) as [
  { filename: string; size: number; unpackedSize: number },
];
process.stdout.write(`dist/${filename}: ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}\n`);

function run(...command: string[]) {
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error(`Failed: node ${command.join(" ")}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
