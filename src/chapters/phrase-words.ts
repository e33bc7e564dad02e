import { mayBeginNounPhrase, mayBeNoun, mayBeVerb } from "../text/english/noun-phrases.ts";
import { canonicalLanguage } from "../text/languages.ts";
import { createTerms } from "../text/terms.ts";

/** What a word may do in a title; all is for words in lower case. */
export type PhraseWords = {
  mayBegin(word: string): boolean;
  mayEnd(word: string): boolean;
  /** Whether a word may stand behind the first of a phrase, before its last. */
  mayStandInside(word: string): boolean;
  /** Whether a stop word may join two words of a phrase, behind the word `before`: "proof of work". */
  joins(word: string, before: string): boolean;
  /** Whether a word is a verb behind the word `before`, which is in no phrase: "we look". */
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
    whether whose since ever another nobody plus minus equals equal somewhere become becomes thank thanks welcome subscribe link`,
  es: `cosa cosas bueno pues entonces vale ejemplo vídeo video manera forma gente tipo poco mucho verdad vez veces parte`,
  fr: `chose choses truc trucs bon ben voilà exemple vidéo manière façon gens genre peu fois partie fait coup accord`,
  ja: `もの こと これ それ 皆さん 動画 今回 場合 感じ 今日`,
  zh: `东西 時候 时候 大家 今天 视频 影片 一个 一個 这个 這個 那个 那個 就是 然后 然後 什么 什麼 我们 我們 可以`,
};

export function phraseWordsOf(language: string): PhraseWords {
  const base = canonicalLanguage(language);
  const joining = JOINING.get(base);
  const empty = new Set(EMPTY[base]?.split(/\s+/u));
  const isEnglish = base === "en";
  const termsOf = createTerms(language);
  const tells = (word: string) =>
    !empty.has(word) && !TELLS_NOTHING.test(word) && !NUMBER.test(termsOf(word)[0] ?? "");
  const mayEnd = (word: string) => tells(word) && (!isEnglish || mayBeNoun(word));
  const mayBegin = (word: string) => tells(word) && (!isEnglish || mayBeginNounPhrase(word));
  return {
    mayBegin,
    mayEnd,
    mayStandInside: (word) => (mayEnd(word) || mayBegin(word)) && !(isEnglish && PARTICIPLE.test(word)),
    joins: (word, before) =>
      joining?.has(word) === true || (isEnglish && ARTICLE.test(word) && joining?.has(before) === true),
    isVerb: (word, before) => isEnglish && BEFORE_VERBS.test(before) && mayBeVerb(word),
  };
}

const ARTICLE = /^(?:the|an?)$/u;
const PARTICIPLE = /ed$/u;
/** Pronouns and auxiliaries. */
const BEFORE_VERBS =
  /^(?:to|not|please|let['’]?s|i|you|we|they|he|she|it|who|can|could|will|would|should|must|may|might|do|does|did|(?:do|does|did|ca|wo)n['’]t)(?:['’](?:ll|d|ve))?$/u;
const NUMBER = /^[\p{N}.,]+$/u;

/** A single character, or an inflection or particle in Hiragana. */
const TELLS_NOTHING = /^(?:.|\p{Script=Hiragana}+)$/u;
