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
export function promptTokens(messages: ChatMessage[], { countTokens }: PromptOptions): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content) + MESSAGE_TOKENS, 0);
}

/** The text without anything that can pass for our fence, for a passage's number or for a control token of a chat template. */
export function asData(text: string, nonce: string): string {
  return text
    .replaceAll(nonce, "")
    .replace(/[[【［]\s*(\p{Nd}+)\s*[\]】］]/gu, "($1)")
    .replaceAll("<|", "< |")
    .replaceAll("|>", "| >")
    .replace(/\[(\/?(?:INST|SYS))\]/gi, "($1)");
}

// oxlint-disable-next-line no-control-regex
const SPACES = /[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** White space that `SPACES` would change: most passages have thousands of single spaces and none of it. */
// oxlint-disable-next-line no-control-regex
const UNFOLDED = /[^\S ]|[\u0000-\u001f\u007f-\u009f]| {2}/;

export function oneLine(text: string, maxChars = Number.POSITIVE_INFINITY): string {
  const line = (UNFOLDED.test(text) ? text.replace(SPACES, " ") : text).trim();
  return line.length <= maxChars ? line : `${line.slice(0, maxChars).replace(/[\ud800-\udbff]$/, "")}…`;
}
