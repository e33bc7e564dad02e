import type { MadeQuestion } from "../question-candidate.ts";
import { isUnderstood } from "./clause.ts";
import { isNoun, isSubject, nounPhraseEnd } from "./noun-phrase.ts";
import { tagWords, type Word } from "./tagged-text.ts";
import { POINTING } from "./words.ts";

const LEADING =
  /^(?:(?:so|and|but|well|now|okay|ok|then|or|again|you might ask|you may ask|the question is|i mean|like)(?:,|(?= ))\s*)+/iu;
/** The forms of questions that are taken, with the pattern that each shares with questions made from statements. */
const FORMS: [form: RegExp, template: string][] = [
  [/^what (?:is|are) /iu, "definition"],
  [/^why (?:is|are|was|were|isn't|aren't) /iu, "why-be"],
  [/^why (?:does|do|did|can't|don't|doesn't) /iu, "why"],
  [/^how (?:does|do|did) /iu, "how"],
  [/^how (?:many|much|long|often|far|fast) \p{L}+ /iu, "how-many"],
  [/^who (?:invented|discovered|founded|wrote) /iu, "inventor"],
  [/^where (?:does|do|did) .* come from/iu, "origin"],
  [/^what (?:happens|causes|makes) /iu, "asked-what"],
  [/^what (?:does|do) .* (?:mean|tell|measure|look like|represent|need|want)\b/iu, "meaning"],
];
const PERSONAL = /^(?:you|your|yours|we|people)$/u;

/** A question of the speaker's that is understood by itself: the answer often follows. */
export function askedQuestion(sentence: string): MadeQuestion | undefined {
  const text = sentence.replaceAll(/\s+/gu, " ").replace(LEADING, "").trim();
  if (!/^[^?.!,;:"“”—]+\?$/u.test(text)) return undefined;
  const template = FORMS.find(([form]) => form.test(text))?.[1];
  if (template === undefined) return undefined;
  const words = tagWords(text.slice(0, -1));
  if (words.length < 3 || words.length > 13) return undefined;
  const rest = { from: 2, to: words.length };
  // "What is the answer?" is about one in the video; "what is the center of mass?" is not.
  if (template === "definition" && words[2]!.lower === "the" && !words.some(({ lower }) => lower === "of"))
    return undefined;
  if (template === "definition" ? !isSubject(words, rest) : !isTold(words)) return undefined;
  return { question: `${text[0]!.toUpperCase()}${text.slice(1)}`, template, weight: 0.95 };
}

function isTold(words: Word[]): boolean {
  const rest = { from: 2, to: words.length };
  if (words.length < 5 || !isUnderstood(words, rest)) return false;
  if (words.slice(2).some(({ lower }) => POINTING.has(lower))) return false;
  if (words.some(({ lower, tags }) => PERSONAL.test(lower) || tags.has("Ordinal"))) return false;
  const end = nounPhraseEnd(words, 2);
  const begins = end !== undefined && isSubject(words, { from: 2, to: end });
  return (
    begins &&
    words.slice(2).some(isNoun) &&
    words.slice(end).some(({ tags }) => tags.has("Verb") || tags.has("Adjective"))
  );
}
