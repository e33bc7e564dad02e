import { parse as parseDisposition } from "content-disposition";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_ID } from "../../../testing/client/root-fields.ts";
import { addReadyTranscript } from "../../../testing/client/sample-session.ts";
import { createFakeEmbedding } from "../../../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl, fakeYouTubeId } from "../../../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../../../testing/server/test-server.ts";

const ORIGIN = "https://app.example";
const CHAPTERS = "0:00 Kettle & pot\n0:20 Green (tea) & more\n0:40 Black tea";
const VTT = [
  "WEBVTT",
  `NOTE Chapters\n${CHAPTERS}`,
  "00:00:00.000 --> 00:00:09.500\nWarm the pot first, &amp; keep it warm.",
  "00:00:20.250 --> 00:00:29.000\nGreen tea wants water of eighty degrees.",
  "00:00:40.000 --> 00:00:49.000\nBlack tea wants it boiling.",
  "",
].join("\n\n");
const TXT = [
  "== Kettle & pot (0:00) ==",
  "0:00 Warm the pot first, & keep it warm.",
  "== Green (tea) & more (0:20) ==",
  "0:20 Green tea wants water of eighty degrees.",
  "== Black tea (0:40) ==",
  "0:40 Black tea wants it boiling.\n",
].join("\n\n");

let server: TestServer;
let token: string;
let id: string;

/** Never comes to an end with one video. */
const hold = ({ youtubeId }: { youtubeId: string }, signal: AbortSignal) =>
  youtubeId === fakeYouTubeId(99)
    ? new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()))
    : undefined;

beforeAll(async () => {
  server = await startTestServer({
    env: { CORS_ORIGINS: ORIGIN },
    dependencies: { embedding: createFakeEmbedding(), ...createFakeTranscripts(hold) },
  });
  token = await server.openSession();
  id = await addReadyTranscript(server, token, { title: "Tea: a talk", format: "VTT", content: VTT });
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const address = (videoId: string, ending: string) =>
  new URL(`/videos/${videoId}/transcript.${ending}`, server.url).href;
const get = (videoId: string, ending: string, options: RequestInit = {}, as = token) =>
  fetch(address(videoId, ending), {
    ...options,
    headers: { authorization: `Bearer ${as}`, ...options.headers },
  });
type RequestInit = NonNullable<Parameters<typeof fetch>[1]>;

const transcriptOf = async (videoId: string) =>
  (
    await server.request(
      `query ($id: ID!) { video(id: $id) { transcript { startMs endMs text } chapters { startMs title source } } }`,
      { id: videoId },
      token,
    )
  ).video;

describe("a transcript is given back", () => {
  it("as WebVTT", async () => {
    const response = await get(id, "vtt");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/vtt; charset=utf-8"]);
    expect(await response.text()).toBe(VTT);
  });

  it("as text", async () => {
    const response = await get(id, "txt");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/plain; charset=utf-8",
    ]);
    expect(await response.text()).toBe(TXT);
  });

  it.each([
    ["vtt", "VTT"],
    ["txt", "TEXT"],
  ])("as .%s that can be added again, with the chapters of its creator", async (ending, format) => {
    const content = await (await get(id, ending)).text();
    const again = await addReadyTranscript(server, token, { title: "Again", format, content });
    const [before, after] = [await transcriptOf(id), await transcriptOf(again)];
    expect(after.chapters).toEqual(before.chapters);
    expect(after.chapters.map(({ source }: { source: string }) => source)).toEqual(Array(3).fill("CREATOR"));
    const texts = (video: { transcript: { text: string }[] }) => video.transcript.map(({ text }) => text);
    expect(texts(after)).toEqual(texts(before));
  });

  it("to be kept nowhere, under the title's name", async () => {
    const { headers } = await get(id, "vtt");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-disposition")).toBe('attachment; filename="Tea a talk.vtt"');
  });

  it.each([
    ["緑茶 “Tee”", "緑茶 “Tee”.txt"],
    ["../../etc/passwd", "etc passwd.txt"],
    ['a"b\\c\r\nset-cookie: x', "a b c set-cookie x.txt"],
    ["\u202Etxt.exe", "txt.exe.txt"],
    ["...", "transcript.txt"],
    ["🫖".repeat(200), `${"🫖".repeat(120)}.txt`],
  ])("with the title %j, by a name that is safe", async (title, name) => {
    const content = "0:00 Green tea is hot.\n0:05 So is black tea.";
    const video = await addReadyTranscript(server, token, { title, format: "TEXT", content });
    const { headers } = await get(video, "txt");
    expect(parseDisposition(headers.get("content-disposition")!).parameters).toMatchObject({
      filename: name,
    });
  });

  it("without its body to HEAD", async () => {
    const response = await get(id, "vtt", { method: "HEAD" });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/vtt; charset=utf-8",
      "",
    ]);
  });

  it("to the applications of CORS_ORIGINS, with its name", async () => {
    const { headers } = await get(id, "vtt", { headers: { origin: ORIGIN } });
    expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(headers.get("access-control-expose-headers")).toContain("content-disposition");
  });

  it("without times where it came without them", async () => {
    const content = "Green tea is hot.\nSo is black tea.";
    const untimed = await addReadyTranscript(server, token, { title: "Tea", format: "TEXT", content });
    expect(await (await get(untimed, "txt")).text()).toContain(content);
    expect(await (await get(untimed, "txt")).text()).not.toMatch(/\d:\d\d/);
    expect(await (await get(untimed, "vtt")).text()).toMatch(/^WEBVTT\n\nNOTE Times are estimates/);
  });
});

describe("of twelve hours", () => {
  const lines = Array.from({ length: 14_400 }, (_, index) => {
    const seconds = index * 3;
    const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return `${time.map((part) => String(part).padStart(2, "0")).join(":")} Line ${index} speaks of tea and of water.`;
  });
  let long: string;
  beforeAll(async () => {
    const input = { title: "Long", format: "TEXT", content: lines.join("\n") };
    const query = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
    long = (await server.request(query, { input }, token)).addTranscript.video.id;
  });

  it.each(["vtt", "txt"])(".%s is whole", async (ending) => {
    const text = await (await get(long, ending)).text();
    expect(text.match(/Line \d+ speaks/g)).toEqual(lines.map((line) => /Line \d+ speaks/.exec(line)![0]));
  });
});

describe("refused is", () => {
  const refusal = async (response: Response) => {
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, errors[0]!.extensions.code];
  };

  it("a video of another session, of no session, and none at all", async () => {
    const other = await server.openSession();
    expect(await refusal(await get(id, "vtt", {}, other))).toEqual([404, "NOT_FOUND"]);
    for (const unknown of [NO_ID, "1", "..%2f..", "%00", "x".repeat(90)]) {
      expect(await refusal(await get(unknown, "txt"))).toEqual([404, "NOT_FOUND"]);
    }
    expect((await get(id, "srt")).status).toBe(404);
  });

  it("a video that has no transcript yet", async () => {
    const added = await server.request(
      `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`,
      { urls: [fakeUrl(99)] },
      token,
    );
    const video = added.addVideos.results[0].video.id;
    expect(await refusal(await get(video, "vtt"))).toEqual([404, "NOT_FOUND"]);
  });

  it("one without a session's token in the header", async () => {
    const url = `${address(id, "vtt")}?token=${token}`;
    expect(await refusal(await fetch(url))).toEqual([401, "UNAUTHENTICATED"]);
    expect((await fetch(url, { method: "HEAD" })).status).toBe(401);
  });
});
