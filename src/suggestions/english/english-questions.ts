import { isFiller } from "../../search/index/cut/filler.ts";
import { flagsOf, isCommonWord } from "../../text/english/known-words.ts";
import type { AnswerPlace, MadeQuestion, SentenceQuestion, TitleQuestion } from "../question-candidate.ts";
import { askedQuestion } from "./asked-question.ts";
import { announcedQuestion, ANNOUNCES } from "./patterns/announced-question.ts";
import { PATTERNS } from "./patterns/patterns.ts";
import { readStatement, type CaseOf, type Usage } from "./read-sentence.ts";
import { whyOf } from "./patterns/reasons.ts";
import { topicQuestions } from "./topics.ts";
import { titleQuestions } from "./title-questions.ts";
import { UNIQUE } from "./words.ts";

export type EnglishQuestions = { ofSentences: SentenceQuestion[]; ofTitles: TitleQuestion[] };

const MOST_WORDS = 45;
const FEWEST_WORDS = 5;

/** The questions that the sentences of an English transcript answer, or ask themselves, and those about its chapters' titles. */
export function englishQuestions(sentences: string[], titles: string[]): EnglishQuestions {
  const whole = sentences.join(" ");
  const usage: Usage = {
    caseOf: caseIn(sentences),
    isCounted: countedIn(whole),
    isRepeated: repeatedIn(whole),
  };
  const isAdvertised = advertisedSentences(sentences);
  const ofSentences = sentences.flatMap((text, sentence): SentenceQuestion[] => {
    const count = text.split(/\s+/u).length;
    if (isAdvertised[sentence] || count > MOST_WORDS || count < FEWEST_WORDS) return [];
    return questionsOf(text, sentences[sentence + 1] ?? "", usage)
      .filter(({ question }) => isReadable(question))
      .map(({ isNext, weight, ...made }) => ({
        ...made,
        weight: weight * clarity(made.question) * (ENDS.test(text) ? 1 : UNPUNCTUATED),
        sentence: isNext ? sentence + 1 : sentence,
      }));
  });
  const ofTopics = topicQuestions(
    sentences,
    (sentence) =>
      isAdvertised[sentence] === 1 || isFiller(sentences[sentence]!) || SHOWS.test(sentences[sentence]!),
    usage,
  )
    .filter(({ question }) => isReadable(question))
    .map((made) => ({
      ...made,
      weight:
        made.weight * clarity(made.question) * (ENDS.test(sentences[made.sentence]!) ? 1 : UNPUNCTUATED),
    }));
  return {
    ofSentences: [...ofSentences, ...ofTopics],
    ofTitles: titleQuestions(titles, sentences, usage.caseOf),
  };
}

