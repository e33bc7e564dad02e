import { PHRASE_LANGUAGES, phrasesIn } from "../../src/answers/generate/phrases.ts";
import { guessLanguage, isInOtherLanguage } from "../../src/text/language/guess-language.ts";
import { createTerms } from "../../src/text/terms.ts";
import { sentencesOfAnswer, type AnswerSentence } from "./answer-sentences.ts";
import type { Asked, AskedCitation } from "./ask.ts";
import type { Case } from "./draw.ts";
import { meanOf } from "../interval.ts";
import type { Judge, JudgedClaim, Judgement } from "./judge.ts";

/** What the server itself says in an answer, which is no claim. A language stands in place of an asterisk. */
const PHRASES = new RegExp(
  PHRASE_LANGUAGES.flatMap((language) => Object.values(phrasesIn(language)))
    .map((phrase) => phrase.split("*").map(RegExp.escape).join(".+?"))
    .join("|"),
  "gu",
);
/** The share of a sentence's content words that its quotes must hold to support it. */
const SUPPORTING_SHARE = 0.5;
/** How far from the gold span a citation may be. */
const TOLERANCE_MS = 15_000;

/** Shares of one answer, 0 to 1; null where there is nothing to measure. */
export type AnswerScore = {
  /** Sentences supported by the quotes they cite: by shared words, and by the judge (a part counts half). */
  groundedByWords: number | null;
  groundedByJudge: number | null;
  /** Citations that hit the gold span. */
  precision: number | null;
  /** Citations that hit the gold span, or support their sentence by the judge. */
  precisionByJudge: number | null;
  /** Whether the first citation hits the gold span. */
  first: number | null;
  /** Whether any citation hits the gold span: 0 for a refusal. */
  recall: number | null;
  /** Citations whose quote stands in the transcript at its times. */
  proved: number | null;
  isRefused: number | null;
  isSure: number | null;
};

export async function scoreAnswer(wanted: Case, asked: Asked, judge: Judge | null): Promise<AnswerScore> {
  const isRefused = asked.confidence === "NOT_FOUND";
  const isAnswered = asked.failure === null && !isRefused;
  const sentences = isAnswered ? sentencesOfAnswer(asked.text.replace(PHRASES, "")) : [];
  const claims = sentences.map((sentence) => claimOf(sentence, asked.citations));
  const judgement = judge && claims.length > 0 ? await judge.judge(claims) : null;
  const hits = asked.citations.map((citation) => hitsGold(wanted, citation));
  const supporting = new Set(judgement?.sentences.flatMap((sentence) => sentence.supporting));
  const isMeasured = wanted.isAnswerable && asked.failure === null;
  return {
    groundedByWords: shareOf(claims.flatMap((claim) => supportByWords(claim) ?? [])),
    groundedByJudge: judgement && shareOf(judgement.sentences.map(supportByJudge)),
    precision: isMeasured ? shareOf(hits.map(Number)) : null,
    precisionByJudge:
      isMeasured && judgement
        ? shareOf(asked.citations.map(({ number }, index) => Number(hits[index]! || supporting.has(number))))
        : null,
    first: isMeasured && hits.length > 0 ? Number(hits[0]) : null,
    recall: isMeasured ? Number(hits.includes(true)) : null,
    proved: shareOf(asked.citations.map(({ isProved }) => Number(isProved))),
    isRefused: asked.failure === null ? Number(isRefused) : null,
    isSure: asked.failure === null ? Number(asked.confidence === "SURE") : null,
  };
}

function claimOf({ text, cited }: AnswerSentence, citations: AskedCitation[]): JudgedClaim {
  const quotes = citations
    .filter(({ number }) => cited.includes(number))
    .map(({ number, quote }) => ({ number, quote }));
  return { text, quotes };
}

/** 1 where the quotes support the claim, else 0; null where it has no terms, or quotes in another language. */
export function supportByWords({ text, quotes }: JudgedClaim): number | null {
  if (quotes.length === 0) return 0;
  const quoted = quotes.map(({ quote }) => quote).join(" ");
  const language = guessLanguage(quoted)?.language ?? "und";
  const termsIn = createTerms(language);
  const terms = new Set(termsIn(text));
  if (terms.size === 0 || isInOtherLanguage(guessLanguage(text), language)) return null;
  const quotedTerms = new Set(termsIn(quoted));
  const shared = [...terms].filter((term) => quotedTerms.has(term)).length;
  return shared >= SUPPORTING_SHARE * terms.size ? 1 : 0;
}

const supportByJudge = ({ support }: Judgement["sentences"][number]) =>
  ({ full: 1, partial: 0.5, none: 0 })[support];

function hitsGold({ question }: Case, { videoId, startMs, endMs }: AskedCitation): boolean {
  if (videoId !== question.videoId) return false;
  return question.gold.some(([from, to]) => startMs < to + TOLERANCE_MS && endMs > from - TOLERANCE_MS);
}

function shareOf(values: number[]): number | null {
  return values.length === 0 ? null : meanOf(values);
}
