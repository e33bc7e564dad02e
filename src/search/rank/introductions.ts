import type { Steps } from "../../async/steps.ts";
import { countWords } from "../../text/words.ts";
import type { QuotedRun } from "./choose-quotes.ts";
import { SENTENCES_AT_ONCE, sentenceText, type Evidence } from "./evidence.ts";

const NAME = String.raw`(?<name>\p{L}[\p{L}\p{M}.'’-]*(?:\s+\p{L}[\p{L}\p{M}.'’-]*){0,2})`;
/** A question for a person by name, of three words at most: "Who is Ada Lovelace?" */
const ASKS_WHO = new RegExp(
  String.raw`^\W*(?:who(?:['’]s|\s+(?:is|was|are))|wer\s+(?:ist|war)|quién\s+(?:es|era)|qui\s+(?:est|était)|chi\s+(?:è|era))\s+${NAME}\W*$`,
  "iu",
);
/** A question for what people say of themselves as they tell their name: "What is Ada's job?" */
const ASKS_ABOUT_SPEAKER = [
  String.raw`tell\s+me\s+(?:more\s+)?about\s+${NAME}`,
  String.raw`what\s+does\s+${NAME}\s+do(?:\s+for\s+a\s+living)?`,
  String.raw`where\s+does\s+${NAME}\s+work`,
  String.raw`what(?:['’]s|\s+is)\s+${NAME}['’]s\s+(?:job|profession|occupation|role|position|title|background)`,
].map((asks) => new RegExp(String.raw`^\W*${asks}\W*$`, "iu"));
/** A question for whoever speaks. */
const ASKS_FOR_SPEAKER =
  /^\W*who(?:['’]s|\s+(?:is|are|was))?\s+(?:(?:the|this|it|that|you|your)\s+)*(?:speak(?:er|ing|s)|talk(?:ing|s)|present(?:er|ing|s)|host|narrat(?:or|ing)|instructor|lecturer|teacher)s?\b|\bwhat(?:['’]s|\s+is)\s+(?:the\s+)?(?:speaker|presenter|host|narrator|instructor|lecturer|teacher)(?:['’]s)?\s+name\b|^\W*(?:wer\s+(?:spricht|redet)|quién\s+habla|qui\s+parle|chi\s+parla)\b/iu;

const SAYS_NAME = String.raw`(?:my name(?:['’]s| is)|mein name ist|ich hei(?:ß|ss)e|me llamo|mi nombre es|je m['’]appelle|mon nom est|mi chiamo|il mio nome è)`;
const SAYS_BEING = String.raw`(?:i['’]m|i am|ich bin|soy|je suis|sono)`;
const TITLE = "dr|doctor|prof|professor|mr|mrs|ms|miss|sir|chef|coach|captain";
/** A name with capitals, and what follows one rather than an adjective ("I'm American and happy"). */
const NAME_ALONE = String.raw`\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}.]*)*\s*(?:[,.!?]|$|(?:from|with|here|at|von|aus|de|da)\s|(?:and|und|y|et|e)\s+(?:I|we|my|this|welcome|today|in|ich|wir)\b)`;
/** What people say who name themselves: "my name is", or "I'm" after a greeting. */
const INTRODUCES_SPEAKER = new RegExp(
  String.raw`(?<!\p{L})(?:[Hh]i|[Hh]ello|[Ww]elcome|[Hh]allo|[Hh]ola|[Bb]onjour|[Cc]iao)(?!\p{L})[^.!?]*\b(?:I['’]m|I am|[Ii]ch bin|[Ss]oy|[Jj]e suis|[Ss]ono)\s+${NAME_ALONE}`,
  "u",
);
const SAYS_OWN_NAME = new RegExp(String.raw`(?<!\p{L})${SAYS_NAME}\s+\p{L}`, "iu");

/** Transcripts whose introductions are quoted, at most. */
const MOST_QUOTES = 8;
/** A sentence with fewer words hardly says more than the name: who it is comes after. */
const MIN_WORDS = 6;

/**
 * Where a speaker whom a question asks for says who he is: the first place in each transcript. null where the question asks
 * for nobody, or nobody says so. Names are strange to encoders, so that "Who is Lisa?" is far from "My name is Lisa".
 */
export function* introductionSteps(question: string, found: Evidence[]): Steps<QuotedRun[] | null> {
  const introduces = introductionOf(question);
  if (introduces === null) return null;
  const quotes: QuotedRun[] = [];
  for (const evidence of found) {
    const { from } = evidence.index.sentences;
    for (const sentence of from.keys()) {
      if (sentence % SENTENCES_AT_ONCE === 0) yield;
      const text = sentenceText(evidence, sentence);
      if (!introduces(text)) continue;
      const isBare = countWords(text) < MIN_WORDS && sentence + 1 < from.length;
      quotes.push({ evidence, first: sentence, last: isBare ? sentence + 1 : sentence });
      break;
    }
  }
  return quotes.length === 0 ? null : quotes.slice(0, MOST_QUOTES);
}

/** Tells whether a sentence introduces the one whom a question asks for; null where it asks for nobody. */
function introductionOf(question: string): ((sentence: string) => boolean) | null {
  if (ASKS_FOR_SPEAKER.test(question))
    return (sentence) => INTRODUCES_SPEAKER.test(sentence) || SAYS_OWN_NAME.test(sentence);
  const who = nameIn(ASKS_WHO, question);
  if (who !== null) return saysName(who, String.raw`${SAYS_BEING}|this is`);
  const name = ASKS_ABOUT_SPEAKER.map((asks) => nameIn(asks, question)).find((found) => found !== null);
  return name === undefined ? null : saysName(name, SAYS_BEING);
}

const nameIn = (asks: RegExp, question: string): string | null =>
  asks.exec(question)?.groups!["name"]!.replace(/[.'’-]+$/u, "") ?? null;

/**
 * Tells whether a sentence says this name as that of whoever speaks, or after one of the words of `being`: these only where
 * the question writes the name with capitals, since others are right, late or going somewhere.
 */
function saysName(name: string, being: string): (sentence: string) => boolean {
  const words = name.split(/\s+/u).map((word) => RegExp.escape(word));
  const end = String.raw`${words.join(String.raw`\s+`)}(?![\p{L}'’])`;
  const afterName = new RegExp(
    String.raw`(?<!\p{L})${SAYS_NAME}\s+(?:\p{L}[\p{L}\p{M}.'’-]*\s+)?${end}`,
    "iu",
  );
  const afterBeing = new RegExp(
    String.raw`(?<!\p{L})(?:${being})\s+(?:(?:${TITLE})\.?\s+)?(?<first>\p{L}[\p{L}.]*\s+)?${end}`,
    "iu",
  );
  const isCapital = (text: string) => text.split(/\s+/u).every((word) => /^\p{Lu}/u.test(word));
  return (sentence) => {
    if (afterName.test(sentence)) return true;
    const found = isCapital(name) ? afterBeing.exec(sentence) : null;
    return found !== null && isCapital(found.groups!["first"]?.trim() ?? name);
  };
}
