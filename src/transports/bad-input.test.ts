import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOverHttp, codeOverSocket } from "../testing/client/error-codes.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const OPERATIONS = {
  video: "query ($id: ID!) { video(id: $id) { id } }",
  answer: "query ($id: ID!) { answer(id: $id) { id } }",
  search:
    "query ($query: String!, $videoIds: [ID!], $first: Int) { search(query: $query, videoIds: $videoIds, first: $first) { text } }",
  history:
    "query ($last: Int, $before: String) { session { answers(last: $last, before: $before) { edges { cursor } } } }",
  transcript:
    "query ($from: Int, $to: Int) { session { videos { transcript(fromMs: $from, toMs: $to) { text } } } }",
  session: "mutation ($token: String) { session(token: $token) { created } }",
  addVideos:
    "mutation ($urls: [String!]!, $language: String) { addVideos(urls: $urls, language: $language) { results { error { code } } } }",
  addTranscript: "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
  removeVideo: "mutation ($id: ID!) { removeVideo(id: $id) { videoId } }",
  ask: "mutation ($question: String!, $videoIds: [ID!], $idempotencyKey: String) { ask(question: $question, videoIds: $videoIds, idempotencyKey: $idempotencyKey) { answer { id } } }",
  cancelAnswer: "mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }",
  answerEvents: "subscription ($id: ID!, $after: String) { answerEvents(id: $id, after: $after) { cursor } }",
} as const;

type Variables = Record<string, unknown>;

let server: TestServer;
let token: string;
let answerId: string;

