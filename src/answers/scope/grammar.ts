import { numeralsOf } from "../../text/numbers/numerals.ts";
import { foldLetters } from "./fold.ts";
import { NO_UNIT, UNIT } from "./times.ts";

/**
 * How a language asks about whole videos. Each is a list of phrases, parted by bars, in the syntax of regular expressions,
 * where a line may end behind a bar; accents do not matter, and ¤ is a video that the question names ("what is ¤ about").
 */
export type Phrases = {
  /** Asks for a summary, the main points, an outline. */
  whole: string;
  /** Compares; counts only where videos are named. */
  compare: string;
  /** Asks for all of something. */
  list: string;
  /** Asks what is said or shown, before a time. */
  says: string;
  beginning: string;
  end: string;
  middle: string;
  /** Greetings, thanks, and questions about who answers. */
  chat: string;
  /** What may stand beside all of these without making a question one about something. */
  filler: string;
  /** Names of a video. */
  video: string;
  /** Names of several. */
  videos: string;
  /** "Both", "these two": with several videos, these are compared. */
  both: string;
  /** Stands for several videos that were spoken of: "them", "these two"; and "each other". */
  they: string;
  /** Asks to compare, at the beginning: what follows may be videos by single words of their titles. */
  contrast: string;
  /** Before what videos are compared by: "on", "regarding". */
  regarding: string;
  /** Asks what someone says, whose name is the group `name`, written {name}. Empty where a language has no capitals. */
  saidBy: string;
  /** Someone says something about something: to sum that up is not to sum up a video. */
  saidAbout: string;
  /** Names of a video that are verbs there: "she talks about". */
  verb?: string;
  /** Stands for a video's name: "the one about …". Empty where a language has no such word. */
  one: string;
  /** "First", "second", up to five. */
  ordinals: string[];
  last: string;
  /** Two, as in "the first two". */
  two: string;
  three: string;
  /** Stands before the name of a video. Empty where a language needs none. */
  articles: string;
  /** Joins two videos: "and", "with". */
  and: string;
  /** Stands between a video and what it is about: "about", "on". */
  about: string;
  /** The same behind what it is about, in languages that put it before the video. */
  ofBefore: string;
  /** The same with what it is about, as the group `topic`, where no title has it. */
  topicBefore: string;
  /** Stands for a video's name behind what it is about: "the compost one". */
  topicOne: string;
  /** Words that end what a video is said to be about, or cannot be part of it. */
  notTopic: string;
  /** Long words of the above, which are known with a typo too. */
  keywords: string;
  /** Whether words are written without spaces between them. */
  isUnspaced?: true;
  /** Whether a video is named without an article before it. */
  hasNoArticles?: true;
  /** Whether all nouns have capitals, not only names. */
  hasCapitalNouns?: true;
  /** Whether what a video is about stands behind it alone. */
  isTopicBehind?: true;
};

export type Grammar = {
  [
    Name in
      | "whole"
      | "compare"
      | "list"
      | "says"
      | "asks"
      | "beginning"
      | "end"
      | "middle"
      | "chat"
      | "filler"
      | "videos"
      | "both"
      | "they"
      | "contrast"
      | "regarding"
      | "saidBy"
      | "saidAbout"
      | "and"
  ]: RegExp;
} & {
  /** ISO 639-1. */
  language: string;
  phrases: Phrases;
  /** A video as it is named by its place, by what stands before it, or not at all. */
  reference: RegExp;
  /** A video that is named by its place alone ("the last one"): it may be something else. */
  elided: RegExp;
  ordinals: RegExp[];
  last: RegExp;
  firstTwo: RegExp;
  lastTwo: RegExp;
  three: RegExp;
  counted: RegExp;
  /** The first or last part of a video: "the last five minutes". */
  span: RegExp;
  names: RegExp;
  article: RegExp;
  verb: RegExp;
  aboutNext: RegExp;
  beforeVideo: RegExp;
  notTopic: RegExp;
  keywords: string[];
};

