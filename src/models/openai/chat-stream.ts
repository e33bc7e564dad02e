import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import { APIError } from "openai";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { ChatUsage } from "../chat.ts";
import { ModelError } from "../model-error.ts";
import type { StreamGuard } from "./stream-guard.ts";

/** The wait for the usage after the last word, and for the end of the body after `[DONE]`. */
const USAGE_GRACE_MS = 1000;
const END_GRACE_MS = 50;
/** The limit of one event, which has some hundred bytes. */
const MAX_EVENT_LENGTH = 1_000_000;

/**
 * Reads a streamed completion to its end: calls `onText` with the text, once for each read, and resolves to the usage.
 * Rejects where the stream ends or breaks without a finish reason, or ends in `content_filter`; the finish reason `length`,
 * and text beyond `maxLength` characters (of servers that ignore the limit of tokens), are ends like any other.
 */
export function readChatStream(
  body: Readable,
  { maxLength, onText }: { maxLength: number; onText: (text: string) => void },
  guard: StreamGuard,
): Promise<ChatUsage | null> {
  const events = createEventReader(guard);
  const decoder = new TextDecoder();
  let length = 0;

  function take(bytes: Uint8Array) {
    events.feed(decoder.decode(bytes, { stream: true }));
    const text = events.takeText();
    length += text.length;
    if (text) onText(text);
    const failure = events.failure();
    if (failure) throw failure;
  }

  // Events, not an iterator: a promise for each token would cost as much as reading it.
  return new Promise((resolve, reject) => {
    const end = (error?: unknown) => {
      // A connection that breaks after the answer is complete does no harm.
      if (events.finished() || length > maxLength) resolve(events.usage());
      else reject(error ?? brokenOff());
    };
    const fail = (error: unknown) => {
      reject(error);
      body.destroy();
    };
    body.on("data", (bytes: Uint8Array) => {
      try {
        take(bytes);
      } catch (error) {
        return fail(error);
      }
      if (length > maxLength) body.destroy();
    });
    body.once("error", end);
    body.once("close", () => end());
  });
}

/** Parses the events of a completion; many tokens a second pass here. */
function createEventReader(guard: StreamGuard) {
  let text = "";
  let finished = false;
  let failure: unknown;
  let usage: ChatUsage | null = null;

  function take(data: string) {
    if (data === "[DONE]") {
      if (finished) guard.finishWithin(END_GRACE_MS);
      return;
    }
    const event = JSON.parse(data) as Partial<ChatCompletionChunk> & { error?: object };
    if (event.error) throw new APIError(undefined, event.error, undefined, undefined);
    if (event.usage) {
      const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = event.usage;
      usage = { promptTokens, completionTokens };
    }
    const choice = event.choices?.[0];
    if (!choice) return;
    const delta = choice.delta as Delta | undefined;
    if (delta?.content) text += delta.content;
    if (delta?.content || delta?.reasoning_content || delta?.reasoning) guard.progress();
    if (!choice.finish_reason) return;
    if (choice.finish_reason === "content_filter") throw filtered();
    finished = true;
    guard.finishWithin(USAGE_GRACE_MS);
  }

  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
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

/** The field with the reasoning of a model differs by server. */
type Delta = { content?: string | null; reasoning_content?: string | null; reasoning?: string | null };

function brokenOff() {
  return new ModelError("MODEL_UNAVAILABLE", "The model broke off amid its answer", { retryable: true });
}

function filtered() {
  return new ModelError("MODEL_REJECTED", "The model's provider withheld the answer", { retryable: false });
}
