import { sentenceText, type Evidence } from "./evidence.ts";

/** A question for several things: "list the reasons", "what are the three steps", but not "what is a linked list". */
const ASKS_SEVERAL =
  /(?:^\W*|[.?!,;:]\s+|\b(?:please|you|me)\s+)(?:list|enumerate)\b|\b(?:what|which|name)\b.{0,25}\b(?:things|ways|steps|reasons|types|kinds|sorts|points|parts|rules|tips|lessons|options|examples|methods|mistakes|signs|stages|phases|causes)\b/iu;

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
/** A sentence that begins an item of a list: "Second, …", "Now the third thing …", "Number four: …". */
const ITEM = new RegExp(
  `^(?:(?:and|so|now|then|but|okay|well|the|my|our|your)[, ]+)*(?:(${ORDINALS.join("|")}|final|last)(?:ly)?|(?:number|step|tip|rule|reason|lesson) (?:(${NUMBERS.join("|")})|([1-8])))(?![\\p{L}\\p{N}])`,
  "iu",
);
/** The longest way from an item to the next, in milliseconds and in sentences, and the most items. */
const ITEM_MS = 300_000;
const ITEM_SENTENCES = 300;
const MAX_ITEMS = 5;

export const asksSeveral = (question: string): boolean => ASKS_SEVERAL.test(question);

/** The sentences from `from` on that begin the items of one list, in their order: at least two, or none. */
export function listedItems(evidence: Evidence, from: number): number[] {
  const { startMs } = evidence.index.sentences;
  const items: number[] = [];
  let number = 0;
  let lastMs = startMs[from]!;
  let last = from;
  for (let sentence = from; sentence < startMs.length && items.length < MAX_ITEMS; sentence++) {
    if (startMs[sentence]! - lastMs > ITEM_MS || sentence - last > ITEM_SENTENCES) break;
    const item = itemNumber(sentenceText(evidence, sentence));
    // One item of several is often told without its number.
    if (item <= number || (item > number + 2 && item !== LAST) || (item === LAST && number === 0)) continue;
    items.push(sentence);
    if (item === LAST) break;
    number = item;
    lastMs = startMs[sentence]!;
    last = sentence;
  }
  return items.length > 1 ? items : [];
}

/** How far before a sentence the list may begin that it is part of, in milliseconds and in sentences. */
const BACK_MS = 120_000;
const BACK_SENTENCES = 100;

/** The sentences that begin the items of the list that a sentence is part of or announces: of several, the longest list. */
export function listAround(evidence: Evidence, sentence: number): number[] {
  const { startMs } = evidence.index.sentences;
  let longest: number[] = [];
  const earliest = Math.max(0, sentence - BACK_SENTENCES);
  for (let from = sentence; from >= earliest && startMs[sentence]! - startMs[from]! <= BACK_MS; from--) {
    if (from < sentence && itemNumber(sentenceText(evidence, from)) === 0) continue;
    const items = listedItems(evidence, from);
    const begins = items[0];
    if (begins === undefined || startMs[begins]! - startMs[sentence]! > BACK_MS) continue;
    if (items.length >= longest.length && startMs[items.at(-1)!]! > startMs[sentence]! - BACK_MS)
      longest = items;
  }
  return longest;
}

/** What "finally" begins, whatever its number. */
const LAST = Number.MAX_SAFE_INTEGER;

/** The number of the item that a sentence begins; 0: it begins none. */
export function itemNumber(text: string): number {
  const [, ordinal, word, digit] = ITEM.exec(text) ?? [];
  if (ordinal !== undefined) return ORDINALS.indexOf(ordinal.toLowerCase()) + 1 || LAST;
  if (word !== undefined) return NUMBERS.indexOf(word.toLowerCase()) + 1;
  return Number(digit ?? 0);
}
