import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { onTestFinished } from "vitest";

export type StreamRequest = {
  query?: string;
  variables?: Record<string, unknown>;
  token?: string | undefined;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** In place of a JSON body of query and variables. */
  body?: string;
};

/** An HTTP response as it comes, byte for byte. Cut when the test has finished. */
export async function openStream(url: string, { method = "POST", ...options }: StreamRequest) {
  const { query, variables = {}, token } = options;
  const target = new URL(url);
  if (method === "GET") {
    target.searchParams.set("query", query ?? "");
    target.searchParams.set("variables", JSON.stringify(variables));
  }
  const sent = request(target, {
    method,
    agent: false,
    headers: {
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...options.headers,
    },
  });
  onTestFinished(() => void sent.destroy());
  sent.end(method === "POST" ? (options.body ?? JSON.stringify({ query, variables })) : undefined);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  sent.on("error", () => {});

  let text = "";
  let noticed = () => {};
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    noticed();
  });
  const ended = new Promise<"ended" | "broken">((resolve) => {
    response.on("error", () => resolve("broken"));
    response.on("end", () => resolve("ended"));
    response.on("close", () => resolve(response.complete ? "ended" : "broken"));
  }).finally(() => noticed());

  return {
    status: response.statusCode,
    headers: response.headers,
    response,
    get text() {
      return text;
    },
    /** How it came to its end. */
    ended,
    /** Waits until the text fits. */
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(text);
        if (match) return match;
        if (response.closed) throw new Error(`The response ended without ${String(pattern)}:\n${text}`);
        await new Promise<void>((resolve) => (noticed = resolve));
      }
    },
    close: () => sent.destroy(),
  };
}

/** The server-sent events of a text. */
export function eventsOf(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(text);
  return events;
}
