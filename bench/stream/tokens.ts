export const TOKENS_PER_SECOND = 50;
/** After so many tokens the model writes a claim with a marker. */
export const TOKENS_PER_CITATION = 50;
const CLAIM = " The pot is warmed first, or the water loses ten degrees at once. [1]";

const STAMP = /~([0-9a-z]+)\.([0-9a-z]+);/g;

/** The system's monotonic clock, the same in every process, in tenths of a millisecond. */
export const clock = (): number => Math.round(Number(process.hrtime.bigint()) / 100_000);

/** The text of a token: its index, and the time at which it leaves the model. */
export function writeToken(index: number): string {
  const stamp = ` ~${index.toString(36)}.${clock().toString(36)};`;
  return index % TOKENS_PER_CITATION === TOKENS_PER_CITATION - 1 ? stamp + CLAIM : stamp;
}

/** A token that was read: the time by `clock()`, and how long after the model had written it. */
export type ReadToken = { at: number; delayMs: number };

/** Reads the tokens back from the text as it comes, and so finds lost, repeated and late ones. */
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
      for (const match of all.matchAll(STAMP)) {
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
