import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createSchema } from "../graphql/schema.ts";
import { codeOverHttp, codeOverSocket } from "../testing/client/error-codes.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl } from "../testing/fakes/fake-transcripts.ts";
import { withDatabase } from "../testing/database/query-database.ts";
import { rootFields } from "../testing/client/root-fields.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { hashToken } from "./tokens.ts";

const EXPIRE_MS = 1200;
const OPEN =
  "mutation ($token: String) { session(token: $token) { token created session { id createdAt expiresAt } } }";
const CALLER = "{ session { id } }";

const dependencies = () => ({
  embedding: createFakeEmbedding(),
  fetchTranscript: createFakeTranscripts().fetchTranscript,
});
const authorized = rootFields(createSchema()).filter(
  ({ type, name }) => !["query server", "mutation session"].includes(`${type} ${name}`),
);

let server: TestServer;
/** Its sessions live for 1.2 seconds, and use does not move their end. */
let brief: TestServer;
/** A token of `brief` whose session has expired. */
let expired: Promise<string>;

beforeAll(async () => {
  [server, brief] = await Promise.all([
    startTestServer({ dependencies: dependencies() }),
    startTestServer({
      dependencies: dependencies(),
      env: { SESSION_EXPIRE_MINUTES: String(EXPIRE_MS / 60_000), SESSION_RENEW: "off" },
    }),
  ]);
  expired = brief.openSession().then((token) => sleep(EXPIRE_MS, token));
});
afterAll(async () => {
  for (const each of [server, brief]) {
    await each.close();
    await each.database.drop();
  }
});

const open = async (token?: string | null, header?: string) =>
  (await server.request(OPEN, token === undefined ? {} : { token }, header)).session;
const idOf = async (token: string): Promise<string> => (await server.request(CALLER, {}, token)).session.id;

describe("Mutation.session", () => {
  it("opens a session that lives for SESSION_EXPIRE_MINUTES from its beginning", async () => {
    const { created, token, session } = await open();
    expect(created).toBe(true);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(15 * 60_000);
    expect(session.expiresAt).toMatch(/Z$/);
  });

  it("takes fractions of a minute", async () => {
    const { session } = (await brief.request(OPEN)).session;
    expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(EXPIRE_MS);
  });

  it("returns the session of a token that is given, and of one in the header", async () => {
    const { token, session } = await open();
    const same = { token, created: false, session };
    expect(await open(token)).toEqual(same);
    expect(await open(undefined, token)).toEqual(same);
    expect(await open(null, token)).toEqual(same);
  });

  it("prefers the argument to the header, even where it is invalid", async () => {
    const [inHeader, given] = await Promise.all([open(), open()]);
    expect((await open(given.token, inHeader.token)).session.id).toBe(given.session.id);
    const other = await open("invalid", inHeader.token);
    expect(other.created).toBe(true);
    expect(other.token).not.toBe(inHeader.token);
  });

  it.each([
    ["an unknown", "x".repeat(43)],
    ["an empty", ""],
    ["a malformed", "no token at all: \u0000 \ud800 é"],
    ["a very long", "x".repeat(100_000)],
  ])("opens a new session for %s token", async (_, token) => {
    const opened = await open(token);
    expect(opened.created).toBe(true);
    expect(opened.token).not.toBe(token);
  });

  it("opens a new session for a header that is no bearer token", async () => {
    for (const authorization of ["Basic dXNlcjpwYXNz", "Bearer", "Bearer a b", "x".repeat(5000)]) {
      const response = await fetch(server.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ query: OPEN }),
      });
      const { data, errors } = (await response.json()) as {
        data: { session: { created: boolean } };
        errors?: [];
      };
      expect(errors).toBeUndefined();
      expect(data.session.created).toBe(true);
    }
  });

  it("opens a new session for an expired token", async () => {
    const { session } = await brief.request(OPEN, { token: await expired });
    expect(session.created).toBe(true);
    expect(session.token).not.toBe(await expired);
  });

  it("does not lengthen a session where SESSION_RENEW is off", async () => {
    const first = (await brief.request(OPEN)).session;
    await sleep(EXPIRE_MS / 2);
    const again = (await brief.request(OPEN, { token: first.token })).session;
    expect(again.session.expiresAt).toBe(first.session.expiresAt);
  });

  it("shows what is in the session it opens or finds", async () => {
    const query =
      "mutation ($token: String) { session(token: $token) { token session { videos { title } answers { edges { node { sources { id } } } } } } }";
    const created = (await server.request(query)).session;
    expect(created.session).toEqual({ videos: [], answers: { edges: [] } });
    await addTranscript(server, created.token, "Tea");
    const found = (await server.request(query, { token: created.token })).session;
    expect(found.session.videos).toEqual([{ title: "Tea" }]);
  });
});

