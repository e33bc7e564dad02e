import type { ChatMessage } from "../models/chat.ts";

export type PromptOptions = {
  maxPromptTokens: number;
  countTokens: (text: string) => number;
  /** The code of the fence around the passages: unguessable, so that no transcript can forge it. Given only by tests. */
  nonce?: string;
};

/** Providers add some tokens to each message for its role. */
export const MESSAGE_TOKENS = 6;

/** The tokens of messages, with those that providers add for roles. */
export function promptTokens(
  messages: ChatMessage[],
  { countTokens }: Pick<PromptOptions, "countTokens">,
): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content) + MESSAGE_TOKENS, 0);
}

/** The text without anything that can pass for our fence, for a passage's number or for a control token of a chat template. */
export const asData = (text: string, nonce: string): string =>
  withoutControlTokens(text.replaceAll(nonce, "").replace(/[[【［]\s*(\p{Nd}+)\s*[\]】］]/gu, "($1)"));

/**
 * The text without the control tokens of chat templates, by which a model would take what follows for another's turn. Not
 * by a list, which is never whole: whatever is written like one loses its form by a space, or by round brackets. Tokenizers
 * take tokens only where they are written exactly, though some fold full-width characters before.
 */
export const withoutControlTokens = (text: string): string =>
  text
    .replace(OPENING_BAR, "$1 $2")
    .replace(CLOSING_BAR, "$1 $2")
    .replace(TAG, "$1 $2")
    .replace(CAPITALS, "($1)");

/** `<|im_start|>`, `<|eot_id|>`, and DeepSeek's with full-width bars. */
const OPENING_BAR = /([<＜])([|｜])/g;
const CLOSING_BAR = /([|｜])([>＞])/g;
/** `<s>`, `</s>`, `<bos>`, `<start_of_turn>`, `<<SYS>>`, `<fim-prefix>`, `<extra_id_0>`. */
const TAG = /([<＜])(\/?[\p{L}\p{N}_-]+[>＞])/gu;
/** `[INST]`, `[/INST]`, `[AVAILABLE_TOOLS]`; Llama's in small letters too. */
const CAPITALS = /[[［](\/?(?:[A-Z][A-Z_]+|inst|sys))[\]］]/g;

// oxlint-disable-next-line no-control-regex
const SPACES = /[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** White space that `SPACES` would change: most passages have thousands of single spaces and none of it. */
// oxlint-disable-next-line no-control-regex
const UNFOLDED = /[^\S ]|[\u0000-\u001f\u007f-\u009f]| {2}/;

export function oneLine(text: string, maxChars = Number.POSITIVE_INFINITY): string {
  const line = (UNFOLDED.test(text) ? text.replace(SPACES, " ") : text).trim();
  return line.length <= maxChars ? line : `${line.slice(0, maxChars).replace(/[\ud800-\udbff]$/, "")}…`;
}
