#!/usr/bin/env node
import { readFileSync } from "fs";

/*
 * The command of the npm package. It is written for any Node.js, so that one that is too old for the program says so, and does
 * not stop at the first line that it cannot read.
 */

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const needed = engines.node.replace(">=", "");
const toNumbers = (version) => version.split(".").map(Number);
const [major, minor] = toNumbers(process.versions.node);
const [neededMajor, neededMinor] = toNumbers(needed);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  process.stderr.write(
    `video-rag needs Node.js ${needed} or newer, and ${process.execPath} is ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else {
  void import("../src/cli.ts");
}