const IS_QUESTION = /\?["'”’)]*$/u;
/** What is shown, not said. */
const SHOWS =
  /\b(?:right here|over here|right there|over there|like this|like that|this one|that one|as you can see|you can see|on the (?:screen|board|slide)|down here|up here)\b/iu;
/** Signs, single letters and sounds are no words of a question. */
const UNREADABLE =
  /[=^<>+*/\\_[\]{}|#@"“”()]|(?<![\p{L}\p{N}'’])(?![aAI])\p{L}(?![\p{L}\p{N}'’.])|\b(?:um|uh|er|the the|a a|is is|to to|of of)\b|(?<= )(?:A|The|An|And|Of)(?= )|\p{N}+\.\p{N}{3,}|\b\p{L}\p{N}\b|^How \p{L}+n't /u;
/** What no question ends with. */
const OPEN =
  /(?<!\b(?:lead|equal|relate|refer|related|belong|happens?|happened|listen|due)) (?:to|the|an?|and|or|is|are|your|than|when|if|not|be|been|up to)\?$/iu;
const isReadable = (question: string): boolean =>
  !UNREADABLE.test(question) && !OPEN.test(question) && question.split(" ").length <= 16;
const ENDS = /[.!?…]["'”’)]*$/u;
/** What a question counts that was made from words whose sentences only pauses tell apart. */
const UNPUNCTUATED = 0.85;

/** Less than 1 where a question speaks of "the hammer", which may be one that only the video knows. */
function clarity(question: string): number {
  const definite =
    /\bthe (\p{Ll}+)(?=\?| (?:is|are|to|for|when|if|from|with|by|on|at|in|and|or|go|goes|come|comes|get)\b)/u.exec(
      question,
    );
  return definite === null || UNIQUE.has(definite[1]!) ? 1 : 0.7;
}
const REASON_FOLLOWS = /^(?:and )?(?:that['’]s|this is|it['’]s|that is) because\b/iu;

type Made = MadeQuestion & { answer: AnswerPlace; isNext?: boolean };

function questionsOf(text: string, next: string, usage: Usage): Made[] {
  if (IS_QUESTION.test(text)) {
    const asked = askedQuestion(text);
    return asked ? [{ ...asked, answer: "behind" }] : [];
  }
  const line = text.replaceAll(/\s+/gu, " ");
  const isSaid = !SHOWS.test(line) && !isFiller(text);
  const patterns = isSaid ? PATTERNS.filter(({ needs }) => needs.test(line)) : [];
  const isExplained = isSaid && REASON_FOLLOWS.test(next);
  const isAnnounced = ANNOUNCES.test(line);
  if (patterns.length === 0 && !isExplained && !isAnnounced) return [];
  const statement = readStatement(line, usage);
  const made: Made[] = [];
  for (const { ask } of patterns) {
    const question = ask(statement);
    if (question) made.push({ ...question, answer: "sentence" });
  }
  const why = isExplained ? whyOf(statement) : undefined;
  if (why) made.push({ ...why, answer: "sentence", isNext: true });
  const announced = isAnnounced ? announcedQuestion(statement) : undefined;
  if (announced) made.push({ ...announced, answer: "anywhere" });
  return made;
}

/** Words are written as mostly amid the sentences of the transcript; one that only begins some, as dictionaries have it. */
function caseIn(sentences: string[]): CaseOf {
  const capitals = new Map<string, number>();
  for (const text of sentences)
    for (const [word] of text.matchAll(/(?<=[\p{L},;'’] )\p{L}[\p{L}'’]*/gu)) {
      const small = word.toLowerCase();
      capitals.set(small, (capitals.get(small) ?? 0) + (word === small ? -1 : 1));
    }
  return (word, isName) => {
    const small = word.toLowerCase();
    if (!/^\p{Lu}[\p{Ll}'’-]*$/u.test(word) || small === "i") return word;
    const more = capitals.get(small);
    if (more !== undefined) return more > 0 ? word : small;
    return !isName && (isCommonWord(small) || flagsOf(word) === undefined) ? small : word;
  };
}

function countedIn(whole: string): Usage["isCounted"] {
  return memoized((noun) =>
    new RegExp(String.raw`\ban? (?:\p{L}+ ){0,2}?${RegExp.escape(noun)}\b`, "iu").test(whole),
  );
}

function repeatedIn(whole: string): Usage["isRepeated"] {
  const small = whole.toLowerCase();
  return memoized((phrase) => small.split(phrase.toLowerCase().replace(/^(?:an?|the) /u, "")).length > 2);
}

function memoized(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const found = known.get(text) ?? test(text);
    known.set(text, found);
    return found;
  };
}

/** What begins or ends an advertisement of some sentences. */
const ADVERTISEMENT =
  /\bbrought to you by\b|\bsponsor|\bpromo code\b|\bdiscount code\b|\.(?:com|ai|io)\/|\bfree trial\b|\b(?:percent|%) off\b|\btrusted by\b|\btell you about (?:a|an|our|this) (?:product|company|sponsor|tool|app)\b|\b(?:learn more|sign up|check (?:it|them) out) at\b|\bget started (?:today|for free)\b/iu;
const BEFORE = 6;
const AFTER = 12;
/** What is asked of viewers in a sentence. */
const REQUEST =
  /\.com\b|\bdot com\b|\bsign up\b|\bpatreon\b|\bsubscribe\b|\bnewsletter\b|\bdescription below\b/iu;

/** The sentences of advertisements, and requests. */
function advertisedSentences(sentences: string[]): Uint8Array {
  const advertised = new Uint8Array(sentences.length);
  for (const [at, text] of sentences.entries()) {
    if (REQUEST.test(text)) advertised[at] = 1;
    if (ADVERTISEMENT.test(text)) advertised.fill(1, Math.max(0, at - BEFORE), at + AFTER + 1);
  }
  return advertised;
}
