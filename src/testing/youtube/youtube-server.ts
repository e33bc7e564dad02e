import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { captionBody, oEmbedAnswer, playerAnswer, watchPage } from "./youtube-answers.ts";
import {
  alertAnswer,
  browseAnswer,
  notFoundAnswer,
  type PlaylistBehaviour,
  readBrowseRequest,
} from "./playlist-answers.ts";
import { type Trouble, type VideoBehaviour, youtubeRefusals } from "./youtube-behaviour.ts";

export type YouTubeRequestKind = "player" | "watch" | "captions" | "oEmbed" | "browse" | "resolve" | "other";
export type YouTubeRequest = {
  kind: YouTubeRequestKind;
  /** Of `browse` the playlist's id, of `resolve` the address. */
  youtubeId: string;
  url: string;
  headers: IncomingMessage["headers"];
  /** Milliseconds since the epoch. */
  at: number;
};

export type YouTubeServerOptions = {
  /** Before every answer. */
  delayMs?: number;
  /** How videos behave that were not set; default: YouTube has no such video. */
  otherVideos?: VideoBehaviour;
  /** Default: any that is free. */
  port?: number;
};

/** A stand-in for YouTube on 127.0.0.1, with a behaviour for each video. `close` ends also what hangs. */
export async function startYouTubeServer(options: YouTubeServerOptions = {}) {
  const videos = new Map<string, VideoBehaviour>();
  const playlists = new Map<string, PlaylistBehaviour>();
  const endpoints = new Map<string, object>();
  const requests: YouTubeRequest[] = [];
  const count = (kind?: YouTubeRequestKind, youtubeId?: string): number =>
    requests.filter((one) => (!kind || one.kind === kind) && (!youtubeId || one.youtubeId === youtubeId))
      .length;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? "/", "http://stand-in") ?? new URL("http://stand-in");
    const kind = kinds.get(url.pathname) ?? "other";
    const body = request.method === "POST" ? await readJson(request) : {};
    const browsed = readBrowseRequest(body);
    const youtubeId =
      { player: body.videoId, browse: browsed.playlistId, resolve: body.url }[kind as string] ??
      videoIdOf(kind, url);
    requests.push({ kind, youtubeId, url: url.href, headers: request.headers, at: Date.now() });
    const video = videos.get(youtubeId) ?? options.otherVideos ?? youtubeRefusals.nonexistent;
    if (options.delayMs) await delay(options.delayMs);
    if (kind === "browse") return sendPlaylist(response, browsed);
    if (kind === "resolve") return sendResolved(response, youtubeId);
    const trouble = (kind !== "other" && video[kind]) || {};
    const over = trouble.times !== undefined && count(kind, youtubeId) > trouble.times;
    await send(response, over ? {} : trouble, answerOf(kind, youtubeId, video, url));
  }

  async function sendPlaylist(
    response: ServerResponse,
    { playlistId, from, isPage }: ReturnType<typeof readBrowseRequest>,
  ): Promise<void> {
    const playlist = playlists.get(playlistId);
    if (!playlist) return send(response, {}, json(alertAnswer("The playlist does not exist.")));
    const trouble = (from > 0 && playlist.nextPage) || playlist.browse || {};
    const over = trouble.times !== undefined && count("browse", playlistId) > trouble.times;
    await send(response, over ? {} : trouble, json(browseAnswer(playlistId, playlist, { from, isPage })));
  }

  async function sendResolved(response: ServerResponse, url: string): Promise<void> {
    const endpoint = endpoints.get(url);
    await send(
      response,
      endpoint ? {} : { status: 404, body: JSON.stringify(notFoundAnswer) },
      json(endpoint ?? {}),
    );
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    videos,
    requests,
    /** How many requests came, of a kind and for a video. */
    count,
    setVideo(youtubeId: string, behaviour: VideoBehaviour): void {
      videos.set(youtubeId, behaviour);
    },
    setPlaylist(playlistId: string, behaviour: PlaylistBehaviour): void {
      playlists.set(playlistId, behaviour);
    },
    /** What `resolve_url` answers for an address; default: there is nothing. */
    setEndpoint(address: string, answer: object): void {
      endpoints.set(address, answer);
    },
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

export type YouTubeServer = Awaited<ReturnType<typeof startYouTubeServer>>;

const kinds = new Map<string, YouTubeRequestKind>([
  ["/youtubei/v1/player", "player"],
  ["/watch", "watch"],
  ["/api/timedtext", "captions"],
  ["/oembed", "oEmbed"],
  ["/youtubei/v1/browse", "browse"],
  ["/youtubei/v1/navigation/resolve_url", "resolve"],
]);

type RequestBody = { videoId?: string; browseId?: string; continuation?: string; url?: string };

async function readJson(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as RequestBody;
}

function videoIdOf(kind: YouTubeRequestKind, url: URL): string {
  const watch = kind === "oEmbed" ? URL.parse(url.searchParams.get("url") ?? "") : url;
  return watch?.searchParams.get("v") ?? "";
}

type Answer = { status: number; contentType: string; body: string };

function answerOf(kind: YouTubeRequestKind, youtubeId: string, video: VideoBehaviour, url: URL): Answer {
  switch (kind) {
    case "player":
      return json(playerAnswer(youtubeId, video));
    case "watch":
      return { status: 200, contentType: "text/html; charset=utf-8", body: watchPage(youtubeId, video) };
    case "captions":
      return captionBody(video, url.searchParams);
    case "oEmbed":
      return video.playability
        ? { status: 404, contentType: "text/plain", body: "Not Found" }
        : json(oEmbedAnswer(youtubeId, video));
    default:
      return { status: 404, contentType: "text/plain", body: "Not Found" };
  }
}

function json(value: object): Answer {
  return { status: 200, contentType: "application/json; charset=UTF-8", body: JSON.stringify(value) };
}

async function send(response: ServerResponse, trouble: Trouble, answer: Answer): Promise<void> {
  if (trouble.hang) return;
  if (trouble.delayMs) await delay(trouble.delayMs);
  if (trouble.cut === "BEFORE") {
    response.destroy();
    return;
  }
  const failed = trouble.status !== undefined && trouble.status !== 200;
  const body = trouble.body ?? (failed ? "" : answer.body);
  response.writeHead(trouble.status ?? answer.status, {
    "content-type": answer.contentType,
    ...trouble.headers,
  });
  if (trouble.cut !== "MIDDLE") {
    response.end(body);
    return;
  }
  // Chunked and never finished: the reader has to notice.
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy());
}
