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
    if (/\b(?:new|old|favorite|favourite|whole|good|great)\b| of /iu.test(title)) return [];
    const [first, ...rest] = title.split(" ");
    const phrase = [caseOf(first!, words[0]!.tags.has("ProperNoun")), ...rest].join(" ");
    const subject = withArticle(phrase, sentences);
    if (subject === undefined) return [];
    return [
      {
        question: `What does the video say about ${subject}?`,
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

/** A phrase in the singular with the article that it mostly has where it is said; undefined where it is hardly said. */
function withArticle(phrase: string, sentences: string[]): string | undefined {
  if (/^(?:the|an?) /iu.test(phrase)) return phrase;
  const said = new RegExp(`(?:\\b(the|an?) )?(?<![\\p{L}-])${RegExp.escape(phrase)}(?![\\p{L}-])`, "giu");
  const counts = new Map<string, number>();
  for (const text of sentences)
    for (const [, article = ""] of text.matchAll(said))
      counts.set(article.toLowerCase(), (counts.get(article.toLowerCase()) ?? 0) + 1);
  const usual = [...counts].toSorted(([, one], [, other]) => other - one);
  // What is ever counted needs an article.
  const isCounted = counts.has("a") || counts.has("an");
  const [article, count] = usual.find(([one]) => one !== "" || !isCounted) ?? ["", 0];
  if (count < FEWEST) return undefined;
  return article === "" ? phrase : `${article} ${phrase}`;
}
