import { guessLanguage } from "../../text/guess-language.ts";
import type { CitedTurn, StandaloneQuestion } from "../generate/answerer.ts";
import { carryOver } from "./carry-over.ts";
import { contrast, type Similarity } from "./contrast.ts";
import type { Grammar } from "./grammar.ts";
import { grammarOf, GRAMMAR_LANGUAGES } from "./grammars/grammars.ts";
import { readFollowUp, type FollowUp } from "./read-follow-up.ts";
import { topicOf } from "./topic.ts";
import { isAuxiliary, partsOf, wordsOf } from "./words.ts";

const MAX_TURNS_BACK = 4;
const MAX_CLAIM_WORDS = 40;

/**
 * A question so that it stands without the conversation before it, made by rules: what it points to is put in its place,
 * and what contrasts with a term of the question before takes that term's place. A question that stands alone already is
 * returned as it is, whatever came before.
 */
export async function standalone(
  question: string,
  history: CitedTurn[],
  similarity: Similarity,
): Promise<StandaloneQuestion> {
  const turns = history.slice(-MAX_TURNS_BACK);
  const before = turns.at(-1);
  if (before === undefined) return { question };
  const language = languageOf(`${before.question} ${question}`);
  const grammar = language === null ? undefined : grammarOf(language);
  if (language === null || grammar === undefined) return { question: carryOver(question, turns) };
  const followUp = readFollowUp(question, grammar, language);
  if (followUp === null) return { question };

  const followed = await standalone(before.question, turns.slice(0, -1), similarity);
  const context = { grammar, language, similarity };
  const made = await complete(question, followUp, followed.question, before, context);
  if (!REPEATS.has(followUp.kind)) return { question: made };
  return { question: made, avoid: [...(followed.avoid ?? []), ...before.citations] };
}

/** Follow-ups that the answer before would seem to fit as well. */
const REPEATS = new Set<FollowUp["kind"]>(["reason", "more", "next", "other"]);

type Context = { grammar: Grammar; language: string; similarity: Similarity };

async function complete(
  question: string,
  followUp: FollowUp,
  followed: string,
  before: CitedTurn,
  context: Context,
): Promise<string> {
  const { grammar, language } = context;
  const topic = () => topicOf(followed, grammar, language);
  const claim = before.citations[0] && firstWords(before.citations[0].quote, MAX_CLAIM_WORDS);
  switch (followUp.kind) {
    case "contrast":
      return contrast(followed, followUp.term, context);
    case "reason":
      if (!claim && isAuxiliary(wordsOf(followed)[0]!, grammar)) return `${withoutEnd(question)} ${followed}`;
      return `${withoutEnd(question)}: ${claim ?? topic().action}`;
    case "next":
      return `${withoutEnd(question)}: ${claim ?? topic().action}`;
    case "more":
    case "doubt":
      return followed;
    case "other":
      return withOther(followed, followUp.term, topic().object);
    case "bare":
      return askedOtherwise(followed, followUp.term, grammar);
    case "count": {
      const counted = claim && countedNoun(claim);
      const at = followUp.at;
      return counted
        ? `${question.slice(0, at)} ${counted}${question.slice(at)}`
        : `${withoutEnd(question)} ${topic().action}`;
    }
    case "circumstance":
      return `${withoutEnd(followed)} ${followUp.term}?`;
    case "incomplete":
      return `${withoutEnd(question)} ${topic().object}`;
    case "pronoun":
      return withoutPronoun(question, followUp, topic());
  }
}

/** The language of a question and the one before, where its follow-ups can be read or it is plainly another; else null. */
function languageOf(text: string): string | null {
  if (!/\p{Script=Latin}/u.test(text)) return null;
  const guess = guessLanguage(text);
  if (guess?.isClear && !GRAMMAR_LANGUAGES.includes(guess.language)) return null;
  return guessLanguage(text, GRAMMAR_LANGUAGES)?.language ?? "en";
}

/** The question without the marks around it. */
const withoutEnd = (question: string): string => question.trim().replace(/^[¿¡\s]+|[\s?!.…]+$/gu, "");

function firstWords(text: string, count: number): string {
  const words = wordsOf(text);
  return words.length <= count ? text : text.slice(0, words[count - 1]!.to);
}

/** The question with other words of asking: "how long should the water be" for how hot. */
function askedOtherwise(followed: string, asking: string, grammar: Grammar): string {
  const words = wordsOf(followed);
  const { asking: count } = partsOf(followed, words, grammar);
  return `${asking} ${followed.slice(count === 0 ? 0 : (words[count]?.from ?? 0))}`;
}

const ORDINALS =
  /(?<!\p{L})(?:first|second|third|fourth|last|erste\p{L}*|zweite\p{L}*|premi[eè]re?|deuxième|primer[oa]?|segund[oa])(?!\p{L})/iu;

/** The question about another of its kind: the second step in place of the first. */
function withOther(followed: string, other: string, topic: string): string {
  if (ORDINALS.test(followed) && ORDINALS.test(other))
    return followed.replace(ORDINALS, ORDINALS.exec(other)![0]);
  return `${other} ${topic}`;
}

/** The noun that a claim counts: transactions of "24,000 transactions a second". */
function countedNoun(claim: string): string | undefined {
  return /\p{N}[\p{N}.,]*\s+((?!\p{L}{1,3}(?!\p{L}))\p{L}+)/u.exec(claim)?.[1];
}

function withoutPronoun(
  question: string,
  { from, to, stands }: Extract<FollowUp, { kind: "pronoun" }>,
  { action, object }: { action: string; object: string },
): string {
  if (stands === "beside") return `${withoutEnd(question)} ${object}`;
  if (stands === "action") return `${question.slice(0, from)}${action}${question.slice(to)}`;
  if (stands === "object") return `${question.slice(0, from)}${object}${question.slice(to)}`;
  // "its downsides" become "the downsides of the layout".
  const possessed = /^\s+\p{L}+/u.exec(question.slice(to))?.[0] ?? "";
  return `${question.slice(0, from)}the${possessed} of ${object}${question.slice(to + possessed.length)}`;
}
