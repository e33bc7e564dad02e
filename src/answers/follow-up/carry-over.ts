import type { Turn } from "../generate/answerer.ts";
import { guessLanguage } from "../../text/language/guess-language.ts";
import { contentWords } from "../../text/terms.ts";

/** Words that ask or point rather than name: a question of these alone gives nothing to search for. */
const ASKING_WORDS = new Set(
  [
    "为什么 什么 怎么 怎么样 哪个 第二 例子 解释 なぜ どう どうして 何 です क्यों कैसे उदाहरण لماذا كيف مثال",
    "объясни пример подробнее значит почему зачем второй вторая первый",
    "perché esempio altro altra secondo spiega por exemplo outro outra segundo explica waarom voorbeeld andere tweede",
  ].flatMap((line) => line.split(" ")),
);

/** The beginning of a question that goes on from the one before. */
const CONTINUING =
  /^(?:а|и|но|e|ma|mas|en|maar|hoe zit het met|y)(?![\p{L}\p{N}])|^(?:那么?|それでは?|では|और|और क्या|و(?=\p{L}))/iu;

/** A word that stands for something said before. */
const POINTING =
  /(?<![\p{L}\p{N}])(?:это|этого|этом|он|она|они|его|её|их|esso|essa|questo|quello|isso|isto|ele|ela|het|dat|dit|hij|zij|它|这个?|那个?|それ|これ|यह|वह|इसका|هذا|ذلك)(?![\p{L}\p{N}])/iu;

const MAX_CARRIED_WORDS = 12;
const MAX_TURNS_BACK = 4;

/**
 * A question with the content words of the questions that it follows up ("why?", "and the second one?"), back to one that
 * stands alone: what languages without a grammar
 * are left with. A question that stands alone is returned as it is.
 */
export function carryOver(question: string, history: Turn[]): string {
  const words: string[] = [];
  let follower = question;
  for (const { question: earlier } of history.slice(-MAX_TURNS_BACK).toReversed()) {
    if (!isFollowUp(follower)) break;
    words.unshift(...carriedWords(earlier));
    follower = earlier;
  }
  const own = new Set(ownWords(question));
  const carried = [...new Set(words)].filter((word) => !own.has(word));
  return carried.length === 0 ? question : `${question} ${carried.slice(0, MAX_CARRIED_WORDS).join(" ")}`;
}

/** Whether a question names nothing, or names little and goes on from, or points to, what was said. */
function isFollowUp(question: string): boolean {
  const naming = namingWords(question).length;
  if (naming === 0) return true;
  if (CONTINUING.test(question.trim())) return naming <= 2;
  return POINTING.test(question) && naming <= 2;
}

/** The words that a follow-up takes over; of a question that names little, words of asking too ("the k-means algorithm"). */
function carriedWords(question: string): string[] {
  const naming = namingWords(question);
  return naming.length === 0 || naming.length > 2 ? naming : ownWords(question);
}

function namingWords(question: string): string[] {
  return ownWords(question).filter((word) => !ASKING_WORDS.has(word));
}

function ownWords(question: string): string[] {
  const guess = guessLanguage(question);
  return contentWords(question, guess?.isClear ? guess.language : "en");
}
