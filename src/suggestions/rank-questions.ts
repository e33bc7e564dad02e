import type { Steps } from "../async/steps.ts";
import { greatest } from "../text/sum.ts";
import { tokenizerOf } from "../text/terms.ts";
import { countWords } from "../text/words.ts";
import type { PlacedQuestion, QuestionCandidate } from "./question-candidate.ts";

/** So many questions of a video are tried at most: each costs a vector and a search. */
const MOST_TRIED = 40;
/** Of which so many were made by one pattern, and so many in one chapter. */
const MOST_OF_TEMPLATE = 3;
const MOST_OF_CHAPTER = 12;

/** The words of an answer that says enough and no more. */
const SHORT_ANSWER = 9;
const LONG_ANSWER = 32;
const LONG_QUESTION = 11;

/** The best of the questions made, best first: those about what the video often speaks of, short, from sentences that say enough. */
export function* rankSteps(
  made: PlacedQuestion[],
  sentences: { text: string }[],
  language: string,
): Steps<QuestionCandidate[]> {
  const termsOf = tokenizerOf(language).terms;
  const counts = new Map<string, number>();
  for (const { text } of sentences) {
    for (const term of new Set(termsOf(text))) counts.set(term, (counts.get(term) ?? 0) + 1);
    yield;
  }
  const most = greatest([1, ...counts.values()]);
  const frequency = (term: string) => Math.log1p(counts.get(term) ?? 0) / Math.log1p(most);
  const scored: QuestionCandidate[] = [];
  for (const candidate of made) {
    const terms = [...new Set(termsOf(candidate.question))];
    const told = terms.map(frequency).toSorted((one, other) => other - one);
    const topical = ((told[0] ?? 0) + (told[1] ?? (told[0] ?? 0) / 2)) / 2;
    const length = countWords(candidate.question);
    const isSaid = "sentence" in candidate && candidate.answer === "sentence";
    const answer = isSaid ? countWords(sentences[candidate.sentence]!.text) : SHORT_ANSWER;
    const fits =
      (answer < SHORT_ANSWER ? 0.7 : answer > LONG_ANSWER ? 0.85 : 1) *
      (length > LONG_QUESTION ? LONG_QUESTION / length : 1) *
      (terms.length < 2 ? 0.85 : 1);
    scored.push({ ...candidate, score: candidate.weight * (0.4 + 0.6 * topical) * fits });
    yield;
  }
  return spread(scored.toSorted((one, other) => other.score - one.score));
}

function spread(candidates: QuestionCandidate[]): QuestionCandidate[] {
  const seen = new Set<string>();
  const tried = new Map<string, number>();
  const count = (key: string) => tried.get(key) ?? 0;
  const chosen: QuestionCandidate[] = [];
  for (const candidate of candidates) {
    if (chosen.length === MOST_TRIED) break;
    const key = candidate.question.toLowerCase();
    const chapter = `chapter ${candidate.chapter}`;
    if (seen.has(key) || count(candidate.template) >= MOST_OF_TEMPLATE || count(chapter) >= MOST_OF_CHAPTER)
      continue;
    seen.add(key);
    tried.set(candidate.template, count(candidate.template) + 1);
    tried.set(chapter, count(chapter) + 1);
    chosen.push(candidate);
  }
  return chosen;
}

/** What is asked of a word: "what is meant by osmosis" and "what is osmosis" are alike. */
const EXPLAINS = /\b(?:can you explain|meant by|mean)\b/iu;
/** The share of the smaller question's words that two may have in common. */
const ALIKE = 0.6;
/** What each further question of a chapter counts, as a share of the one before. */
const SAME_CHAPTER = 0.75;
const MOST_SUGGESTED = 10;

/** The questions that are suggested, best first: no two of a pattern or about the same, and of many chapters. */
export function chooseQuestions(candidates: QuestionCandidate[], language: string): QuestionCandidate[] {
  const termsOf = tokenizerOf(language).terms;
  const open = candidates.map((candidate) => ({
    candidate,
    terms: new Set(termsOf(candidate.question.replace(EXPLAINS, ""))),
  }));
  const chosen: typeof open = [];
  const worth = ({ candidate }: (typeof open)[number]) =>
    candidate.score *
    SAME_CHAPTER ** chosen.filter((other) => other.candidate.chapter === candidate.chapter).length;
  while (open.length > 0 && chosen.length < MOST_SUGGESTED) {
    const best = open.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    open.splice(open.indexOf(best), 1);
    const isNew = chosen.every(
      (other) => other.candidate.template !== best.candidate.template && !areAlike(other.terms, best.terms),
    );
    if (isNew) chosen.push(best);
  }
  return chosen.map(({ candidate }) => candidate);
}

/** Of a single word in common nothing follows: a video's subject is in many. */
function areAlike(one: Set<string>, other: Set<string>): boolean {
  const shared = [...one].filter((term) => other.has(term)).length;
  const least = Math.min(one.size, other.size);
  return shared >= ALIKE * least && (shared > 1 || one.size === other.size);
}
