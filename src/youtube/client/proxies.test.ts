import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { refusalOf, useYouTube } from "../../testing/youtube/youtube-fixture.ts";

const fixture = useYouTube();
const { open, fetchVideo, track } = fixture;

describe("proxies", () => {
  /** A proxy for plain HTTP that hands requests on to the stand-in, or refuses them. */
  async function startProxy(refuses?: number) {
    const seen: (string | undefined)[] = [];
    const proxy: Server = createServer(async (request, response) => {
      seen.push(request.headers["proxy-authorization"]);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (refuses) return void response.writeHead(refuses).end();
      const path = URL.parse(request.url ?? "")?.pathname + (URL.parse(request.url ?? "")?.search ?? "");
      const body = request.method === "POST" ? Buffer.concat(chunks) : null;
      const answer = await fetch(fixture.server.url + path, { method: request.method ?? "GET", body });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(await answer.text());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    track({
      close: async () => {
        proxy.closeAllConnections();
        proxy.close();
      },
    });
    return { url: `http://user:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
  }

  it("are tried in turn: the next where YouTube blocks one, which then rests", async () => {
    const [blocked, good] = [await startProxy(429), await startProxy()];
    const youtube = open({ proxyUrls: [blocked.url, good.url] });
    expect((await fetchVideo({}, { youtube })).cues).toHaveLength(2);
    expect((await fetchVideo({}, { youtube })).cues).toHaveLength(2);
    expect([blocked.seen.length, good.seen.length]).toEqual([1, 6]);
  });

  it("rest all, and then nothing is sent", async () => {
    const proxies = [await startProxy(403), await startProxy(429)];
    const clock = { ms: 0 };
    const youtube = open({ proxyUrls: proxies.map((proxy) => proxy.url), now: () => clock.ms });
    expect((await refusalOf(fetchVideo({}, { youtube }))).retryAfterMs).toBe(300_000);
    expect((await refusalOf(fetchVideo({}, { youtube }))).code).toBe("RATE_LIMITED");
    expect(proxies.map((proxy) => proxy.seen.length)).toEqual([1, 1]);
    expect(fixture.server.requests).toHaveLength(0);
  });

  it("that are down give way to others, and never show their passwords", async () => {
    const down = "http://user:secret@127.0.0.1:1";
    const good = await startProxy();
    expect((await fetchVideo({}, { youtube: open({ proxyUrls: [down, good.url] }) })).cues).toHaveLength(2);
    expect(good.seen[0]).toBe(`Basic ${Buffer.from("user:secret").toString("base64")}`);
    const refusal = await refusalOf(fetchVideo({}, { youtube: open({ proxyUrls: [down] }) }));
    expect(refusal.code).toBe("YOUTUBE_UNREACHABLE");
    expect(inspect(refusal, { depth: 10, showHidden: true })).not.toMatch(/secret|dXNlcjpzZWNyZXQ/);
  });

  it("tunnel to an HTTPS YouTube, and a proxy that refuses to reads as unreachable", async () => {
    const proxy = await startProxy();
    const youtube = open({ baseUrl: "https://youtube.test", proxyUrls: [proxy.url] });
    const refusal = await refusalOf(fetchVideo({}, { youtube }));
    expect(refusal.code).toBe("YOUTUBE_UNREACHABLE");
    expect(inspect(refusal, { depth: 10, showHidden: true })).not.toMatch(/secret|dXNlcjpzZWNyZXQ/);
  });
});
