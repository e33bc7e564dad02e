import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSchema } from "../graphql/schema.ts";
import { NO_ID, rootFields } from "../testing/client/root-fields.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts } from "../testing/fakes/fake-transcripts.ts";
import {
  NO_REFERENCES,
  NOT_SHOWN,
  PLAYLIST_ID,
  REFERENCES,
  ROOTS,
  ROUTES,
} from "../testing/isolation/entries.ts";
import { operationText, valuesAt } from "../testing/isolation/operation-text.ts";
import { openOwned, SHARED_YOUTUBE_ID, type Owned } from "../testing/isolation/owned.ts";
import { givenPlaces, reachingPlaces, rootPlaces, waysTo } from "../testing/isolation/places.ts";
import { routesOf } from "../testing/isolation/routes.ts";
import { TRANSPORTS, typeOf, type Result } from "../testing/isolation/transports.ts";
import { multipartBody, BOUNDARY } from "../testing/network/multipart-body.ts";
import { NO_PAGES } from "../testing/server/built-pages.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { startYouTubeServer, type YouTubeServer } from "../testing/youtube/youtube-server.ts";

/*
 * Nothing of a session is told to any other, whatever it asks for and by whatever way. The schema and the routes say what
 * there is; the tables in testing/isolation/entries.ts say what each does. A field, an argument or a route that is in no
 * table fails here.
 */

const schema = createSchema();

let server: TestServer;
let youtube: YouTubeServer;
let routes: string[];
let own: Owned;
let other: Owned;
/** Tokens that open no session, and the code that each gives. */
let noSessions: { name: string; token: string | undefined; code: string }[];

const MARKED = { own: "kumquat", other: "zanzibar" };

beforeAll(async () => {
  const start = () =>
    startTestServer({
      env: {
        SESSION_MAX_VIDEOS: "1000",
        METRICS_PORT: "0",
        YOUTUBE_BASE_URL: youtube.url,
        DATABASE_CONNECT_TIMEOUT_MS: "60000",
      },
      dependencies: { embedding: createFakeEmbedding(), ...createFakeTranscripts() },
      // Whose files, which know of no session, have routes of their own once they are built.
      pageDirectories: NO_PAGES,
    });
  youtube = await startYouTubeServer();
  youtube.setPlaylist(PLAYLIST_ID, { youtubeIds: [SHARED_YOUTUBE_ID] });
  ({ started: server, routes } = await routesOf(start));
  // The other first: the cursors of its history then stand before all that is the session's own.
  other = await openOwned(server, MARKED.other);
  own = await openOwned(server, MARKED.own);
  const ended = await server.openSession();
  await server.request("mutation { endSession { sessionId } }", {}, ended);
  const expired = await server.openSession();
  const { session } = await server.request("{ session { id } }", {}, expired);
  await server.services.database
    .fork()
    .execute("update sessions set expires_at = created_at where id = ?", [session.id]);
  noSessions = [
    { name: "none", token: undefined, code: "UNAUTHENTICATED" },
    { name: "unknown", token: "A".repeat(43), code: "UNAUTHENTICATED" },
    { name: "malformed", token: "no/token", code: "UNAUTHENTICATED" },
    { name: "ended", token: ended, code: "UNAUTHENTICATED" },
    { name: "expired", token: expired, code: "SESSION_EXPIRED" },
  ];
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
  await youtube.close();
});

const codeOf = (result: Result | undefined) => result?.errors?.[0]?.extensions?.code ?? "no error";

describe("an entry is there for", () => {
  it.each([
    ["every root field", "ROOTS", () => [rootPlaces(schema), Object.keys(ROOTS)]],
    [
      "every argument and input field",
      "REFERENCES or NO_REFERENCES",
      () => [givenPlaces(schema), [...Object.keys(REFERENCES), ...NO_REFERENCES]],
    ],
    ["every route", "ROUTES", () => [routes, Object.keys(ROUTES)]],
  ] as [string, string, () => [string[], string[]]][])("%s, in %s", (_what, _table, read) => {
    const [there, known] = read();
    expect(there.filter((place) => !known.includes(place))).toEqual([]);
    expect(there.length).toBeGreaterThan(0);
  });
});

describe("without a session", () => {
  it.each(rootFields(schema).map((field) => ({ ...field, place: placeOf(field) })))(
    "$place says the same on every transport",
    async ({ place, type, operation }) => {
      const needs = ROOTS[place]?.needs;
      for (const [transport, read] of Object.entries(TRANSPORTS[type])) {
        for (const { name, token, code } of noSessions) {
          const [result] = await read({ url: server.url, query: operation, token });
          const expected = needs === null ? "no error" : code;
          expect({ transport, name, code: codeOf(result) }).toEqual({ transport, name, code: expected });
        }
      }
    },
  );
});

function placeOf({ type, name }: { type: string; name: string }): string {
  return `${type[0]!.toUpperCase()}${type.slice(1)}.${name}`;
}

