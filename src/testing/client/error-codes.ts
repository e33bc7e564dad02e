import type { Client } from "graphql-ws";

type WithCode = { extensions?: { code?: unknown } };

/** The code of the first error of an operation on a WebSocket, whether it came as a result or ended the operation. */
export async function codeOverSocket(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  try {
    for await (const { errors } of client.iterate({ query, variables })) {
      return (errors?.[0] as WithCode | undefined)?.extensions?.code ?? "no error";
    }
    return "no error";
  } catch (error) {
    const [first] = (Array.isArray(error) ? error : [error]) as WithCode[];
    return first?.extensions?.code ?? first;
  }
}

/** The same for an operation over plain HTTP, where subscriptions are streamed as server-sent events. */
export async function codeOverHttp(
  url: string,
  operation: { query: string; variables?: Record<string, unknown> },
  token?: string,
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: operation.query.trimStart().startsWith("subscription")
        ? "text/event-stream"
        : "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(operation),
  });
  const text = await response.text();
  const json = text.startsWith("{") ? text : /^data: ?(\{.*\})$/m.exec(text)?.[1];
  const { errors } = JSON.parse(json ?? "{}") as { errors?: WithCode[] };
  return errors?.[0]?.extensions?.code ?? "no error";
}
