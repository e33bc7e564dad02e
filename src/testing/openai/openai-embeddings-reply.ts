import { estimateTokens } from "../../models/tokens/estimate-tokens.ts";
import { hashedVector } from "../fakes/hashed-vector.ts";
import { openAIFailures, type OpenAIBehaviour, type OpenAIFailure } from "./openai-behaviour.ts";

export type EmbeddingsRequest = {
  model: string;
  input: string | string[];
  dimensions?: number;
  encoding_format?: "float" | "base64";
};

/** What OpenAI refuses. */
export function embeddingsFailure(
  request: EmbeddingsRequest,
  { refusesText }: OpenAIBehaviour,
): OpenAIFailure | undefined {
  const inputs = [request.input].flat();
  const refuse = (message: string) => openAIFailures.badRequest("input", message);
  if (inputs.length === 0 || inputs.some((input) => typeof input !== "string" || input === "")) {
    return refuse("'$.input' is invalid. Please check the API reference.");
  }
  if (refusesText && inputs.some((input) => input.includes(refusesText))) return refuse("Refused.");
  if (inputs.length > 2048) return refuse("'$.input' is too long: at most 2048 inputs.");
  const tokens = inputs.map(estimateTokens);
  const longest = Math.max(...tokens);
  if (longest > 8192)
    return refuse(`Invalid 'input': maximum context length is 8192 tokens, got ${longest}.`);
  const total = tokens.reduce((sum, count) => sum + count, 0);
  if (total > 300_000) return refuse(`Requested ${total} tokens, max 300000 tokens per request`);
  return undefined;
}

export function embeddingsReply(request: EmbeddingsRequest, behaviour: OpenAIBehaviour) {
  const inputs = [request.input].flat().slice(0, behaviour.vectors);
  const dimensions = behaviour.dimensions ?? request.dimensions ?? 1536;
  const base64 = request.encoding_format === "base64" && !behaviour.floats;
  const data = inputs.map((input, index) => {
    const vector = hashedVector(input, dimensions);
    const embedding = base64 ? Buffer.from(vector.buffer).toString("base64") : Array.from(vector);
    return { object: "embedding", index, embedding };
  });
  const tokens = Math.ceil(inputs.reduce((sum, input) => sum + estimateTokens(input), 0));
  return {
    object: "list",
    data: behaviour.reversed ? data.toReversed() : data,
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
