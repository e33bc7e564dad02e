import type { TitleQuestion } from "../question-candidate.ts";
import { isSubject } from "./noun-phrase.ts";
import { tagWords } from "./tagged-text.ts";
import type { CaseOf } from "./read-sentence.ts";

const UNFIT = ["Verb", "Value", "Person", "Superlative", "Comparative"];
/** Less than any question made from a sentence. */
const WEIGHT = 0.3;
const IS_QUESTION = /^(?:what|why|how|when|where|who|which)\b.*\?$/iu;

/** Questions about the titles of chapters that name a subject; a title that asks is one. */
export function titleQuestions(titles: string[], sentences: string[], caseOf: CaseOf): TitleQuestion[] {
  return titles.flatMap((title, chapter): TitleQuestion[] => {
    if (IS_QUESTION.test(title))
      return [{ question: title, template: `title ${chapter}`, weight: 1, chapter, subject: null }];
    const words = tagWords(title);
    const span = { from: 0, to: words.length };
    if (words.length < 2 || words.length > 4 || !isSubject(words, span)) return [];
    if (words.some(({ tags }) => UNFIT.some((tag) => tags.has(tag)))) return [];
    if (
      /\b(?:new|old|favorite|favourite|whole|good|great|square root|side|inside|outside|initial|final|total|current|quick|lightning round|(?:kilo|milli|centi)?(?:gram|met(?:er|re))s?|newtons?|joules?|volts?|watts?|ohms?)\b| of /iu.test(
        title,
      )
    )
      return [];
    const [first, ...rest] = title.split(" ");
    const phrase = [caseOf(first!, words[0]!.tags.has("ProperNoun")), ...rest].join(" ");
    const subject = withArticle(phrase, sentences);
    if (subject === undefined) return [];
    return [
      {
        question: `What should you know about ${subject}?`,
        template: "about",
        weight: WEIGHT,
        chapter,
        subject,
      },
    ];
  });
}

/** How often a title has to be said. */
const FEWEST = 4;

/** Of so large a share of all, an article belongs to a phrase in the singular. */
const HAS_ARTICLE = 0.4;
/** In so many sentences a phrase is in the plural that is asked about so. */
const FEWEST_PLURAL = 2;
/** What may follow a phrase that is whole. */
const FOLLOWS =
  /^(?:is|are|was|were|and|or|of|in|on|to|for|with|at|by|from|that|which|as|it|so|because|but|if|when|we|you|i|they|he|she|has|have|had|can|could|will|would|the|an?|this|do|does|did|like|then|not|just|what|how|there|where|who|into|than|be|up|out|over|also|right|equals?|really)$/u;

/**
 * A phrase in the singular with the article that it mostly has where it is said; undefined where it is hardly said, or mostly
 * as the beginning of a longer one.
 */
function withArticle(phrase: string, sentences: string[]): string | undefined {
  if (/^(?:the|an?) /iu.test(phrase)) return phrase;
  const said = new RegExp(
    `(?:\\b(the|an?) )?(?<![\\p{L}-])${RegExp.escape(phrase)}(?![\\p{L}-])(?: (\\p{L}+))?`,
    "giu",
  );
  const articles = new Map<string, number>();
  const following = new Map<string, number>();
  let total = 0;
  for (const text of sentences)
    for (const [, article = "", next = ""] of text.matchAll(said)) {
      total++;
      articles.set(article.toLowerCase(), (articles.get(article.toLowerCase()) ?? 0) + 1);
      following.set(next.toLowerCase(), (following.get(next.toLowerCase()) ?? 0) + 1);
    }
  if (total < FEWEST) return undefined;
  for (const [next, count] of following)
    if (next !== "" && count > total / 2 && !FOLLOWS.test(next)) return undefined;
  if (/(?<![sui])s$/iu.test(phrase)) return phrase;
  const plural = `${phrase}s`;
  if (sentences.filter((text) => text.toLowerCase().includes(plural.toLowerCase())).length >= FEWEST_PLURAL)
    return plural;
  const [best] = [...articles].filter(([one]) => one !== "").toSorted(([, one], [, other]) => other - one);
  if (best !== undefined && best[1] >= HAS_ARTICLE * total) return `${best[0]} ${phrase}`;
  return (articles.get("a") ?? 0) + (articles.get("an") ?? 0) > 0 ? undefined : phrase;
}
