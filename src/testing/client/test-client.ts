import { createClient, type Client, type ClientOptions } from "graphql-ws";
import { WebSocket } from "ws";

export type GraphQLResponse<Content> = {
  data?: Content | null;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown> & { code: string };
  }[];
};

// Tests read many shapes of data: they assert on what they find.
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any;
type Variables = Record<string, unknown>;

export type TestClient = ReturnType<typeof createTestClient>;

/** Speaks GraphQL to a server over HTTP and WebSocket, as an application would. */
export function createTestClient(url: string) {
  const clients: Client[] = [];

  /** The whole answer, errors and all. */
  async function execute(
    query: string,
    variables: Variables = {},
    token?: string,
  ): Promise<GraphQLResponse<Data>> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphQLResponse<Data>;
  }

  /** The data; throws where there are errors. */
  async function request(query: string, variables: Variables = {}, token?: string): Promise<Data> {
    const { data, errors } = await execute(query, variables, token);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The code of the first error; throws where there is none. */
  async function errorCode(query: string, variables: Variables = {}, token?: string): Promise<string> {
    const { data, errors } = await execute(query, variables, token);
    if (!errors?.[0]) throw new Error(`No error: ${JSON.stringify(data)}`);
    return errors[0].extensions.code;
  }

  function webSocketClient(token: string | undefined, options: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      url: url.replace(/^http/, "ws"),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
      ...options,
    });
    clients.push(client);
    return client;
  }

  return {
    execute,
    request,
    errorCode,
    webSocketClient,

    /** A new session's token. */
    async openSession(): Promise<string> {
      return (await request("mutation { session { token } }")).session.token;
    },

    /** The results of a subscription, one after another, over a WebSocket of its own. */
    subscribe(
      query: string,
      variables: Variables = {},
      token?: string,
    ): AsyncIterableIterator<GraphQLResponse<Data>> {
      return webSocketClient(token).iterate({ query, variables }) as AsyncIterableIterator<
        GraphQLResponse<Data>
      >;
    },

    async dispose() {
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}
