import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { untilReady } from "../../../testing/client/sample-session.ts";
import { eventually } from "../../../testing/eventually.ts";
import { createFakeEmbedding } from "../../../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl } from "../../../testing/fakes/fake-transcripts.ts";
import { BOUNDARY, multipartBody, type FormPart } from "../../../testing/network/multipart-body.ts";
import { startTestServer, type TestServer } from "../../../testing/server/test-server.ts";

const MAX_BYTES = 100_000;
const ORIGIN = "https://app.example";
const VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nGreen tea wants water of eighty degrees.\n";
const FILE = { name: "file", value: VTT, fileName: "tea.talk.vtt" };

let server: TestServer;
let url: string;
let token: string;

beforeAll(async () => {
  server = await startTestServer({
    env: { TRANSCRIPT_MAX_BYTES: String(MAX_BYTES), SESSION_MAX_VIDEOS: "50", CORS_ORIGINS: ORIGIN },
    dependencies: { embedding: createFakeEmbedding(), ...createFakeTranscripts() },
    limits: { stalledMs: 300, bodyMs: 1500, refusedBodyMs: 1000 },
  });
  url = new URL("/transcripts", server.url).href;
  token = await server.openSession();
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const form = (contentType = `multipart/form-data; boundary=${BOUNDARY}`) => ({
  "content-type": contentType,
  authorization: `Bearer ${token}`,
});

type Refusal = { errors?: { message: string; extensions: { code: string } }[] };
type Body = NonNullable<Parameters<typeof fetch>[1]>["body"];

async function post(body: Body, headers: Record<string, string> = form()) {
  const response = await fetch(url, { method: "POST", headers, body });
  // Tests assert on what they find.
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}
const field = (name: string, value: string): FormPart => ({ name, value });
const postParts = (...parts: FormPart[]) => post(multipartBody(parts));

const VIDEO = `query ($id: ID!) { video(id: $id) { id title url language status isTimed durationMs transcript { startMs text } } }`;
const videoOf = async (id: string) => (await server.request(VIDEO, { id }, token)).video;
const countVideos = async () =>
  (await server.request("{ session { videos { id } } }", {}, token)).session.videos.length;

describe("POST /transcripts", () => {
  it("adds a transcript by the name of its file", async () => {
    const { status, body, headers } = await postParts(FILE);
    expect([status, body]).toEqual([201, { videoId: expect.any(String), warnings: [] }]);
    expect(headers.get("cache-control")).toBe("no-store");
    await untilReady(server, token, body.videoId);
    expect(await videoOf(body.videoId)).toMatchObject({
      title: "tea.talk",
      url: null,
      isTimed: true,
      transcript: [{ startMs: 0, text: "Green tea wants water of eighty degrees." }],
    });
  });

  it("takes every field that the mutation takes", async () => {
    const { status, body } = await postParts(
      field("title", "Grüner Tee"),
      field("url", "https://youtu.be/aqz-KE-bpKQ"),
      field("language", "en"),
      field("format", "text"),
      field("durationMs", "60000"),
      { name: "file", value: "Green tea is hot.\nBlack tea is hotter.", fileName: "x.txt" },
    );
    expect([status, body]).toMatchObject([201, { warnings: [expect.stringContaining("times")] }]);
    expect(await videoOf(body.videoId)).toMatchObject({
      title: "Grüner Tee",
      url: "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
      language: "en",
      isTimed: false,
      durationMs: 60_000,
    });
  });

  it("gives its transcript to the video of its URL that the session holds", async () => {
    const added = await server.request(
      `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`,
      { urls: [fakeUrl(7)] },
      token,
    );
    const { body } = await postParts(field("url", fakeUrl(7)), FILE);
    expect(body.videoId).toBe(added.addVideos.results[0].video.id);
  });

  it("takes fields that a form leaves empty for left out", async () => {
    const { status } = await postParts(
      ...["title", "url", "language", "idempotencyKey", "format", "durationMs"].map((name) =>
        field(name, ""),
      ),
      FILE,
    );
    expect(status).toBe(201);
  });

  it("takes what browsers send, with a file of any name", async () => {
    const names = ["Grüße “Tee”.vtt", 'a"b.vtt', "緑茶.vtt", "tea", ".vtt"];
    const titles = [];
    for (const name of names) {
      const data = new FormData();
      data.set("file", new Blob([VTT]), name);
      const { body } = await post(data, { authorization: `Bearer ${token}` });
      titles.push((await videoOf(body.videoId)).title);
    }
    expect(titles).toEqual(["Grüße “Tee”", 'a"b', "緑茶", "tea", ".vtt"]);
  });

  it.each([
    ["../../etc/passwd.vtt", "passwd"],
    ["C:\\\\fakepath\\\\tea.vtt", "tea"],
    ["/home/me/tea.vtt", "tea"],
    [`${"x".repeat(900)}.vtt`, `${"x".repeat(499)}…`],
  ])("names the video after %s without its folder", async (fileName, title) => {
    const { body } = await postParts({ ...FILE, fileName });
    expect((await videoOf(body.videoId)).title).toBe(title);
  });

  it("reads other encodings, and says so", async () => {
    const utf16 = Buffer.from(`\uFEFF${VTT}`, "utf16le");
    expect((await postParts({ ...FILE, value: utf16 })).body.warnings).toEqual([]);
    const latin = Buffer.from(VTT.replace("Green", "Gr\u00FCner, gr\u00FCner"), "latin1");
    const { body } = await postParts({ ...FILE, value: latin });
    expect(body.warnings).toEqual([expect.stringContaining("windows-1252")]);
    expect((await videoOf(body.videoId)).transcript[0].text).toContain("Grüner, grüner tea");
  });

  it("shares its idempotency keys with the mutation", async () => {
    const input = { title: "Tea", format: "VTT", content: VTT, idempotencyKey: "shared" };
    const mutation = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
    const { addTranscript } = await server.request(mutation, { input }, token);
    const fields = [field("title", "Tea"), field("format", "VTT"), field("idempotencyKey", "shared")];
    const again = await postParts(...fields, { ...FILE, value: `\uFEFF${VTT}` });
    expect(again.body.videoId).toBe(addTranscript.video.id);
    const other = await postParts(...fields, { ...FILE, value: VTT.replace("eighty", "ninety") });
    expect([other.status, other.body.errors[0].message]).toEqual([
      400,
      expect.stringContaining("idempotencyKey was already used"),
    ]);
  });

  it("lets the applications of CORS_ORIGINS in, refused or not", async () => {
    const preflight = await fetch(url, {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    for (const parts of [[FILE], []]) {
      const { headers } = await post(multipartBody(parts), { ...form(), origin: ORIGIN });
      expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
    }
  });
});

describe("refused, with what to change, is", () => {
  const refused = async (
    answer: Promise<{
      status: number;
      body: { errors: { message: string; extensions: { code: string } }[] };
    }>,
  ) => {
    const { status, body } = await answer;
    const [error, ...more] = body.errors;
    expect(more).toEqual([]);
    return [status, error!.extensions.code, error!.message];
  };
  const badInput = (word: string) => [400, "BAD_USER_INPUT", expect.stringContaining(word)];

  it.each<[string, FormPart[], string]>([
    ["a form without a file", [field("title", "Tea")], "no file"],
    ["a form of nothing", [], "no file"],
    ["a field behind the file", [FILE, field("title", "Tea")], '"title" stands behind the file'],
    ["a second file", [FILE, FILE], "two files"],
    ["an unknown field", [field("titel", "Tea"), FILE], '"titel"'],
    ["a field that every object has", [field("constructor", "Tea"), FILE], "form cannot be read"],
    ["a field given twice", [field("title", "a"), field("title", "b"), FILE], "title is given twice"],
    ["a field that is too long", [field("title", "x".repeat(20_000)), FILE], "title has more than"],
    ["a title that is too long", [field("title", "x".repeat(501)), FILE], "at most 500"],
    ["an unknown format", [field("format", "PDF"), FILE], "VTT, SRT"],
    ["a length that is no number", [field("durationMs", "1.5"), FILE], "durationMs"],
    ["a length that no Int holds", [field("durationMs", "9999999999"), FILE], "durationMs"],
    ["a URL of no video", [field("url", "https://example.com"), FILE], "url"],
    ["an empty file", [field("format", "VTT"), { ...FILE, value: "" }], "empty"],
    [
      "a binary file",
      [field("format", "VTT"), { ...FILE, value: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") }],
      "UTF-8",
    ],
    ["a file without a name or title", [{ name: "file", value: VTT }], "title is missing"],
    [
      "an idempotency key that is too long",
      [field("idempotencyKey", "x".repeat(201)), FILE],
      "idempotencyKey",
    ],
  ])("%s", async (_, parts, word) => {
    const before = await countVideos();
    expect(await refused(postParts(...parts))).toEqual(badInput(word));
    expect(await countVideos()).toBe(before);
  });

  it("a body that is no form", async () => {
    const json = form("application/json");
    expect(await refused(post("{}", json))).toEqual(badInput("multipart/form-data"));
    expect(await refused(post("x", form("text/plain")))).toEqual(badInput("multipart/form-data"));
    expect(await refused(post("x", form("multipart/form-data")))).toEqual(badInput("oundary"));
    expect(await refused(post("no parts at all"))).toEqual(badInput("form cannot be read"));
  });

  it("a body that ends in the middle", async () => {
    const whole = multipartBody([field("format", "VTT"), FILE]);
    for (const length of [20, 80, whole.length - 100, whole.length - 8]) {
      const answer = await refused(post(whole.subarray(0, length)));
      expect([length, answer]).toEqual([length, badInput("")]);
    }
  });

  it("one without a session", async () => {
    const [status, code] = await refused(
      post(multipartBody([FILE]), {
        "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
      }),
    );
    expect([status, code]).toEqual([401, "UNAUTHENTICATED"]);
    const inUrl = await fetch(`${url}?authorization=Bearer%20${token}&token=${token}`, {
      method: "POST",
      headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
      body: multipartBody([FILE]),
    });
    expect([inUrl.status, inUrl.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });

  it("one more than the session may hold", async () => {
    const small = await startTestServer({
      env: { SESSION_MAX_VIDEOS: "1" },
      dependencies: { embedding: createFakeEmbedding() },
    });
    const headers = { ...form(), authorization: `Bearer ${await small.openSession()}` };
    const statuses = [];
    for (let count = 0; count < 2; count++) {
      const body = multipartBody([field("format", "VTT"), FILE]);
      const response = await fetch(new URL("/transcripts", small.url), { method: "POST", headers, body });
      statuses.push([response.status, ((await response.json()) as Refusal).errors?.[0]?.extensions.code]);
    }
    expect(statuses).toEqual([
      [201, undefined],
      [409, "LIMIT_REACHED"],
    ]);
  });

  it("an expired session", async () => {
    const old = await server.openSession();
    await server.services.database
      .fork()
      .execute("update sessions set expires_at = now() - interval '1 minute'");
    const headers = { ...form(), authorization: `Bearer ${old}` };
    const answer = await refused(post(multipartBody([FILE]), headers));
    expect(answer.slice(0, 2)).toEqual([401, "SESSION_EXPIRED"]);
    token = await server.openSession();
  });
});

describe("a file over the limit", () => {
  /** Sends a request whose body is written piece by piece; resolves with the answer, which comes before its end. */
  async function send(headers: Record<string, string | number>, path = url) {
    const sent = httpRequest(path, { method: "POST", agent: false, headers: { ...form(), ...headers } });
    sent.on("error", () => {});
    onTestFinished(() => void sent.destroy());
    const answered = once(sent, "response").then(async ([response]: IncomingMessage[]) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response!) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString());
      return { status: response!.statusCode, connection: response!.headers.connection, body };
    });
    return { sent, answered };
  }
  const head = multipartBody([FILE]).subarray(0, 120);
  const TOO_LARGE = {
    status: 413,
    connection: "close",
    body: {
      errors: [{ message: expect.stringContaining("100000 bytes"), extensions: { code: "BAD_USER_INPUT" } }],
    },
  };

  it("is refused by its length, before any of it is read", async () => {
    const { sent, answered } = await send({ "content-length": 500_000_000 });
    sent.flushHeaders();
    expect(await answered).toEqual(TOO_LARGE);
  });

  it("is not asked for where the client asks first", async () => {
    const { sent, answered } = await send({ "content-length": 500_000_000, expect: "100-continue" });
    let isAskedFor = false;
    sent.on("continue", () => (isAskedFor = true)).flushHeaders();
    expect(await answered).toEqual(TOO_LARGE);
    expect(isAskedFor).toBe(false);
  });

  it("is asked for where the client asks first and it is small", async () => {
    const body = multipartBody([field("format", "VTT"), FILE]);
    const { sent, answered } = await send({ "content-length": body.length, expect: "100-continue" });
    sent.flushHeaders();
    await once(sent, "continue");
    sent.end(body);
    expect(await answered).toMatchObject({ status: 201 });
  });

  it("is refused as soon as it is over, and the client that goes on sending reads why", async () => {
    const { sent, answered } = await send({ "transfer-encoding": "chunked" });
    sent.write(head);
    const chunk = Buffer.alloc(50_000, "a");
    const state = { isAnswered: false };
    void answered.finally(() => (state.isAnswered = true));
    let written = 0;
    while (!state.isAnswered && written < 50_000_000) {
      written += chunk.length;
      if (!sent.write(chunk)) await Promise.race([once(sent, "drain"), answered]);
    }
    expect(await answered).toEqual(TOO_LARGE);
    expect(written).toBeLessThan(50_000_000);
  });

  it("is refused where it sends all that it has first", async () => {
    const { status, body } = await postParts({ ...FILE, value: Buffer.alloc(MAX_BYTES + 1, "a") });
    expect([status, body]).toEqual([413, TOO_LARGE.body]);
    const exact = VTT + "a".repeat(MAX_BYTES - VTT.length);
    expect((await postParts(field("format", "VTT"), { ...FILE, value: exact })).status).toBe(201);
  });

  it("is refused where it is only larger in UTF-8", async () => {
    const value = Buffer.from(VTT + "\u00E9 ".repeat((MAX_BYTES - VTT.length) / 2), "latin1");
    const { status, body } = await postParts(field("format", "VTT"), { ...FILE, value });
    expect([status, body.errors[0].message]).toEqual([413, expect.stringContaining("in UTF-8")]);
  });

  it("is refused where fields without end stand before it", async () => {
    const { sent, answered } = await send({ "transfer-encoding": "chunked" });
    const preamble = Buffer.alloc(50_000, "a");
    for (let count = 0; count < 10; count++) sent.write(preamble);
    expect(await answered).toEqual(TOO_LARGE);
  });

  it("is named its way where it goes to /graphql", async () => {
    const { sent, answered } = await send(
      { "content-length": 500_000_000, "content-type": "application/json" },
      server.url,
    );
    sent.flushHeaders();
    const { status, body } = await answered;
    expect([status, body.errors[0].extensions.code]).toEqual([413, "BAD_USER_INPUT"]);
    expect(body.errors[0].message).toContain("POST /transcripts");
  });

  it("leaves no connection open to a client that does not read the answer", async () => {
    const { sent } = await send({ "content-length": 500_000_000 });
    sent.on("response", (response: IncomingMessage) => response.pause());
    sent.flushHeaders();
    const [socket] = (await once(sent, "socket")) as [Socket];
    expect(await eventually(() => socket.destroyed || socket.readableEnded)).toBe(true);
  });
});

describe("a body that comes slowly", () => {
  function open() {
    const sent = httpRequest(url, { method: "POST", agent: false, headers: form() });
    sent.on("error", () => {});
    onTestFinished(() => void sent.destroy());
    return sent;
  }

  /** The refusal of an upload of which these bytes come every 50 ms. */
  async function drip(bytes: number) {
    const sent = open();
    sent.write(multipartBody([FILE]).subarray(0, 150));
    const dripping = setInterval(() => bytes > 0 && sent.write("a".repeat(bytes)), 50);
    onTestFinished(() => clearInterval(dripping));
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.setEncoding("utf8");
    const [text] = (await once(response, "data")) as [string];
    const { message, extensions } = JSON.parse(text).errors[0];
    return { status: response.statusCode, code: extensions.code, message };
  }
  const TOO_SLOW = { status: 408, code: "BAD_REQUEST", message: expect.stringContaining("too slowly") };

  it("is refused where nothing comes any more", async () => {
    expect(await drip(0)).toEqual(TOO_SLOW);
  });

  it("is refused where little of it comes", async () => {
    expect(await drip(10)).toEqual(TOO_SLOW);
  });

  it("is refused where it takes too long as a whole", async () => {
    expect(await drip(3000)).toEqual(TOO_SLOW);
  });

  it("is forgotten where the client leaves, and adds nothing", async () => {
    const before = await countVideos();
    const sent = open();
    sent.write(multipartBody([FILE]).subarray(0, 150));
    await once(sent, "socket");
    await new Promise((resolve) => setImmediate(resolve));
    sent.destroy();
    expect((await postParts(field("format", "VTT"), FILE)).status).toBe(201);
    expect(await countVideos()).toBe(before + 1);
  });
});