export function compileGrammar(language: string, written: Phrases): Grammar {
  const phrases = unwrap(written);
  const {
    isUnspaced,
    hasNoArticles,
    isTopicBehind,
    articles,
    video,
    videos,
    one,
    ordinals,
    last,
    two,
    and,
    about,
    topicBefore,
    topicOne,
    notTopic,
  } = phrases;
  const space = isUnspaced ? " ?" : " ";
  const phrase = (source: string, flags = "gu"): RegExp => {
    const folded = foldLetters(source === "" ? "(?!)" : source);
    return new RegExp(isUnspaced ? `(?:${folded})` : `${START}(?:${folded})${STOP}`, flags);
  };
  const nth = `(?:${[...ordinals, last].join("|")})`;
  const article = articles === "" ? "" : `(?:${articles})${space}`;
  const optionalArticle = articles === "" ? "" : `(?:${article})?`;
  const nths = `${nth}(?:${space}(?:${and})${space}${optionalArticle}${nth})*`;
  const count = `(?:${two}|[2-9])`;
  const names = `(?:${videos}|${video})`;
  const theOne = one === "" ? "(?!)" : one;
  const topic =
    isUnspaced || isTopicBehind
      ? "(?!)"
      : `(?:(?!(?:${notTopic}|${nth}|${articles || "(?!)"}) )[^\\s,;:.?!()¤]+ ){1,4}?`;
  const digits = `[1-9][0-9]?(?![:.]?[0-9]|[a-z])${NO_UNIT}`;
  // "Video two", where nothing follows that it may count.
  const numeral = `(?:${digits}|(?:${cardinalsOf(language).join("|") || "(?!)"})(?= ?(?:[,.?!&]|$|(?:${and}) )))`;
  const joint = `(?: ?[,&–-] ?| (?:through|bis) | ?,? (?:${and}) |(?:${isUnspaced ? and : "(?!)"}))(?:(?:${VIDEO}) ?)?(?:(?:${NUMBER_SIGN}) ?)?`;
  const [first, second] = ordinals;
  const many = isUnspaced ? "(?<count>[0-9]+|[一二两兩三四五六八十几数數])" : "(?<count>[^\\s,;:.?!¤]+)";
  // Behind an article; behind a number; or before one: "the Turing video", "second video", "video 2".
  const reference = [
    `${optionalArticle}${nths}${space}(?:${count}${space})?${names}`,
    `${optionalArticle}(?:${count}${space}${nth}|${nth}${space}${count})${space}${names}`,
    `${optionalArticle}${names}${space}${nth}`,
    `${optionalArticle}(?:${VIDEO}) ?(?:(?:${NUMBER_SIGN}) ?)?(?<numbers>${numeral}(?:${joint}${numeral})*)`,
    ...(topicBefore === "" ? [] : [`${topicBefore}${space}${names}`]),
    `${article}(?:${count}${space})?(?<topic>${topic})??${names}`,
    ...(topicOne === "" ? [] : [`${article}(?<topic>${topic})(?<one>${topicOne})`]),
    ...(hasNoArticles
      ? [names]
      : [`(?<bare>${names})(?= (?:${about}) )`, `${optionalArticle}(?<one>${theOne})(?= (?:${about}) )`]),
  ].join("|");
  return {
    language,
    phrases,
    whole: phrase(phrases.whole),
    compare: phrase(phrases.compare),
    list: phrase(phrases.list, "u"),
    says: phrase(phrases.says),
    asks: phrase(`${phrases.says}|${phrases.whole}`),
    beginning: phrase(phrases.beginning),
    end: phrase(phrases.end),
    chat: phrase(phrases.chat),
    filler: phrase(`${phrases.filler}|${names}|${theOne}|${and}`),
    videos: phrase(videos, "u"),
    both: phrase(phrases.both, "u"),
    and: phrase(and),
    reference: phrase(reference),
    elided: phrase(
      `${optionalArticle}(?:${count}${space}${nth}|${nth}${space}${count})(?!${space}[\\p{L}\\p{M}])|(?<!/)${optionalArticle}${nths}(?:${space}(?:${theOne}))?`,
    ),
    counted: new RegExp(VIDEO, "u"),
    three: phrase(phrases.three, "u"),
    span: phrase(
      [
        `${optionalArticle}(?:(?<first>${first})|(?<second>${second})|${last})${space}(?:${many}${space})?${UNIT}`,
        `${optionalArticle}${many}${space}(?:(?<first>${first})|${last})${space}${UNIT}`,
        `${optionalArticle}${UNIT}${space}(?:${many}${space})?(?:(?<first>${first})|(?<second>${second})|${last})`,
      ].join("|"),
      "u",
    ),
    names: phrase(names),
    article: new RegExp(`^(?:${foldLetters(articles || "(?!)")})$`, "u"),
    verb: new RegExp(`(?:${foldLetters(phrases.verb ?? "(?!)")})$`, "u"),
    middle: phrase(phrases.middle),
    they: phrase(phrases.they),
    contrast: phrase(phrases.contrast, "u"),
    regarding: phrase(phrases.regarding, "u"),
    saidBy: phrase(phrases.saidBy.replaceAll("{name}", NAME)),
    saidAbout: phrase(phrases.saidAbout, "u"),
    ordinals: ordinals.map((ordinal) => phrase(ordinal, "u")),
    last: phrase(last, "u"),
    firstTwo: phrase(`(?:${ordinals[0]})${space}${count}|${count}${space}(?:${ordinals[0]})`, "u"),
    lastTwo: phrase(`(?:${last})${space}${count}|${count}${space}(?:${last})`, "u"),
    aboutNext: new RegExp(`^ ?(?:${foldLetters(about)})${space}(?:(?:${foldLetters(articles)}) )?`, "u"),
    beforeVideo: new RegExp(`(?:${foldLetters(phrases.ofBefore || "(?!)")}) ?$`, "u"),
    notTopic: new RegExp(`^(?:${foldLetters(notTopic)})$`, "u"),
    keywords: foldLetters(written.keywords).trim().split(/\s+/u),
  };
}

/** Phrases as patterns of one line. */
function unwrap(phrases: Phrases): Phrases {
  const entries = Object.entries(phrases).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replace(/\n\s*/gu, "") : value,
  ]);
  return Object.fromEntries(entries) as Phrases;
}

const START = String.raw`(?<![\p{L}\p{M}\p{N}'])`;
const STOP = String.raw`(?![\p{L}\p{M}\p{N}])`;
/** A number counts the videos of the session only behind this word: a series has numbers of its own ("lecture 6"). */
const VIDEO = "videos?|видео|वीडियो|動画|ビデオ|视频|視頻|الفيديو|فيديو";
/** The words for 1 to 12. */
function cardinalsOf(language: string): string[] {
  const phrases = [...(numeralsOf(language)?.phrases ?? [])];
  return phrases.flatMap(([word, { value, isOrdinal }]) =>
    !isOrdinal && value > 0 && value <= 12 && /^\p{L}{3,}$/u.test(word) ? word : [],
  );
}

/** Some words, be they of several people. */
const NAME = "(?<name>[^\\s,;:.?!¤]+(?: [^\\s,;:.?!¤]+){0,4}?)";
const NUMBER_SIGN = "#|no|nr|num|number|nummer|numero|номер|नंबर|رقم";