describe("authorization", () => {
  it.each(authorized)(
    "refuses $type $name without a known token, on every transport",
    async ({ operation }) => {
      const unknown = "x".repeat(43);
      expect(await codeOverHttp(server.url, { query: operation })).toBe("UNAUTHENTICATED");
      expect(await codeOverHttp(server.url, { query: operation }, unknown)).toBe("UNAUTHENTICATED");
      for (const token of [undefined, unknown]) {
        const client = server.webSocketClient(token);
        expect(await codeOverSocket(client, operation)).toBe("UNAUTHENTICATED");
      }
    },
  );

  it("refuses every root field with a token whose session has expired, on every transport", async () => {
    const token = await expired;
    for (const { operation } of authorized) {
      expect([operation, await codeOverHttp(brief.url, { query: operation }, token)]).toEqual([
        operation,
        "SESSION_EXPIRED",
      ]);
      const socket = brief.webSocketClient(token);
      expect([operation, await codeOverSocket(socket, operation)]).toEqual([operation, "SESSION_EXPIRED"]);
    }
  });

  it("refuses each field of an operation that has several", async () => {
    const { errors, data } = await server.execute(`{ session { id } answer(id: "x") { id } }`);
    expect(data).toBeNull();
    expect(errors!.every((error) => error.extensions.code === "UNAUTHENTICATED")).toBe(true);
  });

  it("takes the token of a WebSocket from wherever clients put it", async () => {
    const token = await server.openSession();
    const id = await idOf(token);
    const authorization = `Bearer ${token}`;
    class WithHeader extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers: { authorization } });
      }
    }
    const forms = [
      { connectionParams: { authorization } },
      { connectionParams: { Authorization: authorization } },
      { connectionParams: { headers: { authorization } } },
      { connectionParams: { headers: { Authorization: authorization } } },
      { webSocketImpl: WithHeader },
    ];
    for (const form of forms) {
      const client = server.webSocketClient(undefined, form);
      const { value } = await client.iterate({ query: CALLER }).next();
      expect(value).toEqual({ data: { session: { id } } });
    }
  });

  it("does not care how Bearer is written", async () => {
    const token = await server.openSession();
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `bearer  ${token}` },
      body: JSON.stringify({ query: CALLER }),
    });
    expect(await response.json()).toEqual({ data: { session: { id: await idOf(token) } } });
  });

  it("lets a WebSocket open a session, though it has none", async () => {
    const client = server.webSocketClient(undefined);
    const { value } = await client.iterate({ query: OPEN }).next();
    expect(value).toMatchObject({ data: { session: { created: true } } });
  });

  it("does not take the session's id for a credential", async () => {
    const { session } = await open();
    expect(await server.errorCode(CALLER, {}, session.id)).toBe("UNAUTHENTICATED");
    expect((await open(session.id)).created).toBe(true);
  });
});

