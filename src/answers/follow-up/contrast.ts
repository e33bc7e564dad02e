import type { Grammar } from "./grammar.ts";
import { topicOf } from "./topic.ts";
import { createIsNaming, partsOf, wordsOf, type Word } from "./words.ts";

/** How near texts are to a text in meaning, up to 1; null where no model can tell. */
export type Similarity = (text: string, others: string[]) => Promise<number[] | null>;

/** A question with a term in the place of another; `likeness`: how like the two are, 0 where it takes no other's place. */
export type Contrast = { question: string; likeness: number };

export type ContrastContext = { grammar: Grammar; language: string; similarity: Similarity };

type Span = {
  from: number;
  to: number;
  text: string;
  words: Word[];
  isChunkEnd: boolean;
  after: string;
  preposition: string;
};

const MAX_SPAN_WORDS = 3;
const MAX_SPANS = 16;
const MAX_QUESTION_WORDS = 40;
/** The least likeness of a term to the one whose place it takes; more where only what stands before them speaks for it. */
const MIN_SIMILARITY = 0.15;
const MIN_SIMILARITY_ELSEWHERE = 0.45;
/** The least likeness that tells anything where the model does not read the language. */
const MIN_SIMILARITY_FOREIGN = 0.4;
/** What speaks for a term that has an article of the same kind, or none, like the other. */
const SAME_ARTICLE = 0.08;
/** How much less like it a longer term may be that ends in the same word. */
const LONGER_TOLERANCE = 0.1;

/**
 * An earlier question with a term in the place of the one that the term contrasts with: "How hot should the water for
 * oolong be?" for "oolong" after the same about green tea. That one is the nearest in meaning; where no model can tell, the
 * last. What takes no other's place, such as an attribute or a circumstance, is put beside what the question is about.
 */
export async function contrast(earlier: string, term: string, context: ContrastContext): Promise<Contrast> {
  const { grammar, language } = context;
  const bare = withoutEnd(earlier);
  const termWords = wordsOf(term);
  const isNaming = createIsNaming(grammar, language);
  const named = termWords.filter(isNaming).map(({ lower }) => lower);
  const beside = (): Contrast => ({
    question: `${term} ${topicOf(bare, grammar, language).object}`,
    likeness: 0,
  });
  if (named.some((word) => grammar.attributes.has(word))) return beside();
  const words = wordsOf(bare);
  if (words.length > MAX_QUESTION_WORDS) return beside();

  const preposition = grammar.prepositions.has(termWords[0]?.lower ?? "") ? termWords[0]!.lower : null;
  const core = preposition === null ? term : term.slice(termWords[1]?.from ?? term.length);
  const append = (): Contrast =>
    preposition === null ? beside() : { question: `${bare} ${term}?`, likeness: 0 };
  const all = spansOf(bare, words, grammar, isNaming);
  const samePlace = all.filter((span) => span.preposition === preposition);
  const spans =
    preposition === null
      ? all
      : samePlace.length > 0
        ? samePlace
        : all.filter((span) => grammar.prepositions.has(span.preposition));
  if (spans.length === 0 || core === "") return append();

  const likeness = await likenessOf(core, named, spans, context);
  const at = likeness.indexOf(Math.max(...likeness));
  const isElsewhere = preposition !== null && samePlace.length === 0;
  if (likeness[at]! < (isElsewhere ? MIN_SIMILARITY_ELSEWHERE : MIN_SIMILARITY)) return append();

  const best = spans[at]!;
  const isModifier = isAdjective(termWords, grammar);
  const { from } = isModifier ? best : longest(best, likeness[at]!, spans, likeness);
  const to = preposition === null ? best.to : withComplement(best, words, grammar, isNaming);
  const question = `${bare.slice(0, from)}${withoutArticle(core, best.after, grammar)}${bare.slice(to)}?`;
  return { question, likeness: likeness[at]! };
}

const withoutEnd = (question: string): string => question.replace(/[\s?!.…？！。]+$/u, "");

