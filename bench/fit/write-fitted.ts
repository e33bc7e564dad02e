import { readFile, writeFile } from "node:fs/promises";
import type { Profile, Weights } from "../../src/search/rank/weights.ts";

const FILE = new URL("../../src/search/rank/fitted.ts", import.meta.url);
const DIGITS = 3;

/** Replaces the weights in the file, and keeps what stands above them. */
export async function writeFitted(fitted: Record<Profile, Weights>): Promise<void> {
  const source = await readFile(FILE, "utf8");
  const declaration = /export const FITTED: Record<Profile, Weights> = /u.exec(source);
  if (!declaration) throw new Error(`${FILE.pathname} declares no FITTED`);
  const head = source.slice(0, declaration.index + declaration[0].length);
  await writeFile(FILE, `${head}${print(fitted, 0)};\n`);
}

/** As TypeScript, formatted as the project's code is. */
function print(value: unknown, depth: number): string {
  if (typeof value === "number") return String(Number(value.toPrecision(DIGITS)));
  if (value === null || typeof value !== "object") return String(value);
  const indent = "  ".repeat(depth + 1);
  const fields = Object.entries(value).map(
    ([name, field]) => `${indent}${name}: ${print(field, depth + 1)},\n`,
  );
  return `{\n${fields.join("")}${"  ".repeat(depth)}}`;
}
