import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

/*
 * Makes after `npm ci` what `npm start` serves and starts from: the pages, and the seed of the embedded database. Without Vite,
 * as after `npm ci --omit=dev`, there are no pages, and the server says what is missing; with a Node.js that does not run
 * TypeScript there is no seed, and the first start takes some seconds more.
 */

const PAGES = ["--workspace", "web", "--workspace", "graphiql"];

function hasVite() {
  try {
    createRequire(import.meta.url).resolve("vite/package.json");
    return true;
  } catch {
    return false;
  }
}

/** The npm that runs this, if one does, so that no other has to be found. */
function runNpm(args) {
  const npm = process.env["npm_execpath"];
  const options = { stdio: "inherit" };
  return npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

if (process.features.typescript && existsSync("src/orm/make-seed.ts")) {
  const { status } = spawnSync(process.execPath, ["src/orm/make-seed.ts"], { stdio: "inherit" });
  if (status !== 0)
    process.stderr.write("The seed of the embedded database could not be made; the first start makes one.\n");
}

if (hasVite()) {
  const { status } = runNpm(["run", "build", "--silent", ...PAGES, "--", "--logLevel", "error"]);
  // The server does without the pages, so nobody is kept from installing it.
  if (status !== 0)
    process.stderr.write(
      "The pages could not be built; the server starts without them. Try npm run build.\n",
    );
}
