import { countTokens } from "../../models/tokens.ts";
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
  const tokens = inputs.map(countTokens);
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
  const tokens = inputs.reduce((sum, input) => sum + countTokens(input), 0);
  return {
    object: "list",
    data: behaviour.reversed ? data.toReversed() : data,
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

const stopWords = new Set(
  "a an and are as at be but by can do does for from has have he how i if in is it its me my no not of on or our she so that the their them then there they this to us was we were what when where which who why will with you your".split(
    " ",
  ),
);

/** Texts that share words are near each other: each word counts in the place that its hash says. Length one. */
export function hashedVector(text: string, dimensions: number): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !stopWords.has(word));
  for (const word of telling.length > 0 ? telling : [text]) {
    const hash = hashOf(word.replace(/(?<=...)s$/, ""));
    vector[hash % dimensions]! += hash & 0x10000 ? 1 : -1;
  }
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((x) => x / length) : vector.fill(1 / Math.sqrt(dimensions));
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
