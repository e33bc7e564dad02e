import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../limits/client-keys.ts";
import { RATE_LIMIT_NAMES, RATE_LIMITS, type LimitedAction, type RateLimitName } from "../limits/limits.ts";
import { onPostgreSQL, type TestDatabase } from "../testing/database/test-database.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { fakeChat } from "../testing/fakes/fake-models.ts";
import { createFakeTranscripts, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { TRANSPORTS, typeOf } from "../testing/isolation/transports.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { WITHOUT_RATE_LIMITS } from "../testing/server/without-rate-limits.ts";

const CONTENT = "0:00 Green tea wants water of eighty degrees.";
const UPLOAD = {
  query: "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
  variables: { input: { title: "Tea", format: "TEXT", content: CONTENT } },
};
const ASK = { query: `mutation { ask(question: "Tea?") { answer { id } } }` };

/** A call of each action, and what it counts. */
const CALLS: Record<
  LimitedAction,
  { query: string; variables?: Record<string, unknown>; counts: number; isUpload?: true }
> = {
  sessions: { query: "mutation { session { token } }", counts: 1 },
  asks: { ...ASK, counts: 1 },
  searches: { query: `{ search(query: "tea") { score } }`, counts: 1 },
  uploads: { ...UPLOAD, counts: 1, isUpload: true },
  uploadBytes: { ...UPLOAD, counts: CONTENT.length, isUpload: true },
  videos: {
    query: "mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }",
    variables: { urls: [fakeUrl(1), fakeUrl(2), "nonsense"] },
    counts: 3,
  },
  playlists: {
    query: `mutation { addPlaylist(url: "https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaaaa", first: 1) {
      results { video { id } } } }`,
    counts: 1,
  },
  // Counted when the model has answered.
  modelTokens: { ...ASK, counts: 0 },
};
const HELD = "{ session { id videos { id } answers { edges { node { id } } } } }";

const MAX = 1000;
const limitsOf = (names: RateLimitName[]) => Object.fromEntries(names.map((name) => [name, String(MAX)]));

type Group = { scope: "session" | "address"; window: "minute" | "hour" };
const GROUPS = (["session", "address"] as const).flatMap((scope) =>
  (["minute", "hour"] as const).map((window) => ({ scope, window })),
);
const namesOf = ({ scope, window }: Group) =>
  RATE_LIMIT_NAMES.filter((name) => RATE_LIMITS[name].scope === scope && RATE_LIMITS[name].window === window);

type Refusal = { code: string; limit: string; retryAfterMs: number };

function startServer(env: Record<string, string>, database?: TestDatabase) {
  return startTestServer({
    ...(database ? { database } : {}),
    env: { METRICS_PORT: "0", TRUST_PROXY: "1", ...env },
    dependencies: {
      embedding: createFakeEmbedding(),
      chat: fakeChat(),
      ...createFakeTranscripts(),
      fetchPlaylist: async () => ({
        title: "A playlist",
        videoCount: 1,
        youtubeIds: [fakeYouTubeId(1)],
        failure: null,
      }),
    },
  });
}

/** A client with a session of its own, at an address of its own. */
async function openClient(server: TestServer, number: number) {
  // From elsewhere: opening a session counts too.
  const { session } = await post(server, { query: "mutation { session { token } }" }, `198.51.100.${number}`);
  const { token } = session as { token: string };
  const address = `203.0.113.${number}`;
  const held = async () => (await post(server, { query: HELD }, address, token))["session"] as { id: string };
  return { token, address, held, client: { address, sessionId: (await held()).id } };
}

async function post(server: TestServer, body: object, address: string, token?: string) {
  const response = await send(server, body, address, token);
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const send = (server: TestServer, body: object, address: string, token?: string) =>
  fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": `192.0.2.66, ${address}`,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });

function sendFile(server: TestServer, address: string, token: string) {
  const body = new FormData();
  body.append("file", new Blob([CONTENT]), "tea.txt");
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": address };
  return fetch(server.url.replace("/graphql", "/transcripts"), { method: "POST", headers, body });
}

const countRefusals = async (server: TestServer, name: RateLimitName) => {
  const metrics = await (await fetch(server.metricsUrl!)).text();
  return Number(new RegExp(`video_rag_rate_limited_total\\{limit="${name}"\\} (\\d+)`).exec(metrics)![1]);
};

/** Uses all that the client has left but what a call counts. */
const useUp = (server: TestServer, action: LimitedAction, client: Client) =>
  server.services.rateLimits.record(action, client, MAX - CALLS[action].counts);

describe.each(GROUPS)("limits of a $scope by the $window", (group) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(limitsOf(namesOf(group)));
  });
  afterAll(async () => {
    await server.close();
    await server.database.drop();
  });

  it.each(namesOf(group))("%s is refused on every transport, before anything is done", async (name) => {
    const { action, scope } = RATE_LIMITS[name];
    const { query, variables = {} } = CALLS[action];
    const { token, address, client, held } = await openClient(server, RATE_LIMIT_NAMES.indexOf(name) + 1);
    const auth = action === "sessions" ? undefined : token;
    const isRefused: Refusal = { code: "RATE_LIMITED", limit: name, retryAfterMs: expect.any(Number) };

    await post(server, { query, variables }, address, auth);
    await useUp(server, action, client);
    const before = await held();

    const response = await send(server, { query, variables }, address, auth);
    const { errors } = (await response.json()) as { errors: { extensions: Refusal }[] };
    expect(errors[0]!.extensions).toEqual(isRefused);
    expect(response.status).toBe(200);
    expect(response.headers.get("retry-after")).toBe(
      String(Math.ceil(errors[0]!.extensions.retryAfterMs / 1000)),
    );

    const transports = Object.entries(TRANSPORTS[typeOf(query)]);
    for (const [transport, read] of transports) {
      const headers = { "x-forwarded-for": `192.0.2.67, ${address}` };
      const [result] = await read({ url: server.url, query, variables, token: auth, headers });
      expect([transport, result!.errors?.[0]?.extensions]).toEqual([transport, isRefused]);
    }
    expect(await held()).toEqual(before);
    expect(await countRefusals(server, name)).toBe(1 + transports.length);

    // Others are served: another session for a limit of sessions, another address for one of addresses.
    const other = await openClient(server, 100 + RATE_LIMIT_NAMES.indexOf(name));
    const [otherToken, otherAddress] =
      scope === "session" ? [other.token, address] : [auth && token, other.address];
    await post(server, { query, variables }, otherAddress, otherToken);
  });

  const uploads = namesOf(group).filter((name) => CALLS[RATE_LIMITS[name].action].isUpload);
  it.each(uploads)("%s is refused with 429 by POST /transcripts", async (name) => {
    const { action } = RATE_LIMITS[name];
    const { token, address, client } = await openClient(server, 200 + RATE_LIMIT_NAMES.indexOf(name));
    expect((await sendFile(server, address, token)).status).toBe(201);
    await useUp(server, action, client);
    const response = await sendFile(server, address, token);
    expect(response.status).toBe(429);
    const { errors } = (await response.json()) as { errors: { extensions: Refusal }[] };
    const { retryAfterMs } = errors[0]!.extensions;
    expect(errors[0]!.extensions).toEqual({ code: "RATE_LIMITED", limit: name, retryAfterMs });
    expect(response.headers.get("retry-after")).toBe(String(Math.ceil(retryAfterMs / 1000)));
  });
});

