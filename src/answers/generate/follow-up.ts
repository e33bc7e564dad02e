import type { Turn } from "./answerer.ts";
import { contentWords } from "../../text/content-terms.ts";

/** Words that ask or point rather than name: a question with none but these says nothing to search for. */
const askingWords = new Set(
  [
    "about also again another anything come detail details differently difference else elaborate example examples exactly explain",
    "expand first further give go happen happened happens instance know last like many mean means meaning more much next other",
    "part please point purpose really reason reasons say says said saying second show simple simpler simply something step steps",
    "summarize summary tell thing things third true understand used video videos way went word words work works yes",
    "call called get getting good keep make makes matter matters need needed same one ones two three both latter former rest",
    "为什 什么 怎么 么样 哪个 第二 例子 解释 क्यों कैसे لماذا كيف",
    "warum wieso weshalb bitte erkläre erklären beispiel genauer mehr grund zweite erste dritte heißt bedeutet sagt sagen",
    "explica explicar ejemplo más significa segundo segunda primero primera tercero dice",
    "explique expliquer exemple plus signifie deuxième seconde premier première dit",
    "объясни пример подробнее значит почему зачем второй вторая первый",
  ].flatMap((line) => line.split(" ")),
);

/** A question that begins so goes on from the one before. */
const continuing =
  /^(?:and|but|so|then|also|or|what about|how about|what else|really|such as|like what|for example|go on|und|aber|was ist mit|wie ist es mit|y|pero|entonces|et|mais|alors|а|и|но)(?![\p{L}\p{N}])/iu;

/** A word that stands for something said before; not where it points into its own sentence ("that", "there is"). */
const pointing =
  /(?<![\p{L}\p{N}])(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|that|the (?:first|second|third|last|next|other|latter|former|same)(?: ones?|(?=\s*[?.!]*$))|which one|each one|er|sie|ihn|ihm|davon|dazu|damit|dafür|ello|eso|esto|ellos|cela|ça|celui-ci|celle-ci|ils|elles|это|этого|этом|он|она|они|его|её|их)(?![\p{L}\p{N}])/iu;

const carriedMaxWords = 12;
const turnsBack = 4;

/**
 * The question with the content words of the questions it follows up ("why?", "and the second one?"): what to search
 * for where no model can rewrite it. Goes back until a question stands alone. The question itself where it does.
 */
export function carryOver(question: string, history: Turn[]): string {
  const words: string[] = [];
  let follower = question;
  for (const { question: earlier } of history.slice(-turnsBack).toReversed()) {
    if (!isFollowUp(follower)) break;
    words.unshift(...carriedWords(earlier));
    follower = earlier;
  }
  const known = new Set(contentWords(question));
  const carried = [...new Set(words)].filter((word) => !known.has(word));
  return carried.length === 0 ? question : `${question} ${carried.slice(0, carriedMaxWords).join(" ")}`;
}

/** Names nothing, or names little and goes on from, or points to, what was said. */
export function isFollowUp(question: string): boolean {
  const naming = namingWords(question).length;
  if (naming === 0) return true;
  if (continuing.test(question.trim())) return naming <= 2;
  return pointing.test(question) && naming <= 2;
}

/** Where little is named, the words that ask may belong to a name ("the k-means algorithm"). */
function carriedWords(question: string): string[] {
  const naming = namingWords(question);
  return naming.length === 0 || naming.length > 2 ? naming : contentWords(question);
}

function namingWords(question: string): string[] {
  return contentWords(question).filter((word) => !askingWords.has(word));
}
