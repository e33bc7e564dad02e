import type { ChatMessage, ChatModel } from "../models/chat.ts";
import type { RequestCount, RequestCounter } from "./request-counter.ts";

export type RequestOptions = {
  chat: ChatModel;
  countTokens: (text: string) => number;
  /** Called with what the provider counted in a request of these texts. */
  learnTokens?: ((texts: string[], promptTokens: number) => void) | undefined;
};

type Sent = { maxTokens: number; isOptional?: boolean; counter: RequestCounter };

/** Sends a request to the model, and counts it; `onText` gets the answer's text as it comes. */
export function requestText(
  options: RequestOptions,
  messages: ChatMessage[],
  { onText, ...sent }: Sent & { onText: (text: string) => void },
  signal: AbortSignal,
): Promise<void> {
  return send(options, messages, { ...sent, onText }, signal);
}

/**
 * Sends a request whose reply is no part of the answer's text, which can do without it, and counts it. Resolves to the reply.
 */
export async function requestReply(
  options: RequestOptions,
  messages: ChatMessage[],
  sent: Sent,
  signal: AbortSignal,
): Promise<string> {
  let reply = "";
  const onText = (text: string, count: RequestCount) => count.reply((reply += text));
  const request = (countPrompt: () => number) => {
    const count = sent.counter.request(countPrompt);
    count.reply(reply);
    return count;
  };
  await send(options, messages, { ...sent, isOptional: true, counter: { request }, onText }, signal);
  return reply;
}

async function send(
  { chat, countTokens, learnTokens }: RequestOptions,
  messages: ChatMessage[],
  {
    maxTokens,
    isOptional = false,
    counter,
    onText,
  }: Sent & { onText: (text: string, count: RequestCount) => void },
  signal: AbortSignal,
): Promise<void> {
  const count = counter.request(() => messages.reduce((sum, { content }) => sum + countTokens(content), 0));
  const request = { maxTokens, isOptional, onText: (text: string) => onText(text, count) };
  const counted = await chat.complete(messages, request, signal);
  if (!counted) return;
  count.usage(counted);
  learnTokens?.(
    messages.map(({ content }) => content),
    counted.promptTokens,
  );
}