describe("what is another's is as what nobody has:", () => {
  it.each(Object.entries(REFERENCES))("%s", async (_place, reference) => {
    const { query, refused, malformed, malformedGives = refused } = reference;
    const foreign = reference.foreign(other);
    const missing = typeof reference.missing === "string" ? reference.missing : reference.missing(other);
    const cases = [
      { name: "foreign", value: foreign, gives: refused },
      { name: "missing", value: missing, gives: refused },
      ...malformed.map((value) => ({ name: "malformed", value, gives: malformedGives })),
    ];
    const told = new Map<string, Set<string>>();
    for (const [transport, read] of Object.entries(TRANSPORTS[typeOf(query)])) {
      for (const { name, value, gives } of cases) {
        // A key stands for what was done with it: without other variables each call with one is a session's first.
        const isFirst = query.includes("dempotencyKey: $it") && !reference.variables;
        const caller = isFirst ? await server.openSession() : own.token;
        const variables = { ...reference.variables?.(own), it: value };
        const [result] = await read({ url: server.url, query, variables, token: caller });
        const outcome = "code" in gives ? { code: codeOf(result) } : { data: result?.data };
        expect({ transport, name, value: value.slice(0, 80), ...outcome }).toEqual({
          transport,
          name,
          value: value.slice(0, 80),
          ...gives,
        });
        const text = JSON.stringify([result?.data ?? null, result?.errors?.map(({ message }) => message)]);
        const said = text.replaceAll(JSON.stringify(value).slice(1, -1), "IT");
        if (name !== "malformed") told.set(name, (told.get(name) ?? new Set()).add(said));
      }
    }
    expect([...told.get("foreign")!]).toEqual([...told.get("missing")!]);
    expect(told.get("foreign")!.size).toBe(1);
  });
});

describe("only what is the session's own is reached by", () => {
  const shown = reachingPlaces(schema).filter((place) => !(place in NOT_SHOWN));

  it.each(Object.entries(NOT_SHOWN))("%s, by what is tried for %s", (_place, alike) => {
    expect(shown).toContain(alike);
  });

  it.each(shown)("%s", async (place) => {
    let reached = 0;
    for (const way of waysTo(schema, place)) {
      const { field, on } = way[0]!;
      const root = `${on.name}.${field.name}`;
      // These change what the others look for: a session of its own for each.
      const caller = /Mutation\.(endSession|removeVideo|deleteAnswer|clearAnswers)/.test(root)
        ? await openOwned(server, "medlar")
        : own;
      const given = ROOTS[root]?.given?.(caller) ?? {};
      const query = operationText(schema, way, given);
      const [[transport, read]] = Object.entries(TRANSPORTS[typeOf(query)]) as [
        [string, (typeof TRANSPORTS)["query"][string]],
      ];
      const isLast = (result: Result) =>
        result.errors !== undefined ||
        typeOf(query) !== "subscription" ||
        valuesAt(result.data, way).length > 0;
      const results = await read({ url: server.url, query, variables: given, token: caller.token }, isLast);
      for (const result of results) {
        expect({ transport, query, errors: result.errors }).toEqual({ transport, query, errors: undefined });
        reached += valuesAt(result.data, way).length;
      }
      const text = JSON.stringify(results);
      expect(other.secrets.filter((secret) => text.includes(secret))).toEqual([]);
      if (reached > 0) break;
    }
    // One that cannot be shown here needs an entry in NOT_SHOWN.
    expect({ place, isShown: reached > 0 }).toEqual({ place, isShown: true });
  });
});

describe("the route", () => {
  const told = async (response: Response) => {
    const text = await response.text();
    const { errors } = (text === "" ? {} : JSON.parse(text)) as Result;
    return { status: response.status, code: errors?.[0]?.extensions?.code ?? null, text };
  };
  const send = (route: string, id: string, token: string | undefined) => {
    const [method, path] = route.split(" ") as [string, string];
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const form = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
    const body = multipartBody([{ name: "file", value: "0:00 Water is warm.", fileName: "water.txt" }]);
    return fetch(new URL(path.replace(":id", encodeURIComponent(id)), server.url), {
      method,
      headers: { ...authorization, ...(method === "POST" ? form : {}) },
      ...(method === "POST" ? { body: new Uint8Array(body) } : {}),
    });
  };
  const of = (...kinds: string[]) =>
    Object.entries(ROUTES)
      .filter(([, kind]) => kinds.includes(kind))
      .map(([route]) => route);

  it.each(of("session", "video"))("%s needs a session", async (route) => {
    for (const { name, token, code } of noSessions) {
      for (const id of [own.videoId, other.videoId, NO_ID]) {
        const { status, code: given } = await told(await send(route, id, token));
        const expected = { name, status: 401, code: route.startsWith("HEAD") ? null : code };
        expect({ name, status, code: given }).toEqual(expected);
      }
    }
  });

  it.each(of("video"))("%s tells nothing of another's", async (route) => {
    expect((await send(route, own.videoId, own.token)).status).toBe(200);
    const said = new Set<string>();
    for (const id of [other.videoId, other.sharedVideoId, NO_ID, "1", "..%2f..", "%00", "x".repeat(90)]) {
      const { status, text } = await told(await send(route, id, own.token));
      expect({ id, status }).toEqual({ id, status: 404 });
      said.add(text.replaceAll(JSON.stringify(id).slice(1, -1), "IT"));
    }
    expect(said.size).toBe(1);
  });

  it.each(of("open"))("%s tells nothing of a session", async (route) => {
    const text = await (await send(route, NO_ID, own.token)).text();
    expect([...own.secrets, ...other.secrets].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

it("what a session does reaches no other's events", async () => {
  const events = server.subscribe(
    "subscription { videoEvents { ... on VideoUpdated { video { id } } ... on VideoRemoved { videoId } } }",
    {},
    own.token,
  );
  const next = async () => JSON.stringify((await events.next()).value.data.videoEvents);
  const { session } = await server.request("{ session { videos { id } } }", {}, own.token);
  for (const _ of session.videos) await next();
  const guest = await openOwned(server, "medlar");
  const remove = "mutation ($id: ID!) { removeVideo(id: $id) { videoId } }";
  await server.request(remove, { id: guest.videoId }, guest.token);
  await server.request(remove, { id: own.sharedVideoId }, own.token);
  expect(await next()).toContain(own.sharedVideoId);
});
