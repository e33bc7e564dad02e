import { isUnderstood } from "../clause.ts";
import { isNoun, nounPhraseEnd, type Span } from "../noun-phrase.ts";
import { isDeed, match, type Pattern } from "./pattern.ts";
import type { Statement } from "../read-sentence.ts";

const MAY_INSTRUCT = /^(?!(?:I|we|they|he|she|it|this|that)\b)/u;

/** "Clean the wound with mild soap": what should you clean the wound with? */
const withWhat: Pattern = {
  needs: /\b(?:with|using) (?:your|an?|some|the|\p{L}+)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { deed, tool } =
      match(
        statement,
        /^(?:[Yy]ou (?:should|can|need to|want to|have to|must|will) )?(?<deed>[^,.;:]+?) (?:with|using) (?!respect\b)(?<tool>[^,.;:]+)/du,
      ) ?? {};
    if (!deed || !tool || !isInstruction(statement, deed)) return undefined;
    if (!/^(?:your|both|the)$/u.test(words[deed.from + 1]!.lower)) return undefined;
    const end = nounPhraseEnd(words, tool.from, false);
    if (end === undefined || !isUnderstood(words, { from: tool.from, to: end })) return undefined;
    return { question: `What should you ${lowered(textOf(deed))} with?`, template: "with-what", weight: 0.8 };
  },
};

const PURPOSE =
  /^(?:[Yy]ou (?:should|can|could|need to|want to|have to|must|will) )?(?<means>[^,.;:]+?) (?:in order to|to|so you can|so that you can) (?<deed>[^,.;:]+?)(?:[,.]|$)/du;

/** "Bend your knees to protect your back": how do you protect your back? */
const purpose: Pattern = {
  needs: /\b(?:to|so (?:that )?you can) \p{L}+/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { means, deed } = match(statement, PURPOSE) ?? {};
    if (!means || !deed || means.to - means.from < 2 || !isDeed(words, deed)) return undefined;
    const last = words[means.to - 1]!;
    if (!isNoun(last) || last.tags.has("Verb")) return undefined;
    const first = words[means.from]!;
    const isUse = /^use$/u.test(first.lower);
    if (!isImperative(statement, means) && !isUse) return undefined;
    const text = textOf(deed);
    return isUse
      ? { question: `What can you use to ${text}?`, template: "use-what", weight: 0.85 }
      : { question: `How do you ${text}?`, template: "how-to", weight: 0.85 };
  },
};

const MANNER =
  /^(?:slowly|gently|firmly|carefully|lightly|tightly|with|using|by|between|against|into|through|until|toward|towards|forward|back|backwards?|straight|over|across|so|in|on|to|at|up|down|out|under)$/u;

/** "Stretch your wrist by pulling your fingers back": how do you stretch your wrist? */
const manner: Pattern = {
  needs: /^(?:[\p{L}, ’']{0,40}\b)?\p{L}+ (?:your|both) \p{L}+/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const verb = /^you$/iu.test(words[0]?.lower ?? "") ? 2 : 0;
    if (!words[verb + 1] || !/^(?:your|both)$/u.test(words[verb + 1]!.lower)) return undefined;
    if (verb === 2 && !/^(?:should|can|must|will)$/u.test(words[1]!.lower)) return undefined;
    const end = nounPhraseEnd(words, verb + 1, false);
    const next = end === undefined ? undefined : words[end];
    if (end === undefined || next === undefined || words[end - 1]!.after !== "" || !MANNER.test(next.lower))
      return undefined;
    const deed = { from: verb, to: end };
    if (!isInstruction(statement, deed) || words.length - end < 3) return undefined;
    return { question: `How should you ${lowered(textOf(deed))}?`, template: "how-should", weight: 0.65 };
  },
};

const lowered = (text: string) => `${text[0]!.toLowerCase()}${text.slice(1)}`;

const isImperative = ({ words }: Statement, { from }: Span): boolean => {
  const { tags, lower } = words[from]!;
  const before = words[from - 1]?.lower;
  return (
    MAY_INSTRUCT.test(lower) &&
    (before === undefined || /^(?:should|can|could|to|must|will)$/u.test(before)) &&
    (tags.has("Imperative") || tags.has("Infinitive"))
  );
};

/** Whether words ask somebody to do something to what is known: "your hand", "a towel", "the base of the thumb". */
function isInstruction(statement: Statement, deed: Span): boolean {
  const { words } = statement;
  if (!isImperative(statement, deed) || !isDeed(words, deed, true) || deed.to - deed.from > 7) return false;
  const object = { from: deed.from + 1, to: deed.to };
  const [first] = words.slice(object.from);
  return /^(?:your|both)$/u.test(first!.lower) ? object.to - object.from > 1 : statement.isSubject(object);
}

export const INSTRUCTION_PATTERNS: Pattern[] = [withWhat, purpose, manner];