/** The terms of a question: runs of naming words, and their parts. */
function spansOf(
  question: string,
  words: Word[],
  grammar: Grammar,
  isNaming: (word: Word) => boolean,
): Span[] {
  const { asking } = partsOf(question, words, grammar);
  const spans: Span[] = [];
  for (let start = asking; start < words.length; start++) {
    const after = words[start - 1]?.lower ?? "";
    for (let end = start; end < Math.min(words.length, start + MAX_SPAN_WORDS); end++) {
      const word = words[end]!;
      if (!isNaming(word)) break;
      if (end > start && /[^\s-]/u.test(question.slice(words[end - 1]!.to, word.from))) break;
      const next = words[end + 1];
      spans.push({
        from: words[start]!.from,
        to: word.to,
        text: question.slice(words[start]!.from, word.to),
        words: words.slice(start, end + 1),
        isChunkEnd: next === undefined || !isNaming(next),
        after,
        preposition: grammar.articles.has(after) ? (words[start - 2]?.lower ?? "") : after,
      });
    }
  }
  return spans.slice(-MAX_SPANS);
}

/**
 * How like each span is to the term, up to 1: in meaning, where a model can tell. The embedded one reads English, and of
 * other languages what is spelt alike.
 */
async function likenessOf(
  core: string,
  named: string[],
  spans: Span[],
  { grammar, language, similarity }: ContrastContext,
): Promise<number[]> {
  const article = articleKind(wordsOf(core)[0]?.lower ?? "", grammar);
  const texts = spans.map(({ text }) => text);
  const meant = await similarity(core, texts);
  const isTold = meant !== null && (language === "en" || Math.max(...meant) >= MIN_SIMILARITY_FOREIGN);
  const likeness = isTold ? meant : likenessByForm(core, named, spans, grammar);
  return likeness.map((like, at) =>
    articleKind(spans[at]!.after, grammar) === article ? like + SAME_ARTICLE : like,
  );
}

function articleKind(word: string, { articles, definite }: Grammar): "definite" | "other" | "none" {
  if (definite.has(word)) return "definite";
  return articles.has(word) ? "other" : "none";
}

/** The likeness of spans for want of meaning: of those that share a word, or are numbers or names too; else of the last. */
function likenessByForm(core: string, named: string[], spans: Span[], grammar: Grammar): number[] {
  const isNumber = /^\p{N}/u.test(core);
  const isName = /^\p{Lu}/u.test(core);
  const adjective = isAdjective(wordsOf(core), grammar);
  return spans.map(({ text, words, isChunkEnd }, position) => {
    let likeness = 0.3 + position / (100 * spans.length);
    if (words.some(({ lower }) => named.includes(lower))) likeness += 0.3;
    if (isNumber === /^\p{N}/u.test(text)) likeness += 0.05;
    if (isName && /^\p{Lu}/u.test(text)) likeness += 0.1;
    if (adjective ? isAdjective(words, grammar) : isChunkEnd) likeness += 0.1;
    return likeness;
  });
}

/** Whether a term is an adjective alone, but for its article. */
function isAdjective(words: Word[], { adjectives, articles }: Grammar): boolean {
  const rest = words.filter(({ lower }) => !articles.has(lower));
  return rest.length === 1 && adjectives.has(rest[0]!.lower);
}

/** The end of a span with what completes it: "stories about AI". */
function withComplement(
  { to }: Span,
  words: Word[],
  { prepositions, articles }: Grammar,
  isNaming: (word: Word) => boolean,
): number {
  const after = words.filter(({ from }) => from >= to);
  if (!prepositions.has(after[0]?.lower ?? "")) return to;
  let end = 1;
  while (end < after.length && (isNaming(after[end]!) || articles.has(after[end]!.lower))) end += 1;
  return end === 1 ? to : after[end - 1]!.to;
}

/** The longest term that ends where this one does, and is nearly as like. */
function longest(best: Span, likeness: number, spans: Span[], all: number[]): Span {
  return spans.reduce(
    (chosen, span, at) =>
      span.to === best.to && span.from < chosen.from && all[at]! >= likeness - LONGER_TOLERANCE
        ? span
        : chosen,
    best,
  );
}

/** The term without its article where one stands before its place. */
function withoutArticle(term: string, before: string, { articles }: Grammar): string {
  const [first, second] = wordsOf(term);
  return first && second && articles.has(first.lower) && articles.has(before)
    ? term.slice(second.from)
    : term;
}
