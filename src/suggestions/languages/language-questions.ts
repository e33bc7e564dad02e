import type { Steps } from "../../async/steps.ts";
import { isFiller } from "../../search/index/cut/filler.ts";
import { canonicalLanguage, stopwordsOf } from "../../text/language/languages.ts";
import { UNSPACED } from "../../text/scripts.ts";
import { tokenizerOf } from "../../text/terms.ts";
import type { SentenceQuestion, TitleQuestion } from "../question-candidate.ts";
import { LANGUAGES } from "./language-patterns.ts";

const WEIGHT = 0.85;
const IS_QUESTION = /[?？؟]["'”’»)\]]*$/u;
const MOST_CHARACTERS = 320;
/** Signs, numbers and letters that are no words: variables. */
const UNREADABLE =
  /[=^<>+*/\\_[\]{}|#@"“”«»()\p{N}]|(?<![\p{L}\p{M}'’])(?![aeoyàèéвикосуя])\p{L}(?![\p{L}\p{M}'’])/iu;

/** The questions that the sentences of a transcript answer, in its language; none where there are no patterns for that. */
export function* languageQuestionSteps(
  sentences: { text: string }[],
  language: string,
): Steps<SentenceQuestion[]> {
  const base = canonicalLanguage(language);
  const found = LANGUAGES[base];
  if (!found) return [];
  const { patterns, pointing } = found;
  const made: SentenceQuestion[] = [];
  const capitals = capitalWords(sentences);
  const termsOf = tokenizerOf(language).terms;
  /** Whether a phrase has a word that is no stop word; in German one that ends it as a noun. */
  const isNamed = (phrase: string) =>
    phrase === "" || (termsOf(phrase).length > 0 && (base !== "de" || /\p{Lu}\p{L}*$/u.test(phrase)));
  for (const [sentence, { text }] of sentences.entries()) {
    yield;
    if (text.length > MOST_CHARACTERS || IS_QUESTION.test(text) || isFiller(text)) continue;
    const line = text.replaceAll(/\s+/gu, " ");
    for (const { template, pattern, ask } of patterns) {
      const { x, y = "" } = pattern.exec(line)?.groups ?? {};
      if (
        x === undefined ||
        [x, y].some((phrase) => pointing.test(phrase) || isUnreadable(phrase) || !isNamed(phrase))
      )
        continue;
      const question = ask(amid(x, base, capitals), amid(y, base, capitals));
      made.push({ question: capitalized(question), template, weight: WEIGHT, sentence, answer: "sentence" });
    }
  }
  return made;
}

/** Single letters are words in scripts without spaces, and in Hindi and Arabic they are rarely written alone. */
const isUnreadable = (phrase: string): boolean => !UNSPACED.test(phrase) && UNREADABLE.test(phrase);

/** The words that the transcript has in capitals amid its sentences. */
function capitalWords(sentences: { text: string }[]): Set<string> {
  const seen = new Set<string>();
  for (const { text } of sentences)
    for (const [word] of text.matchAll(/(?<=[\p{L}\p{M},;] )\p{Lu}[\p{L}\p{M}]*/gu)) seen.add(word);
  return seen;
}

/** A phrase from the beginning of a sentence as it is written amid one: in German, nouns have capitals. */
function amid(phrase: string, language: string, capitals: Set<string>): string {
  const [first = ""] = phrase.split(/[ '’-]/u);
  const isStopword = stopwordsOf(language).has(first.toLowerCase());
  const keeps = !isStopword && (language === "de" || capitals.has(first));
  return keeps ? phrase : `${phrase.slice(0, 1).toLowerCase()}${phrase.slice(1)}`;
}

const capitalized = (question: string): string =>
  question.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** In quotation marks a phrase needs neither article nor case. */
const ABOUT: Record<string, (x: string) => string> = {
  de: (x) => `Was wird über „${x}“ gesagt?`,
  es: (x) => `¿Qué se dice sobre «${x}»?`,
  fr: (x) => `Que dit-on de « ${x} » ?`,
  it: (x) => `Che cosa si dice di «${x}»?`,
  pt: (x) => `O que se diz sobre «${x}»?`,
  nl: (x) => `Wat wordt er gezegd over ‘${x}’?`,
  ru: (x) => `Что говорится о «${x}»?`,
  ar: (x) => `ماذا يُقال عن «${x}»؟`,
  hi: (x) => `“${x}” के बारे में क्या बताया गया है?`,
  ja: (x) => `「${x}」について何が説明されていますか？`,
  zh: (x) => `关于“${x}”讲了什么？`,
};
const ABOUT_WEIGHT = 0.3;
/** How often a title has to be said, and how long it may be. */
const FEWEST_SAID = 4;
const MOST_TITLE_WORDS = 3;
const FEWEST_LETTERS = 6;

/** Questions about the titles of chapters that the transcript often says, in its language. */
export function languageTitleQuestions(
  titles: string[],
  sentences: { text: string }[],
  language: string,
): TitleQuestion[] {
  const base = canonicalLanguage(language);
  const [ask, found] = [ABOUT[base], LANGUAGES[base]];
  if (!ask || !found) return [];
  const whole = sentences.map(({ text }) => text).join("\n");
  const small = whole.toLowerCase();
  const { terms } = tokenizerOf(language);
  return titles.flatMap((title, chapter): TitleQuestion[] => {
    const words = title.split(" ");
    const isSpaced = !UNSPACED.test(title);
    if (words.length > MOST_TITLE_WORDS || found.pointing.test(title) || isUnreadable(title)) return [];
    if (isSpaced && title.length < FEWEST_LETTERS) return [];
    // Each word has to say something: no stop words, and in German a noun at the end.
    if (words.some((word) => terms(word).length === 0) || /\p{N}/u.test(title)) return [];
    if (
      base === "de" &&
      !/\p{Lu}[^ ]*$/u.test(whole.slice(small.lastIndexOf(title.toLowerCase())).slice(0, title.length))
    )
      return [];
    if (small.split(title.toLowerCase()).length <= FEWEST_SAID) return [];
    return [
      {
        question: ask(title),
        template: "about",
        weight: ABOUT_WEIGHT,
        chapter,
        subject: title,
        isNamed: true,
      },
    ];
  });
}