describe("rate limits", () => {
  it("count each field of a document, whatever its alias", async () => {
    const server = await startServer({ ASKS_PER_MINUTE_PER_SESSION: "2" });
    const token = await server.openSession();
    const ask = `ask(question: "Tea?") { answer { id } }`;
    const { data, errors } = await server.execute(`mutation { a: ${ask} b: ${ask} c: ${ask} }`, {}, token);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ["c"], extensions: { code: "RATE_LIMITED" } }]);
    const searching = await startServer({ SEARCHES_PER_MINUTE_PER_SESSION: "2" });
    const other = await searching.openSession();
    const search = `search(query: "tea") { score }`;
    const refused = await searching.execute(`{ a: ${search} b: ${search} c: ${search} }`, {}, other);
    expect(refused.errors).toMatchObject([{ extensions: { code: "RATE_LIMITED" } }]);
  });

  it("do not count a session that is there already", async () => {
    const server = await startServer({ SESSIONS_PER_MINUTE_PER_ADDRESS: "1" });
    const token = await server.openSession();
    for (let call = 0; call < 3; call++) {
      const { session } = await server.request("mutation { session { created } }", {}, token);
      expect(session.created).toBe(false);
    }
    expect(await server.errorCode("mutation { session { token } }")).toBe("RATE_LIMITED");
  });

  it("give back the videos that a playlist does not have", async () => {
    const server = await startServer({ VIDEOS_PER_HOUR_PER_SESSION: "21" });
    const token = await server.openSession();
    const add = `mutation { addPlaylist(url: "https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaaaa", first: 20) {
      results { video { id } } } }`;
    for (let call = 0; call < 2; call++) await server.request(add, {}, token);
    expect(await server.errorCode(add, {}, token)).toBe("RATE_LIMITED");
  });

  it("refuse more videos than a whole window allows as an input to be changed", async () => {
    const server = await startServer({ VIDEOS_PER_HOUR_PER_SESSION: "2" });
    const { query, variables } = CALLS.videos;
    const { errors } = await server.execute(query, variables, await server.openSession());
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining("at most 2 videos an hour"),
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
  });

  it("are off where nothing is allowed to be counted", async () => {
    const server = await startServer(WITHOUT_RATE_LIMITS);
    const { token, address, client } = await openClient(server, 1);
    for (const [action, { query, variables }] of Object.entries(CALLS)) {
      await server.services.rateLimits.record(action as LimitedAction, client, 1_000_000);
      expect(await post(server, { query, variables }, address, token)).toBeTypeOf("object");
    }
  });

  it("count what is no address in X-Forwarded-For as one client, and fail for none", async () => {
    const server = await startServer({ SESSIONS_PER_MINUTE_PER_ADDRESS: "3" });
    const malformed = [
      "unknown",
      "_hidden",
      "192.0.2.300",
      "'; drop table sessions",
      "x".repeat(8000),
      "[::1",
      "%00",
    ];
    const codes: string[] = [];
    for (const address of malformed) {
      const response = await send(server, { query: "mutation { session { token } }" }, address);
      expect(response.status).toBe(200);
      const { errors } = (await response.json()) as { errors?: { extensions: Refusal }[] };
      codes.push(errors?.[0]?.extensions.code ?? "none");
    }
    expect(codes).toEqual(["none", "none", "none", ...Array<string>(4).fill("RATE_LIMITED")]);
  });

  it("do not believe an X-Forwarded-For unless they are told to", async () => {
    const server = await startServer({ SESSIONS_PER_MINUTE_PER_ADDRESS: "1", TRUST_PROXY: "false" });
    await post(server, { query: "mutation { session { token } }" }, "203.0.113.1");
    const refused = await send(server, { query: "mutation { session { token } }" }, "203.0.113.2");
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
  });
});

describe.runIf(onPostgreSQL)("two servers on one PostgreSQL", () => {
  it("count together, by address and by session, and begin nothing anew when one starts again", async () => {
    const env = { SESSIONS_PER_MINUTE_PER_ADDRESS: "3", SEARCHES_PER_MINUTE_PER_SESSION: "2" };
    const one = await startServer(env);
    const other = await startServer(env, one.database);
    const token = await one.openSession();
    await other.openSession();
    const { query } = CALLS.searches;
    await one.request(query, {}, token);
    await other.request(query, {}, token);
    expect(await one.errorCode(query, {}, token)).toBe("RATE_LIMITED");
    await other.close();
    const again = await startServer(env, one.database);
    expect(await again.errorCode(query, {}, token)).toBe("RATE_LIMITED");
    await again.openSession();
    for (const each of [one, again]) {
      expect(await each.errorCode("mutation { session { token } }")).toBe("RATE_LIMITED");
    }
  });
});
