import { describe, expect, it } from "vitest";
import { startHttpProxy } from "../../testing/network/http-proxy.ts";
import { useYouTube } from "../../testing/youtube/youtube-fixture.ts";
import { isPersonalList } from "./list-id.ts";

const LIST = "PLaaaaaaaaaaaaaaaa";
const REQUEST = { source: { playlistId: LIST }, first: 30 };
const youtubeIds = Array.from({ length: 30 }, (_, index) => `video${String(index).padStart(6, "0")}`);
const fixture = useYouTube();
const never = () => new AbortController().signal;

describe("fetchPlaylist", () => {
  it("goes on through the next proxy where one is refused in the middle", async () => {
    const [first, second] = [fixture.track(await startHttpProxy()), fixture.track(await startHttpProxy())];
    const youtube = fixture.open({ proxyUrls: [first.url, second.url] });
    fixture.server.setPlaylist(LIST, { youtubeIds, pageSize: 10, nextPage: { status: 429, times: 2 } });
    const playlist = await youtube.fetchPlaylist(REQUEST, never());
    expect(playlist).toMatchObject({ youtubeIds, failure: null });
    // The first page is not asked for again.
    expect(fixture.server.count("browse")).toBe(4);
    expect([first.requests.length, second.requests.length]).toEqual([2, 2]);
  });

  it("sends nothing while all cool down", async () => {
    fixture.server.setPlaylist(LIST, { browse: { status: 403 } });
    const youtube = fixture.open();
    await youtube.fetchPlaylist(REQUEST, never());
    const { failure } = await youtube.fetchPlaylist(REQUEST, never());
    expect(failure).toMatchObject({ code: "BLOCKED", remedy: "RETRY", retryAfterMs: expect.any(Number) });
    expect(fixture.server.count("browse")).toBe(1);
  });

  it("ends with the caller's signal, whose reason is what the caller gets", async () => {
    fixture.server.setPlaylist(LIST, { browse: { hang: true } });
    const caller = new AbortController();
    const fetching = fixture.open().fetchPlaylist(REQUEST, caller.signal);
    const ended = fetching.catch((error: unknown) => error);
    await expect.poll(() => fixture.server.count("browse")).toBe(1);
    caller.abort(new Error("nobody waits"));
    expect(await ended).toEqual(new Error("nobody waits"));
  });

  it("gives what it has where the server stops", async () => {
    fixture.server.setPlaylist(LIST, { youtubeIds, pageSize: 10, nextPage: { hang: true } });
    const youtube = fixture.open();
    const fetching = youtube.fetchPlaylist(REQUEST, never());
    await expect.poll(() => fixture.server.count("browse")).toBe(2);
    await youtube.close();
    const { youtubeIds: read, failure } = await fetching;
    expect(read).toEqual(youtubeIds.slice(0, 10));
    expect(failure!.message).toContain("stopping");
  });

  it("ends where pages bring nothing new", async () => {
    const repeated = Array.from({ length: 30 }, () => youtubeIds[0]!);
    fixture.server.setPlaylist(LIST, { youtubeIds: repeated, pageSize: 2 });
    const playlist = await fixture.open().fetchPlaylist(REQUEST, never());
    expect(playlist).toMatchObject({ youtubeIds: [youtubeIds[0]], failure: null });
    expect(fixture.server.count("browse")).toBe(4);
  });
});

describe("isPersonalList", () => {
  it.each([
    "RDaqz-KE-bpKQ",
    "RDMM",
    "RDAMVMaqz-KE-bpKQ",
    "RDEMabc",
    "WL",
    "LL",
    "LLabcdefgh",
    "LM",
    "TLGGabc",
  ])("is so for %s", (id) => {
    expect(isPersonalList(id)).toBe(true);
  });

  it.each([
    "PLabc",
    "OLAK5uy_abc",
    "UUabc",
    "UULFabc",
    "UUSHabc",
    "FLabc",
    "RDCLAK5uy_abc",
    "LPabc",
    "WLabc",
    "ELabc",
  ])("is not for %s", (id) => {
    expect(isPersonalList(id)).toBe(false);
  });
});
