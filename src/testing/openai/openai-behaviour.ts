export type ChatRequest = {
  model: string;
  messages: { role: string; content: string }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  max_tokens?: number;
  max_completion_tokens?: number;
};

/** How the stand-in answers a request, where not as OpenAI would. All fields may be combined. */
export type OpenAIBehaviour = {
  /** Only the next request to this endpoint; default: whichever comes next. */
  on?: "chat" | "embeddings";
  /** Answers with this status and OpenAI's shape of an error. */
  failure?: OpenAIFailure;
  /** Takes the request and never answers. */
  hang?: boolean;
  /** Refuses requests that have these parameters with a 400 naming the first of them. */
  rejects?: string[];

  /** What the chat model says, instead of its default answer: whole (it may depend on what it is asked), or in chunks. */
  text?: string | ((messages: ChatRequest["messages"]) => string);
  chunks?: string[];
  /** Milliseconds before the first chunk and before each later one. */
  firstDelayMs?: number;
  delayMs?: number;
  /** How the stream ends; default "stop", null: without a word. */
  finishReason?: string | null;
  /** Says no `[DONE]` and keeps the connection open after the last chunk. */
  staysOpen?: boolean;
  /** Destroys the connection after so many chunks. */
  cutAfter?: number;
  /** Falls silent after so many chunks. */
  hangAfter?: number;
  /** Sends a line that is no JSON after so many chunks. */
  malformedAfter?: number;
  /** Sends an error as an event after so many chunks. */
  errorAfter?: number;
  /** Says its chunks over and over. */
  neverEnds?: boolean;
  /** Ignores `stream_options`. */
  noUsage?: boolean;

  /** Refuses requests with a text that contains this. */
  refusesText?: string;
  /** Returns vectors of another length, another number of them, or in reverse order. */
  dimensions?: number;
  vectors?: number;
  reversed?: boolean;
  /** Answers with arrays of numbers though base64 was asked for, as Ollama and llama.cpp do. */
  floats?: boolean;
};

export type OpenAIFailure = {
  status: number;
  type?: string;
  code?: string | null;
  param?: string | null;
  message?: string;
  headers?: Record<string, string>;
};

/** Failures as OpenAI words them. */
export const openAIFailures = {
  badRequest: (param: string, message: string, code: string | null = null): OpenAIFailure => ({
    status: 400,
    type: "invalid_request_error",
    code,
    param,
    message,
  }),
  unauthorized: {
    status: 401,
    type: "invalid_request_error",
    code: "invalid_api_key",
    message: "Incorrect API key provided: sk-sec****cret.",
  },
  notFound: {
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    message: "The model `gpt-none` does not exist or you do not have access to it.",
  },
  rateLimited: (retryAfterSeconds?: number): OpenAIFailure => ({
    status: 429,
    type: "requests",
    code: "rate_limit_exceeded",
    message: "Rate limit reached for requests in organization org-secret.",
    headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
  }),
  insufficientQuota: {
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    message: "You exceeded your current quota, please check your plan and billing details.",
  },
  serverError: {
    status: 500,
    type: "server_error",
    message: "The server had an error while processing your request.",
  },
  overloaded: { status: 503, type: "server_error", message: "The engine is currently overloaded." },
} satisfies Record<string, OpenAIFailure | ((...args: never[]) => OpenAIFailure)>;
