import { ApiError, toApiError } from "./api-error.ts";
import { backoffMs, pause } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";
import type { Switch } from "./switch.ts";

type ErrorShapes = { errors?: { message: string; extensions?: Record<string, unknown> }[] };
type GraphQLBody<Data> = ErrorShapes & { data?: Data | null };

export type Upload = {
  file: Blob;
  name: string;
  title?: string | undefined;
  /** The YouTube video that it belongs to. */
  url?: string | undefined;
  idempotencyKey: string;
};
export type Uploaded = { videoId: string; warnings: string[] };

export type HttpDeps = {
  token: () => string | undefined;
  clock: Clock;
  line: Switch;
  /** Between two tries, in milliseconds. */
  wait?: (ms: number) => Promise<void>;
};

const TRIES = 6;

/** Queries, mutations and files over HTTP. All that the page sends may be sent twice, so a lost one is sent again. */
export function createHttp(deps: HttpDeps) {
  const wait = deps.wait ?? pause;

  /** Throws an ApiError with the server's code, or `OFFLINE` where no answer came. */
  async function request<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const body = JSON.stringify({ query: document.toString(), variables });
    const headers = { "content-type": "application/json", accept: "application/json" };
    const answer = await send<GraphQLBody<Data>>("/graphql", () => body, headers);
    if (answer.errors?.length || !answer.data) throw toApiError(answer.errors ?? []);
    return answer.data;
  }

  async function upload({ file, name, ...fields }: Upload): Promise<Uploaded> {
    const answer = await send<ErrorShapes & Uploaded>("/transcripts", () => {
      const form = new FormData();
      for (const [key, value] of Object.entries(fields)) if (value) form.append(key, value);
      form.append("file", file, name);
      return form;
    });
    if (answer.errors?.length) throw toApiError(answer.errors);
    return answer;
  }

  async function send<Body>(
    path: string,
    body: () => BodyInit,
    headers: Record<string, string> = {},
  ): Promise<Body> {
    for (let attempt = 0; ; attempt++) {
      await deps.line.whenOn();
      try {
        return await sendOnce<Body>(path, body(), headers);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "OFFLINE" || attempt + 1 >= TRIES) throw error;
        await wait(backoffMs(attempt));
      }
    }
  }

  async function sendOnce<Body>(
    path: string,
    body: BodyInit,
    headers: Record<string, string>,
  ): Promise<Body> {
    const token = deps.token();
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
        body,
      });
      deps.clock.set(response.headers.get("date"));
      return (await response.json()) as Body;
    } catch (cause) {
      throw new ApiError("The server cannot be reached. Is it running?", "OFFLINE", undefined, { cause });
    }
  }

  return { request, upload };
}

export type Http = ReturnType<typeof createHttp>;
