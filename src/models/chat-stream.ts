import { createParser } from "eventsource-parser";
import { APIError } from "openai";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { ChatChunk } from "./chat.ts";
import { ModelError } from "./model-error.ts";
import type { StreamGuard } from "./stream-guard.ts";

/** How long the usage may come after the last word, and the end of the body after `[DONE]`, in milliseconds. */
const usageGraceMs = 1000;
const endGraceMs = 50;
/** An event is some hundred bytes. */
const maxEventLength = 1_000_000;

/**
 * The text and usage of a streamed completion. Words that came in one read are yielded as one chunk. A stream that
 * ends or breaks before it has said why it finished throws, and so does one that ends in `content_filter`; `length`,
 * or text beyond `maxLength` characters (of servers that ignore the limit of tokens), is an end like any other.
 */
export async function* readChatStream(
  body: ReadableStream<Uint8Array>,
  maxLength: number,
  guard: StreamGuard,
): AsyncGenerator<ChatChunk> {
  const events = createEventReader(guard);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let length = 0;
  while (length <= maxLength) {
    const bytes = await read(reader, events.finished);
    if (!bytes) break;
    events.feed(decoder.decode(bytes, { stream: true }));
    const text = events.takeText();
    length += text.length;
    if (text) yield { type: "text", text };
    const failure = events.failure();
    if (failure) throw failure;
  }
  if (!events.finished() && length <= maxLength) throw cut();
  const usage = events.usage();
  if (usage) yield usage;
}

/** undefined at the end. Once the answer is complete, a connection that breaks takes nothing from it. */
async function read(reader: ReadableStreamDefaultReader<Uint8Array>, finished: () => boolean) {
  try {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  } catch (error) {
    if (finished()) return undefined;
    throw error;
  }
}

/** Takes the events of a completion apart; many tokens a second go through here. */
function createEventReader(guard: StreamGuard) {
  let text = "";
  let finished = false;
  let failure: unknown;
  let usage: Extract<ChatChunk, { type: "usage" }> | undefined;

  function take(data: string) {
    if (data === "[DONE]") {
      if (finished) guard.finishWithin(endGraceMs);
      return;
    }
    const event = JSON.parse(data) as Partial<ChatCompletionChunk> & { error?: object };
    if (event.error) throw new APIError(undefined, event.error, undefined, undefined);
    if (event.usage) {
      const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = event.usage;
      usage = { type: "usage", promptTokens, completionTokens };
    }
    const choice = event.choices?.[0];
    if (!choice) return;
    const delta = choice.delta as Delta | undefined;
    if (delta?.content) text += delta.content;
    if (delta?.content || delta?.reasoning_content || delta?.reasoning) guard.progress();
    if (!choice.finish_reason) return;
    if (choice.finish_reason === "content_filter") throw filtered();
    finished = true;
    guard.finishWithin(usageGraceMs);
  }

  const parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent: ({ data }) => {
      if (failure) return;
      try {
        take(data);
      } catch (error) {
        failure = error;
      }
    },
    onError: (error) => {
      if (error.type !== "unknown-field" && error.type !== "invalid-retry") failure ??= error;
    },
  });

  return {
    feed: (chunk: string) => parser.feed(chunk),
    takeText: () => {
      const taken = text;
      text = "";
      return taken;
    },
    finished: () => finished,
    failure: () => failure,
    usage: () => usage,
  };
}

/** Models that reason show it in fields of their own, by server. */
type Delta = { content?: string | null; reasoning_content?: string | null; reasoning?: string | null };

function cut() {
  return new ModelError("MODEL_UNAVAILABLE", "The model broke off amid its answer", { retryable: true });
}

function filtered() {
  return new ModelError("MODEL_REJECTED", "The model's provider withheld the answer", { retryable: false });
}