beforeAll(async () => {
  server = await startTestServer({
    env: { SESSION_MAX_VIDEOS: "1000", TRANSCRIPT_MAX_BYTES: "2000000" },
    dependencies: { embedding: createFakeEmbedding(), ...createFakeTranscripts() },
  });
  token = await server.openSession();
  const input = { title: "Tea", format: "TEXT", content: "0:00 Green tea wants water of eighty degrees." };
  await server.request(OPERATIONS.addTranscript, { input }, token);
  await eventually(async () => {
    const { session } = await server.request("{ session { videos { status } } }", {}, token);
    return session.videos[0].status === "READY";
  });
  answerId = (await server.request(OPERATIONS.ask, { question: "Tea?" }, token)).ask.answer.id;
  const status = async () =>
    (await server.request(`{ answer(id: "${answerId}") { status } }`, {}, token)).answer.status;
  await eventually(async () => (await status()) === "COMPLETED");
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const code = (name: keyof typeof OPERATIONS, variables: Variables) =>
  codeOverHttp(server.url, { query: OPERATIONS[name], variables }, token);
const held = () =>
  server.request("{ session { videos { id title } answers { edges { node { id } } } } }", {}, token);
const addTranscript = (input: Variables) =>
  server.execute(
    OPERATIONS.addTranscript,
    { input: { title: "Tea", format: "TEXT", content: "0:00 Tea.", ...input } },
    token,
  );

describe("refused, with what to change, and nothing is changed by", () => {
  let before: unknown;
  beforeEach(async () => {
    before = await held();
  });
  const unchanged = async () => expect(await held()).toEqual(before);

  it.each([
    ["an empty transcript", { content: "" }, "empty"],
    ["a transcript of white space", { content: " \n\t\n" }, "empty"],
    [
      "a link instead of a transcript",
      { content: "https://youtu.be/aqz-KE-bpKQ" },
      "send the words themselves",
    ],
    ["a video without length", { durationMs: 0 }, "1 to 172800000"],
    ["a transcript of 10 MB", { content: `0:00 ${"words ".repeat(1_700_000)}` }, "at most 2000000"],
    [
      "a transcript over the limit in bytes, not in characters",
      { content: `0:00 ${"é".repeat(1_100_000)}` },
      "bytes",
    ],
    ["a binary transcript", { content: "\u0000\u0001\u0002PNG\u0000" }, "UTF-8"],
    ["a transcript in another encoding", { content: "0:00 \ufffd\ufffd\ufffd\ufffd" }, "UTF-8"],
    ["a web page", { content: "<!doctype html><html></html>" }, "web page"],
    [
      "captions in another format",
      { format: "SRT", content: "WEBVTT\n\n00:00.000 --> 00:01.000\nTea" },
      "VTT",
    ],
    ["captions whose times are all missing", { format: "VTT", content: "WEBVTT\n\nTea is hot." }, "cue"],
    [
      "captions without words",
      { format: "VTT", content: "WEBVTT\n\n00:00.000 --> 00:01.000\n[Music]" },
      "words",
    ],
    ["an empty title", { title: "  " }, "title"],
    ["a title of NUL characters", { title: "\0\0" }, "title"],
    ["a title that is too long", { title: "x".repeat(501) }, "500"],
    ["a URL of no video", { url: "https://www.youtube.com/@someone" }, "url"],
    ["a language that is none", { language: "English please" }, "BCP 47"],
    [
      "a language that is too long",
      { language: `en-x-${Array.from({ length: 400 }, randomPart).join("-")}` },
      "BCP 47",
    ],
  ])("%s", async (_, input, word) => {
    const { data, errors } = await addTranscript(input);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT" }, message: expect.stringContaining(word) },
    ]);
    await unchanged();
  });

  it.each<[string, keyof typeof OPERATIONS, Variables]>([
    ["an empty question", "ask", { question: "" }],
    ["a question of white space", "ask", { question: " \n " }],
    ["a question of NUL characters", "ask", { question: "\0" }],
    ["a question that is too long", "ask", { question: "x".repeat(2001) }],
    ["a question to no video", "ask", { question: "Tea?", videoIds: [] }],
    ["an empty idempotency key", "ask", { question: "Tea?", idempotencyKey: "" }],
    ["an idempotency key that is too long", "ask", { question: "Tea?", idempotencyKey: "x".repeat(201) }],
    ["an empty query", "search", { query: "" }],
    ["a query that is too long", "search", { query: "x".repeat(2001) }],
    ["a search for no results", "search", { query: "tea", first: 0 }],
    ["a search for a negative number of results", "search", { query: "tea", first: -1 }],
    ["a search for too many results", "search", { query: "tea", first: 2_147_483_647 }],
    ["a page of no answers", "history", { last: 0 }],
    ["a page of too many answers", "history", { last: 2_147_483_647 }],
    ["a cursor that is none", "history", { before: "cursor" }],
    ["no URL at all", "addVideos", { urls: [] }],
    ["1,001 URLs", "addVideos", { urls: Array.from({ length: 1001 }, (_, index) => fakeUrl(index)) }],
    ["a language that is none", "addVideos", { urls: [fakeUrl(1)], language: "?" }],
    [
      "a language too long for an index",
      "addVideos",
      { urls: [fakeUrl(1)], language: `en-x-${"abcdefgh-".repeat(400)}z` },
    ],
    ["an Int that does not fit", "search", { query: "tea", first: 2 ** 31 }],
    ["an Int with a fraction", "search", { query: "tea", first: 1.5 }],
    ["a String that is none", "ask", { question: 5 }],
    ["an argument that is missing", "ask", {}],
    ["a null where there must be a value", "addVideos", { urls: [null] }],
    ["an unknown format", "addTranscript", { input: { title: "Tea", format: "PDF", content: "0:00 Tea." } }],
    [
      "an unknown field of an input",
      "addTranscript",
      { input: { title: "Tea", format: "TEXT", content: "0:00 Tea.", x: 1 } },
    ],
  ])("%s (%s)", async (_, name, variables) => {
    expect(await code(name, variables)).toBe("BAD_USER_INPUT");
    const client = server.webSocketClient(token);
    expect(await codeOverSocket(client, OPERATIONS[name], variables)).toBe("BAD_USER_INPUT");
    await unchanged();
  });

  it.each(["removeVideo", "cancelAnswer", "answerEvents"] as const)(
    "ids that are no UUIDs, to %s",
    async (name) => {
      for (const id of ["", "1", "video", "../..", `${randomUUID()}x`, "x".repeat(50_000)]) {
        expect(await code(name, { id })).toBe("NOT_FOUND");
      }
      await unchanged();
    },
  );

  it("ids that are no UUIDs, in a list", async () => {
    for (const name of ["ask", "search"] as const) {
      const variables = { question: "Tea?", query: "tea", videoIds: ["1"] };
      expect(await code(name, variables)).toBe("NOT_FOUND");
    }
    await unchanged();
  });

  it("cursors that the answer never gave", async () => {
    const other = Buffer.from(`${randomUUID()}/1/0/0/0`).toString("base64url");
    const beyond = Buffer.from(`${answerId}/1/2/999999/0`).toString("base64url");
    const later = Buffer.from(`${answerId}/99/1/0/0`).toString("base64url");
    const negative = Buffer.from(`${answerId}/1/2/-5/0`).toString("base64url");
    for (const after of ["", "x", "é", "=====", "x".repeat(50_000), other, beyond, later, negative]) {
      expect([after.slice(0, 80), await code("answerEvents", { id: answerId, after })]).toEqual([
        after.slice(0, 80),
        "BAD_USER_INPUT",
      ]);
    }
  });

  it("a key that was used for another question", async () => {
    const idempotencyKey = randomUUID();
    await server.request(OPERATIONS.ask, { question: "Tea?", idempotencyKey }, token);
    expect(await code("ask", { question: "Coffee?", idempotencyKey })).toBe("BAD_USER_INPUT");
  });

  it("knows a question again that has half of a surrogate pair", async () => {
    const asked = { question: "Tea \ud800?", idempotencyKey: `${randomUUID()}\ud800` };
    const ids = [1, 2].map(() => server.request(OPERATIONS.ask, asked, token));
    const [one, other] = (await Promise.all(ids)).map(({ ask }) => ask.answer.id);
    expect(other).toBe(one);
  });
});

