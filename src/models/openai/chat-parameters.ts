import { refusesParameter } from "./openai-errors.ts";

type TokenLimit = "max_tokens" | "max_completion_tokens";
export type ChatParameters = {
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  stream_options?: { include_usage: true };
};

/**
 * The parameters that not every server and model takes, beginning with what is likely: OpenAI's newer models refuse
 * `max_tokens`, and their reasoning models a temperature; other servers may know only `max_tokens`, or refuse
 * `stream_options`. What a server refuses is left out from then on.
 */
export function createChatParameters(options: { openai: boolean; model: string; temperature: number }) {
  let limit: TokenLimit = options.openai ? "max_completion_tokens" : "max_tokens";
  let switched = false;
  let temperature = !(options.openai && /^(o\d|gpt-5)/.test(options.model));
  let usage = true;

  function current(maxTokens: number): ChatParameters {
    return {
      [limit]: maxTokens,
      ...(temperature ? { temperature: options.temperature } : {}),
      ...(usage ? { stream_options: { include_usage: true } } : {}),
    };
  }

  /** True where the error refuses something in `sent` that `current` has no longer: then trying again is of use. */
  function adapt(error: unknown, sent: ChatParameters): boolean {
    const refused = (name: keyof ChatParameters) => name in sent && refusesParameter(error, name);
    if (refused("temperature")) {
      temperature = false;
      return true;
    }
    if (refused("stream_options") || (sent.stream_options && refusesParameter(error, "include_usage"))) {
      usage = false;
      return true;
    }
    const sentLimit: TokenLimit = "max_tokens" in sent ? "max_tokens" : "max_completion_tokens";
    if (!refused(sentLimit)) return false;
    // Another request may have learned it meanwhile. Refused again, it is the number that is wrong.
    if (limit !== sentLimit) return true;
    if (switched) return false;
    switched = true;
    limit = sentLimit === "max_tokens" ? "max_completion_tokens" : "max_tokens";
    return true;
  }

  return { current, adapt };
}
