import type { Atom } from "./atoms.ts";
import type { ClauseWords } from "./clause-words.ts";

/** What any break costs. The other costs are in proportion to it: how much worse or better a place is. */
const BREAK = 2;
/** A pause of this length, in milliseconds, is as good as `BREAK` is bad; one of three times as much ends nearly everything. */
const PAUSE_MS = 700;
const LONGEST_PAUSE_MS = 2_100;
/** The share of the slack of a cue that counts as a pause at its end, and the most of it. */
const SLACK_SHARE = 0.4;
const LONGEST_SLACK_MS = 2_000;
const CUE_END = -0.3;
/** Before a capital letter, and before others: "table 1. head". */
const END_MARK = -5;
const END_MARK_INSIDE = -2;
const COMMA = -1.5;
/** By how surely a clause is opened, 0 to 3. */
const OPENER = [0, -0.8, -2, -3.2];
/** What a clause may go on with: "that you want". */
const CONTINUING_OPENER = -0.4;
const AFTER_LEADING = 7;
const AFTER_SELDOM_LAST = 3;
const BEFORE_SELDOM_FIRST = 2.5;
const BEFORE_NUMBER = 1.5;
const AFTER_ENDING = -1.5;
/** Inside two words that stand side by side again and again, for each time that their number doubles. */
const INSIDE_COLLOCATION = 1.5;
const MOST_COLLOCATION = 5;

/** What a break behind each atom costs: little at pauses and before words that open a clause, much inside a phrase. */
export function breakCosts(atoms: Atom[], words: ClauseWords): Float64Array {
  const pairs = new Map<string, number>();
  for (let index = 1; index < atoms.length; index++) {
    const pair = pairOf(atoms[index - 1]!, atoms[index]!);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return Float64Array.from(atoms, (atom, index) => {
    const next = atoms[index + 1];
    if (next === undefined) return 0;
    const opening = openingOf(atoms, index + 1, words);
    const collocation = opening === 0 && atom.mark === undefined ? (pairs.get(pairOf(atom, next)) ?? 1) : 1;
    return (
      BREAK +
      placeCost(atom, next) +
      wordCost(lastSaid(atoms, index, words), next.word, opening, words, atom.mark !== undefined) +
      Math.min(MOST_COLLOCATION, INSIDE_COLLOCATION * Math.log2(collocation))
    );
  });
}

const pairOf = (one: Atom, other: Atom): string => `${one.word} ${other.word}`;

/** By the pauses and the punctuation. */
function placeCost({ pauseMs, slackMs, endsCue, mark }: Atom, next: Atom): number {
  const pause = Math.min(LONGEST_PAUSE_MS, pauseMs + SLACK_SHARE * Math.min(LONGEST_SLACK_MS, slackMs));
  const silence = (-BREAK * pause) / PAUSE_MS + (endsCue ? CUE_END : 0);
  if (mark === "end") return silence + (next.isCapitalized ? END_MARK : END_MARK_INSIDE);
  return mark === "comma" ? silence + COMMA : silence;
}

/** By the words before and behind. `opening`: how surely the one behind opens a clause. */
function wordCost(
  last: string,
  next: string,
  opening: number,
  words: ClauseWords,
  isMarked: boolean,
): number {
  const isContinued = !isMarked && opening > 0 && opening < 3 && words.continuing.has(last);
  let cost = isContinued ? CONTINUING_OPENER : OPENER[opening]!;
  if (!isMarked && words.leading.has(last)) cost += AFTER_LEADING;
  else if (!isMarked && (words.seldomLast.has(last) || (opening === 0 && /^\p{N}/u.test(last))))
    // "That's what it is | so …"
    cost += opening === 3 ? AFTER_SELDOM_LAST / 3 : AFTER_SELDOM_LAST;
  if (opening === 0 && words.seldomFirst.has(next)) cost += BEFORE_SELDOM_FIRST;
  if (opening === 0 && /^\p{N}/u.test(next)) cost += BEFORE_NUMBER;
  if (words.endings?.test(last)) cost += AFTER_ENDING;
  return cost;
}

/** The last word up to an atom that is not only a sound of somebody thinking. */
function lastSaid(atoms: Atom[], index: number, { fillers }: ClauseWords): string {
  let at = index;
  while (at > 0 && fillers.has(atoms[at]!.word)) at--;
  return atoms[at]!.word;
}

/** How surely a clause is opened at an atom, by the longest phrase that begins there: 0 to 3. */
function openingOf(atoms: Atom[], from: number, { openers, longestOpener }: ClauseWords): number {
  let opening = 0;
  let phrase = "";
  for (let at = from; at < atoms.length && at < from + longestOpener; at++) {
    phrase += at === from ? atoms[at]!.word : ` ${atoms[at]!.word}`;
    opening = openers.get(phrase) ?? opening;
    if (atoms[at]!.mark !== undefined) break;
  }
  return opening;
}