it("ids that are no UUIDs are those of nothing", async () => {
  for (const id of ["", "1", "x".repeat(50_000), "\0"]) {
    expect(await server.request(OPERATIONS.video, { id }, token)).toEqual({ video: null });
    expect(await server.request(OPERATIONS.answer, { id }, token)).toEqual({ answer: null });
  }
});

describe("captions whose times are wrong", () => {
  it.each([
    ["overlap", "00:00.000 --> 00:09.000\nOne.\n\n00:01.000 --> 00:08.000\nTwo.", ["One.", "Two."]],
    ["are not in order", "00:05.000 --> 00:09.000\nTwo.\n\n00:01.000 --> 00:02.000\nOne.", ["One.", "Two."]],
    [
      "are missing here and there",
      "00:00.000 --> 00:09.000\nOne.\n\n--> \nLost.\n\n00:09.000 --> \nTwo.",
      ["One."],
    ],
    ["end before they begin", "00:09.000 --> 00:01.000\nOne.", ["One."]],
    ["are longer than any video", "00:01.000 --> 99999:00:00.000\nOne.", ["One."]],
  ])("are put right where they %s", async (_, body, words) => {
    const { data } = await addTranscript({ format: "VTT", content: `WEBVTT\n\n${body}\n` });
    const query = "query ($id: ID!) { video(id: $id) { status transcript { startMs endMs text } } }";
    const video = await eventually(async () => {
      const found = (await server.request(query, { id: data.addTranscript.video.id }, token)).video;
      return found.status === "READY" && found;
    });
    expect(video.transcript.map((segment: { text: string }) => segment.text)).toEqual(
      expect.arrayContaining(words),
    );
    for (const { startMs, endMs } of video.transcript) expect(endMs).toBeGreaterThan(startMs);
  });
});

it("takes an hour of captions without a space or a sentence end, of characters outside the BMP", async () => {
  const content = Array.from(
    { length: 300 },
    (_, index) =>
      `${Math.floor(index / 5)}:${String((index % 5) * 12).padStart(2, "0")} ${"🫖𠀋".repeat(59)}${String.fromCodePoint(0x20000 + index).repeat(2)}`,
  ).join("\n");
  const { data } = await addTranscript({ content });
  const query = "query ($id: ID!) { video(id: $id) { status passageCount } }";
  const ready = await eventually(async () => {
    const { video } = await server.request(query, { id: data.addTranscript.video.id }, token);
    return video.status === "READY" && video;
  });
  expect(ready.passageCount).toBeGreaterThan(10);
});

