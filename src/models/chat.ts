export type ChatMessage = { role: "system" | "user" | "assistant"; content: string };

/** Tokens, as the model's provider counted them. */
export type ChatUsage = { promptTokens: number; completionTokens: number };

export type ChatOptions = {
  maxTokens: number;
  /** Whether the answer can do without it. */
  isOptional?: boolean;
  /** Called with the text as it comes. A callback, not an iterator, since every token of every answer passes here. */
  onText: (text: string) => void;
};

/**
 * Streams a completion. Resolves at its end to the usage that the provider reports, null where it reports none. Rejects
 * with a `ModelError` where the model fails (before or amid the text), and with the signal's reason when it is aborted,
 * which also aborts the request to the provider.
 */
export type Complete = (
  messages: ChatMessage[],
  options: ChatOptions,
  signal: AbortSignal,
) => Promise<ChatUsage | null>;

export type ChatModel = { name: string; complete: Complete };
