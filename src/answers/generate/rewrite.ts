import type { ChatMessage } from "../../models/chat.ts";
import type { AskedQuestion, StandaloneQuestion, Turn } from "./answerer.ts";
import { askedLanguage } from "./asked-language.ts";
import { oneLine, promptTokens, withoutControlTokens, type PromptOptions } from "../prompt-text.ts";
import { withoutMarkers } from "./prompt.ts";

const RULES = `Rewrite the user's last question so that it can be understood without the conversation before it: replace what refers to earlier turns by what it stands for. Keep its language and its meaning, add nothing, do not answer it. Where it stands alone already, repeat it as it is. Reply with the question only, on one line.`;

const MAX_TURNS = 4;
const MAX_CHARS = 600;
/** Most languages that one question is translated to. */
const MAX_TRANSLATIONS = 3;

/**
 * The languages of the transcripts that a question is to be translated to. Where some are in its own language, that takes
 * no request of its own: only a question that is rewritten anyway is translated too.
 */
export function languagesToTranslateTo({ question, history, languages }: AskedQuestion): string[] {
  const asked = askedLanguage(question, history, languages);
  if (!asked.isClear) return [];
  if (languages.includes(asked.language) && history.length === 0) return [];
  return languages.filter((language) => language !== asked.language).slice(0, MAX_TRANSLATIONS);
}

/**
 * The messages that ask for a question that stands alone, and for its translations. Of the history, the last four turns,
 * shortened: the newest that fit within `maxPromptTokens`. Rules and question are always whole, whatever they take.
 */
export function buildRewritePrompt(
  question: string,
  history: Turn[],
  translateTo: string[],
  options: PromptOptions,
): ChatMessage[] {
  const turns = history
    .slice(-MAX_TURNS)
    .map(
      (turn) => `User: ${oneLine(turn.question, 500)}\nAnswer: ${oneLine(withoutMarkers(turn.answer), 600)}`,
    )
    .map(withoutControlTokens);
  const rules = RULES + translationRules(translateTo);
  for (;;) {
    const conversation = turns.length > 0 ? `Conversation:\n${turns.join("\n")}\n\n` : "";
    const messages: ChatMessage[] = [
      { role: "system", content: rules },
      { role: "user", content: `${conversation}Last question: ${withoutControlTokens(question)}` },
    ];
    if (turns.length === 0 || promptTokens(messages, options) <= options.maxPromptTokens) return messages;
    turns.shift();
  }
}

function translationRules(translateTo: string[]): string {
  if (translateTo.length === 0) return "";
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const lines = translateTo.map(
    (language) => `"${language}: " and its translation to ${names.of(language) ?? language}`,
  );
  return ` Then, each on a line of its own: ${lines.join("; ")}.`;
}

/** What a reply gives of the question and its translations; the question as it is where the reply is of no use. */
export function readRewrite(reply: string, question: string, translateTo: string[]): StandaloneQuestion {
  const isUseful = (text: string) =>
    text.length <= Math.max(MAX_CHARS, 2 * question.length) && /[\p{L}\p{N}]/u.test(text);
  const translations = new Map<string, string>();
  let standalone: string | null = null;
  for (const line of reply.split("\n").map((each) => each.trim())) {
    const [, tag, text] = /^["'*\-\s]*([a-z]{2,3})["'*]*\s*[:：]\s*(.+)$/iu.exec(line) ?? [];
    const language = tag?.toLowerCase();
    if (language !== undefined && text !== undefined && translateTo.includes(language)) {
      const translation = withoutMarks(text);
      if (isUseful(translation) && !translations.has(language)) translations.set(language, translation);
    } else if (line !== "") standalone ??= withoutMarks(line.replace(LABEL, ""));
  }
  return {
    question: standalone !== null && isUseful(standalone) ? standalone : question,
    translations,
  };
}

const LABEL = /^(?:(?:rewritten|standalone|last)\s+)?question\s*:\s*/i;

const withoutMarks = (text: string): string => text.replace(/^["“«](.*)["”»]$/u, "$1").trim();
