export const TOKENS_PER_SECOND = 50;
/** Each so many tokens the model makes a claim and marks it, as answers do. */
export const TOKENS_PER_CITATION = 50;
const CLAIM = " The pot is warmed first, or the water loses ten degrees at once. [1]";

const stamped = /~([0-9a-z]+)\.([0-9a-z]+);/g;

/** The system's monotonic clock, the same in every process, in tenths of a millisecond. */
export const clock = (): number => Math.round(Number(process.hrtime.bigint()) / 100_000);

/** A token's text: its index and the time it leaves the model. */
export function writeToken(index: number): string {
  const stamp = ` ~${index.toString(36)}.${clock().toString(36)};`;
  return index % TOKENS_PER_CITATION === TOKENS_PER_CITATION - 1 ? stamp + CLAIM : stamp;
}

/** When a token was read, by `clock()`, and how long after the model had written it. */
export type ReadToken = { at: number; delayMs: number };

/** Reads the tokens back from the text as it comes: what is missing, doubled or late is seen from the text alone. */
export function createTokenReader() {
  const seen = new Set<number>();
  const tokens: ReadToken[] = [];
  let rest = "";
  let highest = -1;
  let repeated = 0;
  let outOfOrder = 0;

  return {
    tokens,
    add(text: string) {
      const now = clock();
      const all = rest + text;
      let end = 0;
      for (const match of all.matchAll(stamped)) {
        end = match.index + match[0].length;
        const index = parseInt(match[1]!, 36);
        if (seen.has(index)) {
          repeated++;
          continue;
        }
        seen.add(index);
        if (index < highest) outOfOrder++;
        highest = Math.max(highest, index);
        tokens.push({ at: now, delayMs: (now - parseInt(match[2]!, 36)) / 10 });
      }
      rest = all.slice(end);
    },
    counts: (expected: number) => ({ lost: expected - seen.size, repeated, outOfOrder }),
  };
}
