import type { Turn } from "./answerer.ts";
import { guessLanguage } from "../../text/guess-language.ts";
import { contentWords } from "../../text/terms.ts";

/** Words that ask or point rather than name: a question of these alone gives nothing to search for. */
const ASKING_WORDS = new Set(
  [
    "about also again another anything come detail details differently difference else elaborate example examples exactly explain",
    "expand first further give go happen happened happens instance know last like many mean means meaning more much next other",
    "part please point purpose really reason reasons say says said saying second show simple simpler simply something step steps",
    "summarize summary tell thing things third true understand used video videos way went word words work works yes",
    "call called get getting good keep make makes matter matters need needed same one ones two three both latter former rest",
    "为什么 什么 怎么 怎么样 哪个 第二 例子 解释 なぜ どう どうして 何 です क्यों कैसे لماذا كيف",
    "warum wieso weshalb bitte erkläre erklären beispiel genauer mehr grund zweite erste dritte heißt bedeutet sagt sagen",
    "explica explicar ejemplo más significa segundo segunda primero primera tercero dice",
    "explique expliquer exemple plus signifie deuxième seconde premier première dit",
    "объясни пример подробнее значит почему зачем второй вторая первый",
  ].flatMap((line) => line.split(" ")),
);

/** The beginning of a question that goes on from the one before. */
const CONTINUING =
  /^(?:and|but|so|then|also|or|what about|how about|what else|really|such as|like what|for example|go on|und|aber|was ist mit|wie ist es mit|y|pero|entonces|et|mais|alors|а|и|но)(?![\p{L}\p{N}])/iu;

/** A word that stands for something said before; not one that points into its own sentence ("that", "there is"). */
const POINTING =
  /(?<![\p{L}\p{N}])(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|that|the (?:first|second|third|last|next|other|latter|former|same)(?: ones?|(?=\s*[?.!]*$))|which one|each one|er|sie|ihn|ihm|davon|dazu|damit|dafür|ello|eso|esto|ellos|cela|ça|celui-ci|celle-ci|ils|elles|это|этого|этом|он|она|они|его|её|их)(?![\p{L}\p{N}])/iu;

const MAX_CARRIED_WORDS = 12;
const MAX_TURNS_BACK = 4;

/**
 * A question with the content words of the questions that it follows up ("why?", "and the second one?"), back to one that
 * stands alone: a query where no model can rewrite the question. A question that stands alone is returned as it is.
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
export function isFollowUp(question: string): boolean {
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
