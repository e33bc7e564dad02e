import { signal } from "@preact/signals";
import { createClient } from "graphql-ws";
import { ApiError, toApiError } from "./api-error.ts";
import { backoffMs, pause } from "./backoff.ts";
import type { TypedDocumentString } from "./generated/graphql.ts";
import type { Switch } from "./switch.ts";

export type LineState = "idle" | "connecting" | "open" | "lost";

/** Codes after which the same subscription may well work a little later. */
const PASSING = new Set(["OFFLINE", "RATE_LIMITED", "LIMIT_REACHED", "UNAVAILABLE", "INTERNAL_SERVER_ERROR"]);
const SESSION_OVER_CLOSE = 4401;
/** A ping is sent after so much silence, and the line is taken for dead where no pong comes in as much again. */
const KEEP_ALIVE_MS = 10_000;

export type Follower<Data> = {
  onEvent: (data: Data) => void;
  /** Called once, and nothing after it: it will not help to subscribe again. */
  onRefused: (error: ApiError) => void;
  /** Whether the last event was the last one: else a stream that ends was cut, and is asked for again. */
  isOver: () => boolean;
};

/** Subscriptions over one WebSocket that connects again by itself, however often it is lost. */
export function createSocket(deps: { token: () => string | undefined; line: Switch; url: string }) {
  const state = signal<LineState>("idle");
  let client = connect();

  function connect() {
    let pong: ReturnType<typeof setTimeout> | undefined;
    const own = createClient({
      url: async () => {
        await deps.line.whenOn();
        return deps.url;
      },
      connectionParams: () => ({ authorization: `Bearer ${deps.token() ?? ""}` }),
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => pause(backoffMs(retries)),
      keepAlive: KEEP_ALIVE_MS,
      on: {
        connecting: (isRetry) => (state.value = isRetry ? "lost" : "connecting"),
        connected: () => (state.value = "open"),
        closed: (event) => {
          clearTimeout(pong);
          state.value = (event as CloseEvent).code === 1000 ? "idle" : "lost";
        },
        ping: (received) => {
          if (!received) pong = setTimeout(() => own.terminate(), KEEP_ALIVE_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(pong);
        },
      },
    });
    return own;
  }

  /**
   * Follows a subscription until it is over, through lost sockets and servers that restart. `variables` are read anew
   * each time, so whoever keeps its cursor in them goes on where it stopped. Returns what stops it.
   */
  function follow<Data extends object, Variables extends object>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    follower: Follower<Data>,
  ): () => void {
    let stopped = false;
    let failures = 0;
    let unsubscribe = () => {};

    const again = async (afterMs: number) => {
      await pause(afterMs);
      if (!stopped) subscribe();
    };
    const fail = (error: ApiError) => {
      if (stopped) return;
      if (PASSING.has(error.code)) return void again(error.retryAfterMs ?? backoffMs(failures++));
      stopped = true;
      follower.onRefused(error);
    };
    function subscribe() {
      unsubscribe = client.subscribe<Data>(
        { query: document.toString(), variables: variables as Record<string, unknown> },
        {
          next({ data, errors }) {
            if (stopped) return;
            if (errors?.length || !data) {
              unsubscribe();
              return fail(toApiError(errors ?? []));
            }
            failures = 0;
            follower.onEvent(data);
          },
          error: (error) => fail(toError(error)),
          complete() {
            if (!stopped && !follower.isOver()) void again(backoffMs(failures++));
          },
        },
      );
    }
    subscribe();
    return () => {
      stopped = true;
      unsubscribe();
    };
  }

  return {
    state,
    follow,
    /** Breaks the connection as a network would; it comes back once the line is on. */
    cut: () => client.terminate(),
    /** Ends all subscriptions; the next ones go with the token of that time. */
    reset() {
      void client.dispose();
      client = connect();
      state.value = "idle";
    },
  };
}

export type Socket = ReturnType<typeof createSocket>;

function toError(error: unknown): ApiError {
  if (Array.isArray(error)) return toApiError(error);
  const { code } = error as { code?: unknown };
  if (code === SESSION_OVER_CLOSE) return new ApiError("The session is over.", "SESSION_EXPIRED");
  return new ApiError("The connection was refused.", "OFFLINE", undefined, { cause: error });
}
