import { parseVideoCount, readTitle, readVideoCountTexts, textOf } from "./browse-header.ts";

/** What an answer of InnerTube's `browse` says of a playlist; absent parts are null or empty. */
export type BrowseResponse = {
  title: string | null;
  videoCount: number | null;
  /** In the playlist's order, without those that YouTube lists as unavailable. */
  youtubeIds: string[];
  /** Whether videos are listed that nobody can watch. */
  hasUnavailable: boolean;
  /** The token for the next page. */
  continuation: string | null;
  /** YouTube's words in place of a list. */
  alert: string | null;
};

type Json = Record<string, unknown>;

const YOUTUBE_ID = /^[\w-]{11}$/;
/** The parts of an answer that hold lists. */
const LISTS = [
  "contents",
  "onResponseReceivedActions",
  "onResponseReceivedEndpoints",
  "continuationContents",
];
/** Deeper than any list that YouTube sends. */
const MAX_DEPTH = 60;

/**
 * Reads an answer from parsed JSON; null where it is none. The shapes are YouTube's own, undocumented and changing, so
 * that videos and continuations are taken wherever they stand, in any of the forms that are known.
 */
export function readBrowseResponse(json: unknown): BrowseResponse | null {
  if (!isObject(json)) return null;
  const lists = new ListReader();
  for (const name of LISTS) lists.visit(json[name], 0);
  const videoCount =
    readVideoCountTexts(json)
      .map(parseVideoCount)
      .find((count) => count !== null) ?? null;
  const youtubeIds = [...lists.youtubeIds];
  return {
    title: readTitle(json),
    videoCount,
    youtubeIds,
    hasUnavailable: lists.hasUnavailable,
    continuation: lists.continuationBeside ?? lists.continuation,
    alert: readAlert(json["alerts"]),
  };
}

/** Collects the videos below a value, in order, and the continuation that stands beside them. */
class ListReader {
  readonly youtubeIds = new Set<string>();
  hasUnavailable = false;
  continuation: string | null = null;
  continuationBeside: string | null = null;
  private items = 0;

  visit(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) return this.visitArray(value, depth);
    if (!isObject(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (CONTINUATIONS.has(key)) this.continuation = findToken(child, 0) ?? this.continuation;
      else if (Object.hasOwn(RENDERERS, key) && isObject(child)) this.add(RENDERERS[key]!(child), child);
      else this.visit(child, depth + 1);
    }
  }

  private visitArray(items: unknown[], depth: number): void {
    const before = this.items;
    for (const item of items) this.visit(item, depth + 1);
    const last = items.findLast(
      (item) => isObject(item) && Object.keys(item).some((key) => CONTINUATIONS.has(key)),
    );
    if (last && this.items > before) this.continuationBeside = findToken(last, 0);
  }

  private add(youtubeId: unknown, item: Json): void {
    if (typeof youtubeId !== "string" || !YOUTUBE_ID.test(youtubeId)) return;
    this.items++;
    if (isUnavailable(item)) this.hasUnavailable = true;
    else this.youtubeIds.add(youtubeId);
  }
}

/** Where each form of an item has the id of its video. */
const byVideoId = (item: Json) => item["videoId"];
const RENDERERS: Record<string, (item: Json) => unknown> = {
  playlistVideoRenderer: byVideoId,
  playlistPanelVideoRenderer: byVideoId,
  videoRenderer: byVideoId,
  gridVideoRenderer: byVideoId,
  compactVideoRenderer: byVideoId,
  reelItemRenderer: byVideoId,
  // A lockup may also be a playlist or a channel.
  lockupViewModel: (item) =>
    /VIDEO|SHORT|EPISODE/.test(String(item["contentType"] ?? "VIDEO")) ? item["contentId"] : null,
  shortsLockupViewModel: (item) =>
    at(item, "onTap", "innertubeCommand", "reelWatchEndpoint", "videoId") ??
    String(item["entityId"] ?? "").replace(/^shorts-shelf-item-/, ""),
};

const CONTINUATIONS = new Set([
  "continuationItemRenderer",
  "continuationItemViewModel",
  "nextContinuationData",
  "reloadContinuationData",
]);

/** The token of a continuation, however deep: of its endpoint, of one of several commands, or of a button. */
function findToken(value: unknown, depth: number): string | null {
  if (depth > 12 || typeof value !== "object" || value === null) return null;
  const { token, continuation } = value as Json;
  const found = typeof token === "string" ? token : continuation;
  if (typeof found === "string" && found !== "") return found;
  for (const child of Object.values(value)) {
    const inner = findToken(child, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Whether an item is a video that was deleted, is private or may not be watched here. */
function isUnavailable(item: Json): boolean {
  if (item["isPlayable"] === false) return true;
  const title = textOf(item["title"]) || textOf(at(item, "metadata", "lockupMetadataViewModel", "title"));
  return /^\[(Private|Deleted|Unavailable) video\]$/i.test(title);
}

function readAlert(alerts: unknown): string | null {
  const errors = (Array.isArray(alerts) ? alerts : []).flatMap((alert: unknown) =>
    (isObject(alert) ? Object.values(alert) : []).filter(
      (renderer) => isObject(renderer) && renderer["type"] === "ERROR",
    ),
  );
  const [first] = errors;
  return first === undefined ? null : textOf((first as Json)["text"]) || "An error without words";
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at the end of a path of keys; undefined where there is none. */
function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