describe("strange characters", () => {
  const strange = [
    "\0",
    "a\0b",
    "\ud800",
    "a\udc00b",
    "\uffff",
    "'; drop table sessions; --",
    "%s %n ${x}",
    "\u202e\u0301🫖",
    "?",
    ":x $1",
  ];
  const valid: Record<keyof typeof OPERATIONS, Variables> = {
    video: { id: "x" },
    answer: { id: "x" },
    search: { query: "tea", videoIds: ["x"] },
    history: { before: "x" },
    transcript: {},
    session: { token: "x" },
    addVideos: { urls: ["x"], language: "en" },
    addTranscript: {
      input: {
        title: "Tea",
        format: "TEXT",
        content: "0:00 Tea.",
        url: "https://youtu.be/aqz-KE-bpKQ",
        language: "en",
      },
    },
    removeVideo: { id: "x" },
    ask: { question: "Tea?", videoIds: ["x"], idempotencyKey: "x" },
    cancelAnswer: { id: "x" },
    answerEvents: { id: "x", after: "x" },
  };

  it.each(Object.entries(valid))("never break %s, whatever argument they are in", async (name, variables) => {
    for (const text of strange) {
      for (const changed of withEachString(variables, text)) {
        const operation = { query: OPERATIONS[name as keyof typeof OPERATIONS], variables: changed };
        const told = await codeOverHttp(server.url, operation, token);
        expect([JSON.stringify(changed), told]).not.toContain("INTERNAL_SERVER_ERROR");
        expect(["no error", "NOT_FOUND", "BAD_USER_INPUT"]).toContain(told);
      }
    }
  });

  it("are kept or replaced in what is stored, and can be asked about", async () => {
    const other = await server.openSession();
    const input = { title: "Tea \ud800 🫖", format: "TEXT", content: "0:00 Green \ud800 tea 🫖 is hot." };
    const { video } = (await server.request(OPERATIONS.addTranscript, { input }, other)).addTranscript;
    const query = "query ($id: ID!) { video(id: $id) { status title transcript { text } } }";
    const read = async () => (await server.request(query, { id: video.id }, other)).video;
    const ready = await eventually(async () => {
      const found = await read();
      return found.status === "READY" && found;
    });
    expect(ready.title).toBe("Tea \ufffd 🫖");
    expect(ready.transcript).toEqual([{ text: "Green \ufffd tea 🫖 is hot." }]);
    for (const question of ["Tea \ud800?", "\udc00", "Tea\0?"]) {
      const { ask } = await server.request(
        OPERATIONS.ask,
        { question, idempotencyKey: "\ud800" + question.length },
        other,
      );
      const status = "query ($id: ID!) { answer(id: $id) { status failure { code } } }";
      const ended = await eventually(async () => {
        const { answer } = await server.request(status, { id: ask.answer.id }, other);
        return answer.status !== "RUNNING" && answer;
      });
      expect(ended).toEqual({ status: "COMPLETED", failure: null });
    }
  });
});

