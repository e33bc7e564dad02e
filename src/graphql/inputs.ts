import { webcrypto } from "node:crypto";
import { badUserInput } from "../errors/errors.ts";
import { storableText } from "../text/storable-text.ts";

const IDEMPOTENCY_KEY_MAX_CHARS = 200;

/** Checks a question or search, and trims it. BAD_USER_INPUT, naming the argument, where it is empty or too long. */
export function createCheckQuestion({ maxChars }: { maxChars: number }) {
  return (argument: string, value: string): string => {
    const question = storableText(value).trim();
    if (question === "") throw badUserInput(`${argument} is empty: say what you want to know.`);
    if (question.length > maxChars) {
      throw badUserInput(`${argument} has ${question.length} characters: give at most ${maxChars}.`);
    }
    return question;
  };
}

export type CheckQuestion = ReturnType<typeof createCheckQuestion>;

/** The number of items on a page. BAD_USER_INPUT, naming the argument, where it is not 1 to `max`. */
export function checkPageSize(argument: "first" | "last", value: number, max: number): number {
  if (value >= 1 && value <= max) return value;
  throw badUserInput(`${argument} is ${value}: give 1 to ${max}.`);
}

/** The key, or null where none is given. BAD_USER_INPUT where it is empty, too long or has NUL in it. */
export function checkIdempotencyKey(key: string | null | undefined): string | null {
  if (key == null) return null;
  if (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_MAX_CHARS && !key.includes("\0"))
    return key.toWellFormed();
  throw badUserInput(
    `idempotencyKey has ${key.length} characters: give 1 to ${IDEMPOTENCY_KEY_MAX_CHARS}, without NUL.`,
  );
}

/** SHA-256 in hexadecimal of an input's fields, the same whatever their order; null counts as left out. Beside the event loop. */
export async function hashInput(input: Record<string, string | number | null | undefined>): Promise<string> {
  const given = Object.entries(input).filter(([, value]) => value != null);
  const bytes = Buffer.from(JSON.stringify(given.toSorted()));
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)).toString("hex");
}
