import { refusesParameter } from "./openai-errors.ts";

type TokenLimit = "max_tokens" | "max_completion_tokens";
export type ChatParameters = {
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  stream_options?: { include_usage: true };
};

/**
 * The parameters that not every server and model takes: OpenAI's newer models refuse `max_tokens`, and its reasoning
 * models a temperature; other servers may know only `max_tokens`, or refuse `stream_options`. Starts with a guess; what a
 * server refuses is left out from then on.
 */
export function createChatParameters(options: { openai: boolean; model: string; temperature: number }) {
  let limit: TokenLimit = options.openai ? "max_completion_tokens" : "max_tokens";
  let hasSwitchedLimit = false;
  let sendsTemperature = !(options.openai && /^(o\d|gpt-5)/.test(options.model));
  let sendsUsageOption = true;

  function current(maxTokens: number): ChatParameters {
    return {
      [limit]: maxTokens,
      ...(sendsTemperature ? { temperature: options.temperature } : {}),
      ...(sendsUsageOption ? { stream_options: { include_usage: true } } : {}),
    };
  }

  /** Learns from the error of a request with the parameters `sent`. Returns whether to try again with the current ones. */
  function adapt(error: unknown, sent: ChatParameters): boolean {
    const refused = (name: keyof ChatParameters) => name in sent && refusesParameter(error, name);
    if (refused("temperature")) {
      sendsTemperature = false;
      return true;
    }
    if (refused("stream_options") || (sent.stream_options && refusesParameter(error, "include_usage"))) {
      sendsUsageOption = false;
      return true;
    }
    const sentLimit: TokenLimit = "max_tokens" in sent ? "max_tokens" : "max_completion_tokens";
    if (!refused(sentLimit)) return false;
    // Another request may have switched meanwhile. Where both names are refused, the number is wrong.
    if (limit !== sentLimit) return true;
    if (hasSwitchedLimit) return false;
    hasSwitchedLimit = true;
    limit = sentLimit === "max_tokens" ? "max_completion_tokens" : "max_tokens";
    return true;
  }

  return { current, adapt };
}
