import type { AnswerHit } from "../retrieve/retrieval.ts";

/** The beginning of a text that has at most `maxTokens`, with an ellipsis where something was left out. */
export function shorten(text: string, maxTokens: number, countTokens: (text: string) => number): string {
  if (countTokens(text) <= maxTokens) return text;
  return (
    largest(text.length, (length) => {
      const cut = `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…`;
      return countTokens(cut) <= maxTokens ? cut : null;
    }) ?? ""
  );
}

/**
 * Tries ever larger parts of a passage around the starts of the hit's places, by sentences and then, where not one fits, by
 * characters of the hit; gives what `attempt` makes of the largest that it accepts, null where it accepts none. An ellipsis
 * stands between parts.
 */
export function shortenAround<Result>(
  { passage: { sentences }, startMs: hitMs, text: hitText, furtherMs = [] }: AnswerHit,
  attempt: (text: string) => Result | null,
): Result | null {
  const middles = [hitMs, ...furtherMs].map((placeMs) =>
    Math.max(
      0,
      sentences.findIndex(({ startMs, endMs }) => startMs <= placeMs && placeMs < endMs),
    ),
  );
  const bySentences = largest(sentences.length, (reach) => {
    const isKept = (at: number) => middles.some((middle) => Math.abs(at - middle) < reach);
    const part = sentences.flatMap(({ text }, at) => {
      if (!isKept(at)) return [];
      const isAfterGap = at > 0 && !isKept(at - 1) && middles.some((middle) => middle < at);
      return isAfterGap ? ["…", text] : text;
    });
    return attempt(part.join(" "));
  });
  if (bySentences !== null) return bySentences;
  return largest(hitText.length, (length) =>
    attempt(`${hitText.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…`),
  );
}

/** The result of `attempt` for the largest size from 1 to `most` that it accepts, all smaller ones being acceptable. */
function largest<Result>(most: number, attempt: (size: number) => Result | null): Result | null {
  let best: Result | null = null;
  let low = 1;
  let high = most;
  while (low <= high) {
    const size = Math.floor((low + high) / 2);
    const result = attempt(size);
    if (result === null) high = size - 1;
    else {
      best = result;
      low = size + 1;
    }
  }
  return best;
}
