import { shortLine } from "../../text/plain-line.ts";
import { classifyTransport } from "../refusals/classify.ts";
import { recordResponse } from "../client/recorded-response.ts";
import type { YouTubeRequest, YouTubeResponse } from "../client/client.ts";
import { type PlaylistSource, parsePlaylistUrl } from "../links.ts";
import { parseJson } from "../player-response.ts";
import { TranscriptError } from "../transcript-failure.ts";
import { type BrowseResponse, readBrowseResponse } from "./browse-response.ts";
import { firstPageToken, isPersonalList, uploadsOf } from "./list-id.ts";
import { PlaylistError } from "./playlist-failure.ts";
import { readResolvedUrl } from "./resolved-url.ts";

/** What has been read of a playlist so far, kept where the rest is asked for by another egress. */
export type PlaylistProgress = {
  source: PlaylistSource;
  title: string | null;
  videoCount: number | null;
  youtubeIds: Set<string>;
  /** The token for the next page; null before the first. */
  continuation: string | null;
};

export type Send = (request: YouTubeRequest) => Promise<YouTubeResponse>;

const MAX_BYTES = 10_000_000;
const MAX_REDIRECTS = 3;
/** Pages in a row without a new video, after which no more are asked for. */
const MAX_FRUITLESS_PAGES = 3;
const CLIENT = { clientName: "WEB", clientVersion: "2.20260123.01.00", hl: "en", gl: "US" };

/**
 * Reads the first `first` videos of a playlist into `progress`. Rejects with a `PlaylistError` for what is wrong with the
 * playlist, with a `TranscriptError` for a refusal, or with what `send` rejects with.
 */
export async function readPlaylist(
  send: Send,
  progress: PlaylistProgress,
  { first, timeoutMs }: { first: number; timeoutMs: number },
): Promise<void> {
  const call = (path: string, body: object) => post(send, path, body, timeoutMs);
  const wasChannel = "channelUrl" in progress.source;
  const playlistId = await findPlaylistId(call, progress);
  let { continuation } = progress;
  if (continuation === null) {
    continuation = await readFirstPage(call, playlistId, progress).catch((error: unknown) => {
      // A channel that YouTube has just named exists; without uploads it has no such list.
      const isEmpty = wasChannel && error instanceof PlaylistError && error.code === "PLAYLIST_UNAVAILABLE";
      throw isEmpty ? new PlaylistError("PLAYLIST_EMPTY") : error;
    });
  }
  let fruitless = 0;
  while (continuation !== null && progress.youtubeIds.size < first && fruitless < MAX_FRUITLESS_PAGES) {
    progress.continuation = continuation;
    const page = await browse(call, { continuation });
    fruitless = takePage(page, progress) ? 0 : fruitless + 1;
    continuation = page.continuation === continuation ? null : page.continuation;
  }
}

type Call = (path: string, body: object) => Promise<unknown>;

async function readFirstPage(
  call: Call,
  playlistId: string,
  progress: PlaylistProgress,
): Promise<string | null> {
  const page = await browse(call, { browseId: `VL${playlistId}` });
  takePage(page, progress);
  if (page.youtubeIds.length > 0 || page.continuation !== null) return page.continuation;
  if (page.videoCount === 0 || page.hasUnavailable) throw new PlaylistError("PLAYLIST_EMPTY");
  // Some pages come without the list, or with it in a form of their own.
  const list = await browse(call, { continuation: firstPageToken(playlistId) });
  takePage(list, progress);
  if (list.youtubeIds.length > 0 || list.continuation !== null) return list.continuation;
  const isEmpty = list.hasUnavailable || !progress.videoCount;
  throw isEmpty ? new PlaylistError("PLAYLIST_EMPTY") : new TranscriptError("YOUTUBE_CHANGED");
}

/** Adds a page to what was read. Returns whether it has a new video. */
function takePage(page: BrowseResponse, progress: PlaylistProgress): boolean {
  const before = progress.youtubeIds.size;
  progress.title ??= page.title;
  progress.videoCount ??= page.videoCount;
  for (const youtubeId of page.youtubeIds) progress.youtubeIds.add(youtubeId);
  return progress.youtubeIds.size > before;
}

async function browse(call: Call, body: object): Promise<BrowseResponse> {
  const page = readBrowseResponse(await call("browse", body));
  if (!page) throw new TranscriptError("YOUTUBE_CHANGED");
  if (page.alert !== null && page.youtubeIds.length === 0) throw alertError(page.alert);
  const isKnown = page.title !== null || page.youtubeIds.length > 0 || page.continuation !== null;
  // The page after the last may be without anything.
  if (!isKnown && "browseId" in body) throw new TranscriptError("YOUTUBE_CHANGED");
  return page;
}

function alertError(alert: string): Error {
  if (/try again|something went wrong|unknown error/i.test(alert))
    return new TranscriptError("YOUTUBE_UNREACHABLE");
  const { message } = new PlaylistError("PLAYLIST_UNAVAILABLE");
  return new PlaylistError("PLAYLIST_UNAVAILABLE", `${message} YouTube says: “${shortLine(alert, 200)}”`);
}

/** The id of the playlist; for a channel, that of its uploads. */
async function findPlaylistId(call: Call, progress: PlaylistProgress): Promise<string> {
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const { source } = progress;
    if ("channelId" in source) return uploadsOf(source.channelId);
    if ("playlistId" in source) {
      if (isPersonalList(source.playlistId)) throw new PlaylistError("PLAYLIST_UNVIEWABLE");
      return source.playlistId;
    }
    const resolved = readResolvedUrl(await call("navigation/resolve_url", { url: source.channelUrl }));
    if (!resolved) throw new TranscriptError("YOUTUBE_CHANGED");
    if ("channelId" in resolved) {
      progress.source = resolved;
      continue;
    }
    const target = resolved.url === null ? null : parsePlaylistUrl(resolved.url);
    if (!target || "problem" in target) break;
    progress.source = target;
  }
  throw new PlaylistError("PLAYLIST_UNAVAILABLE");
}

/** Calls InnerTube as YouTube's page does. Resolves to the JSON of the answer. */
async function post(send: Send, path: string, body: object, timeoutMs: number): Promise<unknown> {
  const url = `https://www.youtube.com/youtubei/v1/${path}?prettyPrint=false`;
  const response = await send({
    url,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-youtube-client-name": "1",
      "x-youtube-client-version": CLIENT.clientVersion,
      origin: "https://www.youtube.com",
      cookie: "SOCS=CAI",
    },
    body: JSON.stringify({ context: { client: CLIENT }, ...body }),
    timeoutMs,
    maxBytes: MAX_BYTES,
  });
  const json = parseJson(response.text);
  // InnerTube's way to say that there is no such thing; whatever refuses the server is no JSON, or another status.
  const isMissing = response.status === 404 || response.status === 400;
  if (isMissing && typeof json === "object" && json !== null && "error" in json) {
    throw new PlaylistError("PLAYLIST_UNAVAILABLE");
  }
  const refusal = classifyTransport(recordResponse("BROWSE", url, response));
  if (refusal) throw refusal;
  return json;
}
