import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/*
 * Builds the pages after `npm ci`, for `npm start` to serve. Where Vite is not installed, as after `npm ci --omit=dev`, there
 * is nothing to do: the server says what is missing. It needs nothing of this project's Node.js, which may not be there yet.
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

if (hasVite()) {
  const { status } = runNpm(["run", "build", "--silent", ...PAGES, "--", "--logLevel", "error"]);
  // The server does without the pages, so nobody is kept from installing it.
  if (status !== 0)
    process.stderr.write(
      "The pages could not be built; the server starts without them. Try npm run build.\n",
    );
}