describe("another session", () => {
  it("is told of what others have exactly what it is told of what nobody has", async () => {
    const [owner, other] = [await server.openSession(), await server.openSession()];
    const videoId = await addTranscript(server, owner, "Tea");
    const answerId = (await server.request(`mutation { ask(question: "Tea?") { answer { id } } }`, {}, owner))
      .ask.answer.id;
    const operations: [string, string][] = [
      ["query ($id: ID!) { video(id: $id) { id title transcript { text } } }", videoId],
      ["query ($id: ID!) { answer(id: $id) { id question text } }", answerId],
      ["mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", videoId],
      ["mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }", answerId],
      [`query ($id: ID!) { search(query: "tea", videoIds: [$id]) { text } }`, videoId],
      [`mutation ($id: ID!) { ask(question: "Tea?", videoIds: [$id]) { answer { id } } }`, videoId],
    ];
    const told = async (query: string, id: string) =>
      JSON.stringify(await server.execute(query, { id }, other)).replaceAll(id, "<id>");
    for (const [query, id] of operations) {
      expect(await told(query, id)).toBe(await told(query, randomUUID()));
      expect(await told(query, id.toUpperCase())).toBe(await told(query, randomUUID()));
    }
    const events = "subscription ($id: ID!) { answerEvents(id: $id) { cursor } }";
    for (const id of [answerId, randomUUID()]) {
      expect(await codeOverSocket(server.webSocketClient(other), events, { id })).toBe("NOT_FOUND");
      expect(await codeOverHttp(server.url, { query: events, variables: { id } }, other)).toBe("NOT_FOUND");
    }
    const kept = await server.request(
      "{ session { videos { id } answers { edges { node { id } } } } }",
      {},
      owner,
    );
    expect(kept.session).toEqual({
      videos: [{ id: videoId }],
      answers: { edges: [{ node: { id: answerId } }] },
    });
  });

  it("has ids of its own for a video that both added", async () => {
    const add = "mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }";
    const ids = [];
    for (const token of [await server.openSession(), await server.openSession()]) {
      const { addVideos } = await server.request(add, { urls: [fakeUrl(1)] }, token);
      ids.push(addVideos.results[0].video.id);
    }
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("cannot page on from a cursor of this one to what is in it", async () => {
    const [owner, other] = [await server.openSession(), await server.openSession()];
    for (const question of ["One?", "Two?"]) {
      await server.request(
        "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
        { question },
        owner,
      );
    }
    const page =
      "query ($before: String) { session { answers(last: 1, before: $before) { edges { cursor } } } }";
    const { edges: owned } = (await server.request(page, {}, owner)).session.answers;
    const seen = await server.request(page, { before: owned[0].cursor }, other);
    expect(seen.session.answers.edges).toEqual([]);
  });
});

describe("an open subscription", () => {
  it("ends with SESSION_EXPIRED when the session expires, and so does its socket", async () => {
    const token = await brief.openSession();
    const closed = Promise.withResolvers<number>();
    const client = brief.webSocketClient(token, {
      lazy: false,
      onNonLazyError: () => {},
      on: { closed: (event) => closed.resolve((event as CloseEvent).code) },
    });
    const began = Date.now();
    expect(await codeOverSocket(client, "subscription { videoEvents { __typename } }")).toBe(
      "SESSION_EXPIRED",
    );
    expect(Date.now() - began).toBeGreaterThan(EXPIRE_MS / 2);
    expect(await closed.promise).toBe(4401);
  });

  it("ends with SESSION_EXPIRED as server-sent events too", async () => {
    const token = await brief.openSession();
    const query = "subscription { videoEvents { __typename } }";
    expect(await codeOverHttp(brief.url, { query }, token)).toBe("SESSION_EXPIRED");
  });

  it("ends with UNAUTHENTICATED when the session is ended", async () => {
    const token = await server.openSession();
    await addTranscript(server, token, "Tea");
    const events = server.subscribe("subscription { videoEvents { __typename } }", {}, token);
    await events.next();
    const rest = (async () => {
      for await (const event of events) if (event.errors) return event.errors;
      return [];
    })().catch((error: unknown) => error);
    await server.request("mutation { endSession { sessionId } }", {}, token);
    expect(await rest).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});

describe("Mutation.endSession", () => {
  it("says which session ended, whose token is then unknown", async () => {
    const { token, session } = await open();
    const { endSession } = await server.request("mutation { endSession { sessionId } }", {}, token);
    expect(endSession.sessionId).toBe(session.id);
    expect(await server.errorCode(CALLER, {}, token)).toBe("UNAUTHENTICATED");
    expect((await open(token)).created).toBe(true);
  });

  it("gives its receipt to one of two calls at once", async () => {
    const token = await server.openSession();
    const end = () => server.execute("mutation { endSession { sessionId } }", {}, token);
    const codes = (await Promise.all([end(), end()])).map(
      ({ errors }) => errors?.[0]?.extensions.code ?? "ended",
    );
    expect(codes.toSorted()).toEqual(["UNAUTHENTICATED", "ended"]);
  });
});

describe("tokens", () => {
  it("are stored only as hashes", async () => {
    const token = await brief.openSession();
    await brief.close();
    await withDatabase(brief.database, async (query) => {
      const rows = await query("select * from sessions");
      expect(rows.map((row) => row["token_hash"])).toContain(hashToken(token));
      expect(JSON.stringify(rows)).not.toContain(token);
    });
  });
});

async function addTranscript(to: TestServer, token: string, title: string): Promise<string> {
  const input = { title, format: "TEXT", content: "0:00 Green tea wants water of eighty degrees." };
  const query = "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }";
  return (await to.request(query, { input }, token)).addTranscript.video.id;
}
