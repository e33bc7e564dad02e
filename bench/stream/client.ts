import { WebSocket } from "ws";

export const SUBSCRIPTION = `subscription ($id: ID!, $after: String) {
  answerEvents(id: $id, after: $after) {
    __typename
    cursor
    ... on AnswerDelta { offset text }
    ... on AnswerCitation { citation { number startMs endMs quote url } }
  }
}`;

export type AnswerEvent = { __typename: string; cursor: string; offset?: number; text?: string };

// oxlint-disable-next-line typescript/no-explicit-any
type Data = any;

/** Executes one operation over HTTP. Rejects where there are errors. */
export async function request(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Data> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

export const ask = async (url: string, question: string, token?: string): Promise<string> =>
  (
    await request(
      url,
      `mutation ($question: String!) { ask(question: $question) { answer { id } } }`,
      { question },
      token,
    )
  ).ask.answer.id;

export type AnswerSocket = Awaited<ReturnType<typeof connect>>;

/** Opens a socket with the bare graphql-transport-ws protocol. */
export async function connect(url: string, token?: string) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  const readers = new Map<string, (event: AnswerEvent | null) => void>();
  const acknowledged = new Promise<void>((resolve, reject) => {
    socket.on("open", () =>
      socket.send(
        JSON.stringify({
          type: "connection_init",
          ...(token ? { payload: { authorization: `Bearer ${token}` } } : {}),
        }),
      ),
    );
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as { type: string; id: string; payload: Data };
      if (message.type === "next") readers.get(message.id)?.(message.payload.data.answerEvents);
      else if (message.type === "connection_ack") resolve();
      else if (message.type === "complete") readers.get(message.id)?.(null);
      else if (message.type === "ping") socket.send('{"type":"pong"}');
      else reject(new Error(String(data)));
    });
    socket.on("error", reject);
    socket.on("close", (code, reason) => reject(new Error(`Closed: ${code} ${String(reason)}`)));
  });
  await acknowledged;
  let last = 0;
  return {
    socket,
    /** Calls `read` with each event, and with null when the stream is complete. Returns a function that unsubscribes. */
    subscribe(
      variables: { id: string; after?: string | undefined },
      read: (event: AnswerEvent | null) => void,
    ) {
      const id = String(++last);
      readers.set(id, read);
      socket.send(JSON.stringify({ id, type: "subscribe", payload: { query: SUBSCRIPTION, variables } }));
      return () => {
        readers.delete(id);
        socket.send(JSON.stringify({ id, type: "complete" }));
      };
    },
  };
}
