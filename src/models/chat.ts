export type ChatMessage = { role: "system" | "user" | "assistant"; content: string };

/** What a chat model streams: text as it comes, and once, at the end, what it counted, where it says. */
export type ChatChunk =
  | { type: "text"; text: string }
  | { type: "usage"; promptTokens: number; completionTokens: number };

/**
 * Streams a completion. Throws a `ModelError` where the model fails (before or amid the text), and the signal's
 * reason when it is aborted, which also aborts the request to the provider.
 */
export type Complete = (
  messages: ChatMessage[],
  options: { maxTokens: number },
  signal: AbortSignal,
) => AsyncIterable<ChatChunk>;

export type ChatModel = { name: string; complete: Complete };
