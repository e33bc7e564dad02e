import { beforeAll, describe, expect, test } from "vitest";
import { codeOverSocket } from "../testing/client/error-codes.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startTestServer({
    dependencies: { embedding: createFakeEmbedding(), ...createFakeTranscripts() },
  });
  token = await server.openSession();
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

type Variables = Record<string, unknown>;
type Transport = (query: string, variables?: Variables) => Promise<unknown>;

/** The code of the first error in a response, whatever its format; "no error" where there is none. */
async function codeIn(response: Response): Promise<unknown> {
  const text = await response.text();
  const json = /\{.*\}/.exec(text)?.[0] ?? "{}";
  const told = JSON.parse(json) as { payload?: object } & { errors?: { extensions: { code: unknown } }[] };
  const { errors } = (told.payload ?? told) as typeof told;
  return errors?.[0]?.extensions.code ?? "no error";
}

const headers = (accept: string) => ({
  "content-type": "application/json",
  "apollo-require-preflight": "1",
  authorization: `Bearer ${token}`,
  accept,
});
const post =
  (accept: string): Transport =>
  async (query, variables = {}) =>
    codeIn(
      await fetch(server.url, {
        method: "POST",
        headers: headers(accept),
        body: JSON.stringify({ query, variables }),
      }),
    );

const TRANSPORTS: Record<string, Transport> = {
  POST: post("application/json"),
  "server-sent events": post("text/event-stream"),
  "multipart/mixed": post("multipart/mixed;subscriptionSpec=1.0"),
  WebSocket: (query, variables) => codeOverSocket(server.webSocketClient(token), query, variables),
  async GET(query, variables = {}) {
    const url = new URL(server.url);
    url.searchParams.set("query", query);
    url.searchParams.set("variables", JSON.stringify(variables));
    return codeIn(await fetch(url, { headers: headers("application/json") }));
  },
};

const repeat = (count: number, field: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => `a${at}: ${field(at)}`).join(" ");
const searches = (count: number) => repeat(count, () => `search(query: "tea") { text }`);
const asks = (count: number) => repeat(count, () => `ask(question: "Tea?") { answer { id } }`);
const removals = (count: number) => repeat(count, () => `removeVideo(id: "x") { videoId }`);

describe.each(Object.entries(TRANSPORTS))("an operation by %s", (name, send) => {
  const refused = "GRAPHQL_VALIDATION_FAILED";
  const mutates = name !== "GET";

  test("has 20 searches at most, in whatever fragments", async () => {
    expect(await send(`{ ${searches(20)} }`)).toBe("no error");
    expect(await send(`{ ${searches(21)} }`)).toBe(refused);
    expect(
      await send(`{ b: search(query: "tea") { text } ... { ...S } } fragment S on Query { ${searches(20)} }`),
    ).toBe(refused);
  });

  test("is counted with what its variables leave in it", async () => {
    const query = `query ($more: Boolean!) { ${searches(20)} ... @include(if: $more) { b: search(query: "tea") { text } } }`;
    expect(await send(query, { more: false })).toBe("no error");
    expect(await send(query, { more: true })).toBe(refused);
  });

  test.runIf(mutates)("has 10 mutations and 5 asks at most", async () => {
    expect(await send(`mutation { ${removals(10)} }`)).toBe("NOT_FOUND");
    expect(await send(`mutation { ${removals(11)} }`)).toBe(refused);
    expect(await send(`mutation { ${removals(5)} ...M } fragment M on Mutation { ${removals(11)} }`)).toBe(
      refused,
    );
    expect(await send(`mutation { ${asks(6)} }`)).toBe(refused);
    const { session } = await server.request("{ session { answers { edges { node { id } } } } }", {}, token);
    expect(session.answers.edges).toEqual([]);
  });

  test("has a limit of tokens, aliases, directives and repeated fields", async () => {
    expect(await send(`{ session { ${"id ".repeat(2000)} } }`)).toBe("GRAPHQL_PARSE_FAILED");
    expect(await send(`{ session { ${repeat(101, () => "id")} } }`)).toBe(refused);
    expect(await send(`{ session { ${"id @skip(if: false) ".repeat(101)} } }`)).toBe(refused);
    expect(await send(`{ ${"session { id } ".repeat(200)} }`)).toBe(refused);
  });
});

test("another operation of a document does not count", async () => {
  const response = await fetch(server.url, {
    method: "POST",
    headers: headers("application/json"),
    body: JSON.stringify({
      query: `query A { ${searches(15)} } query B { ${searches(15)} }`,
      operationName: "A",
    }),
  });
  expect(await codeIn(response)).toBe("no error");
});

describe("a persisted query", () => {
  const text = "query Persisted { session { id } }";
  const persisted = async (query: string | undefined, authorization: string) => {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const sha256Hash = Buffer.from(hash).toString("hex");
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    });
    return codeIn(response);
  };

  test("is kept for those who have a session alone", async () => {
    expect(await persisted(text, "")).toBe("UNAUTHENTICATED");
    expect(await persisted(undefined, "")).toBe("PERSISTED_QUERY_NOT_FOUND");
    expect(await persisted(text, `Bearer ${token}`)).toBe("no error");
    expect(await persisted(undefined, `Bearer ${token}`)).toBe("no error");
    expect(await persisted(undefined, "")).toBe("UNAUTHENTICATED");
  });
});
