import type { ChatMessage, ChatModel, ChatOptions, ChatUsage } from "../chat.ts";
import { createChatParameters } from "./chat-parameters.ts";
import { readChatStream } from "./chat-stream.ts";
import { fetchStream, StreamedResponse } from "./fetch-stream.ts";
import { ModelError } from "../model-error.ts";
import { inSpan } from "../../observability/spans.ts";
import { callAttributes, createOpenAIClient, isOpenAI, type OpenAIProvider } from "./openai-client.ts";
import { toModelError } from "./openai-errors.ts";
import type { ModelRequestObserver } from "../request-observer.ts";
import { retryRequest, type ModelRetryOptions } from "../retry.ts";
import { createStreamGuard, type StreamTimeouts } from "./stream-guard.ts";

export type OpenAIChatOptions = OpenAIProvider &
  Partial<StreamTimeouts> & {
    model: string;
    /** Default 0.2, so that answers keep to their passages; not sent to models that refuse it. */
    temperature?: number;
    /** Requests are retried only until the first word. */
    retry?: Partial<ModelRetryOptions>;
    onRequest?: ModelRequestObserver;
  };

/** An answer with more characters than this for each token it may have has gone beyond its limit. */
const MAX_CHARACTERS_PER_TOKEN = 32;

/**
 * Chat completions of OpenAI's API: at OpenAI, at Azure (base URL `https://NAME.openai.azure.com/openai/v1`, the
 * deployment's name as model) or any server that offers it. It learns which parameters the server takes.
 */
export function createOpenAIChat(options: OpenAIChatOptions): ChatModel {
  const { model, temperature = 0.2 } = options;
  const { firstTokenTimeoutMs = 60_000, idleTimeoutMs = 30_000, totalTimeoutMs = 300_000 } = options;
  const retry = {
    retries: 2,
    baseDelayMs: 500,
    maxDelayMs: 10_000,
    onAttempt: (attempt: Parameters<NonNullable<ModelRetryOptions["onAttempt"]>>[0]) =>
      options.onRequest?.({ provider: "openai", operation: "chat", ...attempt }),
    ...options.retry,
  };
  const client = createOpenAIClient(options, totalTimeoutMs, { fetch: fetchStream });
  const parameters = createChatParameters({ openai: isOpenAI(options), model, temperature });

  function complete(messages: ChatMessage[], { maxTokens, onText }: ChatOptions, signal: AbortSignal) {
    let hasText = false;
    const onFirstText = (text: string) => {
      hasText = true;
      onText(text);
    };
    const request = () =>
      stream(messages, { maxTokens, onText: onFirstText }, signal).catch((error: unknown) => {
        throw toModelError(error);
      });
    const attributes = {
      ...callAttributes(options, "chat", model),
      "gen_ai.request.max_tokens": maxTokens,
      "gen_ai.request.stream": true,
    };
    return inSpan(`chat ${model}`, { attributes, kind: "client" }, async (span) => {
      // A timeout is final: the caller has waited long enough.
      const isFinal = ({ code }: ModelError) => hasText || code === "MODEL_TIMEOUT";
      const usage = await retryRequest(request, retry, signal, isFinal);
      if (usage)
        span.setAttributes({
          "gen_ai.usage.input_tokens": usage.promptTokens,
          "gen_ai.usage.output_tokens": usage.completionTokens,
        });
      return usage;
    });
  }

  async function stream(
    messages: ChatMessage[],
    { maxTokens, onText }: ChatOptions,
    signal: AbortSignal,
  ): Promise<ChatUsage | null> {
    const guard = createStreamGuard(signal, { firstTokenTimeoutMs, idleTimeoutMs, totalTimeoutMs });
    try {
      const body = await open(messages, maxTokens, guard.signal);
      return await readChatStream(body, { maxLength: maxTokens * MAX_CHARACTERS_PER_TOKEN, onText }, guard);
    } catch (error) {
      throw guard.signal.aborted ? guard.signal.reason : error;
    } finally {
      guard.end();
    }
  }

  async function open(messages: ChatMessage[], maxTokens: number, signal: AbortSignal) {
    for (;;) {
      const sent = parameters.current(maxTokens);
      try {
        // The raw response: the SDK's own iterator costs several times as much a token.
        const response = await client.chat.completions
          .create({ model, messages, stream: true, ...sent }, { signal })
          .asResponse();
        if (response instanceof StreamedResponse) return response.stream;
        const type = response.headers.get("content-type");
        throw new ModelError("MODEL_REJECTED", `The model's provider answered with ${type}, not a stream`, {
          retryable: false,
        });
      } catch (error) {
        if (!parameters.adapt(error, sent)) throw error;
      }
    }
  }

  return { name: model, complete };
}
