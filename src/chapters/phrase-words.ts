import { mayBeginNounPhrase, mayBeNoun, mayBeVerb } from "../text/english/noun-phrases.ts";
import { canonicalLanguage } from "../text/language/languages.ts";
import { createTerms } from "../text/terms.ts";

/** What a word may do in a title, by the word as it is written; `before` is in lower case. */
export type PhraseWords = {
  mayBegin(word: string): boolean;
  mayEnd(word: string): boolean;
  /** Whether a word may stand behind the first of a phrase, before its last. */
  mayStandInside(word: string): boolean;
  /** Whether a stop word in lower case may join two words of a phrase, behind the word `before`: "proof of work". */
  joins(word: string, before: string): boolean;
  /** Whether a word in lower case is a verb behind the word `before`, which is in no phrase: "we look", "Ada pays". */
  isVerb(word: string, before: string): boolean;
};

/** The words that join nouns, by language. */
const JOINING = new Map(
  Object.entries({
    de: "der des von und für im",
    en: "of and for in to",
    es: "de del la las los el y en para",
    fr: "de du des la le les et en à d l",
    it: "di del della dei delle la il e per in",
    ja: "の と",
    nl: "van de het en voor in",
    pt: "de do da dos das e em para",
    ru: "и в для",
    zh: "的 和 与 與",
  }).map(([language, words]) => [language, new Set(words.split(" "))]),
);

/** Words that are in no list of stop words, but tell nothing of a subject. */
const EMPTY: Record<string, string> = {
  de: `ding dinge sache sachen mal halt eben eigentlich einfach ganz genau okay ok quasi sozusagen leute ja nein bisschen art
    beispiel video kanal stück weise`,
  en: `thing things stuff lot lots kind kinds sort sorts bit way ways guy guys okay ok right well really actually basically
    literally maybe probably sure yes yeah yep nope oh hey hi hello wow alright going go goes get gets got getting gotten
    know think thinking guess mean means meaning want wants need needs like look looks looking see say says said saying
    talk talking talked tell come comes coming let take make makes making put give use using used happen happens
    happening happened something anything everything nothing somebody someone anyone everybody everyone good great nice
    pretty cool big little different example examples video videos channel people time times today moment point number
    case fact course idea part end start first second third next last whole particular entire certain couple half
    place question questions answer answers reason reasons word words sense minute minutes hour hours day days year years
    simply quite super able back call called calls try trying tries work works working find turn turns keep show shows
    whether whose perhaps since ever another nobody plus minus equals equal somewhere become becomes thank thanks welcome subscribe link`,
  es: `cosa cosas bueno pues entonces vale ejemplo vídeo video manera forma gente tipo poco mucho verdad vez veces parte`,
  fr: `chose choses truc trucs bon ben voilà exemple vidéo manière façon gens genre peu fois partie fait coup accord`,
  ja: `もの こと これ それ 皆さん 動画 今回 場合 感じ 今日`,
  zh: `东西 時候 时候 大家 今天 视频 影片 一个 一個 这个 這個 那个 那個 就是 然后 然後 什么 什麼 我们 我們 可以`,
};

export function phraseWordsOf(language: string, sentences: { text: string }[]): PhraseWords {
  const base = canonicalLanguage(language);
  const joining = JOINING.get(base);
  const empty = new Set(EMPTY[base]?.split(/\s+/u));
  const isEnglish = base === "en";
  const hasCapitalNouns = base === "de" && writesCapitals(sentences);
  const termsOf = createTerms(language);
  const tells = (word: string) =>
    !empty.has(word) && !TELLS_NOTHING.test(word) && !NUMBER.test(termsOf(word)[0] ?? "");
  const mayEnd = (written: string) => {
    const word = written.toLowerCase();
    return tells(word) && (!isEnglish || mayBeNoun(word)) && (!hasCapitalNouns || CAPITAL.test(written));
  };
  const mayBegin = (written: string) => {
    const word = written.toLowerCase();
    return tells(word) && (!isEnglish || mayBeginNounPhrase(word));
  };
  const isSubject = (word: string) => termsOf(word).length > 0 && mayBeNoun(word);
  return {
    mayBegin,
    mayEnd,
    mayStandInside: (written) =>
      (mayEnd(written) || mayBegin(written)) && !(isEnglish && PARTICIPLE.test(written)),
    joins: (word, before) =>
      joining?.has(word) === true || (isEnglish && ARTICLE.test(word) && joining?.has(before) === true),
    isVerb: (word, before) =>
      isEnglish &&
      (BEFORE_VERBS.test(before) || (word.endsWith("s") && isSubject(before))) &&
      mayBeVerb(word),
  };
}

/** Whether words amid sentences are capitalised, as captions made by machines may not be. */
function writesCapitals(sentences: { text: string }[]): boolean {
  const text = sentences
    .slice(0, SENTENCES_SEEN)
    .map((sentence) => sentence.text)
    .join("\n");
  const words = text.match(/ \p{L}/gu) ?? [];
  return words.filter((start) => /\p{Lu}/u.test(start)).length > words.length * SHARE_OF_CAPITALS;
}

const SENTENCES_SEEN = 100;
/** In German about a quarter of the words are nouns. */
const SHARE_OF_CAPITALS = 0.1;
const CAPITAL = /^\p{Lu}/u;

const ARTICLE = /^(?:the|an?)$/u;
const PARTICIPLE = /ed$/u;
/** Pronouns and auxiliaries. */
const BEFORE_VERBS =
  /^(?:to|not|please|let['’]?s|i|you|we|they|he|she|it|who|can|could|will|would|should|must|may|might|do|does|did|(?:do|does|did|ca|wo)n['’]t)(?:['’](?:ll|d|ve))?$/u;
const NUMBER = /^[\p{N}.,]+$/u;

/** A single character, or an inflection or particle in Hiragana. */
const TELLS_NOTHING = /^(?:.|\p{Script=Hiragana}+)$/u;