describe("requests that are no sensible GraphQL", () => {
  const deep = `{ session { answers(last: 10) { edges { node { sources { video { ${"transcript { text } ".repeat(1)} } } citations { video { id } } } } } } }`;
  const tooDeep = `{ __schema { types { ${"fields { type { ".repeat(10)} name ${"} } ".repeat(10)} } } session { answers { edges { node { ${"sources { video { id } } ".repeat(3)} } } } } }`;
  const expensive = `{ ${Array.from({ length: 100 }, (_, index) => `s${index}: session { videos { transcript { text } } answers { edges { node { sources { text } citations { quote } } } } }`).join(" ")} }`;
  const long = `{ ${"session { id } ".repeat(2000)} }`;

  it("answers what goes as deep as the schema sensibly does", async () => {
    expect(await codeOverHttp(server.url, { query: deep }, token)).toBe("no error");
  });

  it.each([
    ["too expensive", expensive],
    ["too long", long],
    ["of an unknown field", "{ nothing }"],
    ["without a selection", "{ session }"],
    ["with an unknown variable type", "query ($x: Nothing) { session { id } }"],
    [
      "with a cycle of fragments",
      "{ session { ...A } } fragment A on Session { ...B } fragment B on Session { ...A }",
    ],
    ["not GraphQL", "select * from sessions"],
    ["with a syntax error", "{ session { id }"],
    ["empty", " "],
    ["several operations and names none", "query A { session { id } } query B { session { id } }"],
  ])("refuses what is %s with the same code on HTTP and WebSocket", async (_, query) => {
    const overHttp = await codeOverHttp(server.url, { query }, token);
    expect(["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "OPERATION_RESOLUTION_FAILURE"]).toContain(
      overHttp,
    );
    expect(await codeOverSocket(server.webSocketClient(token), query)).toBe(overHttp);
  });

  it("survives introspection that goes deep", async () => {
    const told = await codeOverHttp(server.url, { query: tooDeep }, token);
    expect(told).not.toBe("INTERNAL_SERVER_ERROR");
  });

  it("lets a syntax error on a socket fail alone", async () => {
    const client = server.webSocketClient(token, { lazy: false, onNonLazyError: () => {} });
    const events = client.iterate({ query: "subscription { videoEvents { __typename } }" });
    await events.next();
    expect(await codeOverSocket(client, "{ session {")).toBe("GRAPHQL_PARSE_FAILED");
    expect(await codeOverSocket(client, "{ nothing }")).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(await codeOverSocket(client, "{ session { id } }")).toBe("no error");
    expect((await events.next()).done).toBe(false);
    await events.return!();
  });

  const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    fetch(server.url, { method: "POST", headers: { ...headers, authorization: `Bearer ${token}` }, body });

  it.each([
    ["a batch", JSON.stringify([{ query: "{ session { id } }" }, { query: "{ session { id } }" }])],
    ["no JSON", "{"],
    ["an empty body", ""],
    ["null", "null"],
    ["a number", "5"],
    ["no query", "{}"],
    ["a query that is no string", JSON.stringify({ query: 5 })],
    ["variables that are no object", JSON.stringify({ query: "{ session { id } }", variables: "x" })],
    ["__proto__", `{"query":"{ session { id } }","__proto__":{"x":1}}`],
  ])("answers 4xx to %s", async (_, body) => {
    const { status } = await post(body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it("answers 4xx to a body that is no JSON by its type, and to one that is too large", async () => {
    expect((await post("query=x", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    const large = JSON.stringify({ query: "{ session { id } }", variables: { x: "x".repeat(13_000_000) } });
    expect((await post(large)).status).toBe(413);
  });

  it("runs no mutation by GET", async () => {
    const url = `${server.url}?query=${encodeURIComponent("mutation { session { token } }")}`;
    const response = await fetch(url, { headers: { "apollo-require-preflight": "true" } });
    expect(response.status).toBe(405);
  });

  it("closes only the socket that sends a message larger than any operation", async () => {
    const closed = Promise.withResolvers<number>();
    const client = server.webSocketClient(token, {
      on: { closed: (event) => closed.resolve((event as CloseEvent).code) },
    });
    void codeOverSocket(client, `{ session { id } } # ${"x".repeat(1_000_000)}`);
    expect(await closed.promise).toBe(1009);
    expect((await held()).session.videos.length).toBeGreaterThan(0);
  });
});

/** The variables with each string in them replaced in turn. */
function withEachString(variables: Variables, text: string): Variables[] {
  return Object.entries(variables).flatMap(([name, value]): Variables[] => {
    if (typeof value === "string") return name === "format" ? [] : [{ ...variables, [name]: text }];
    if (Array.isArray(value)) return [{ ...variables, [name]: [text] }];
    if (typeof value !== "object" || value === null) return [];
    return withEachString(value as Variables, text).map((changed) => ({ ...variables, [name]: changed }));
  });
}

function randomPart(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(3, "x");
}
