import type { Grammar } from "./grammar.ts";
import type { Reference } from "./reference.ts";

/** A question with its references to videos as ¤. */
export function mask(text: string, references: Reference[]): string {
  let masked = text;
  for (const { from, to } of references.toReversed()) masked = `${masked.slice(0, from)}¤${masked.slice(to)}`;
  return masked;
}

export type Strip = (text: string) => string;

/** Takes away what makes a question none about something. What is left may be a title. */
export function createStrip({ chat, filler }: Grammar): Strip {
  return (text) =>
    text.replace(chat, " ").replace(filler, " ").replaceAll("¤", " ").replace(/\s+/gu, " ").trim();
}

export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

export function isOnly(text: string, cue: RegExp, strip: Strip): boolean {
  const rest = text.replace(cue, " ");
  return rest !== text && !hasWords(strip(rest));
}
