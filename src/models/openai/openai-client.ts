import OpenAI from "openai";
import type { TokenSource } from "../../azure/entra-token.ts";

export type OpenAIProvider = {
  /** A key, or what gives a token of Entra ID for each request. Not needed by servers such as Ollama. */
  apiKey?: string | TokenSource | null;
  /** Default: OpenAI's. */
  baseURL?: string | null;
};

/**
 * A client of OpenAI's API, at OpenAI or another server that offers it: Azure OpenAI (base URL
 * `https://NAME.openai.azure.com/openai/v1`, the deployment's name as model), Ollama, vLLM, llama.cpp. It neither
 * retries nor logs nor reads the environment; that is up to its callers.
 */
export function createOpenAIClient(
  { apiKey, baseURL }: OpenAIProvider,
  timeoutMs: number,
  options: { fetch?: typeof fetch } = {},
): OpenAI {
  const key = apiKey || "none";
  const url = baseURL || "https://api.openai.com/v1";
  return new OpenAI({
    apiKey: key,
    baseURL: url,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: "off",
    ...options,
    // Azure takes its keys in a header of its own; Authorization there is for tokens of Entra ID.
    defaultHeaders: typeof key === "string" && hostOf(url).endsWith(".azure.com") ? { "api-key": key } : {},
  });
}

/** Whether the provider is OpenAI or Azure OpenAI, whose parameters and limits are known. */
export function isOpenAI({ baseURL }: OpenAIProvider): boolean {
  if (!baseURL) return true;
  const host = hostOf(baseURL);
  return host === "api.openai.com" || host.endsWith(".api.openai.com") || host.endsWith(".openai.azure.com");
}

/** Attributes of a span of a call, by OpenTelemetry's conventions for generative AI. */
export const callAttributes = (provider: OpenAIProvider, operation: "chat" | "embeddings", model: string) => ({
  "gen_ai.operation.name": operation,
  "gen_ai.provider.name": providerName(provider),
  "gen_ai.request.model": model,
  "server.address": hostOf(provider.baseURL || "https://api.openai.com/v1"),
});

/** The API is OpenAI's, whoever offers it. */
const providerName = ({ baseURL }: OpenAIProvider): string =>
  baseURL && hostOf(baseURL).endsWith(".azure.com") ? "azure.ai.openai" : "openai";

function hostOf(url: string): string {
  return new URL(url).hostname;
}
