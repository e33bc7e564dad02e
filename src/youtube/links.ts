/** The video of a URL, or why the URL is refused, in words for the person who gave it. */
export type ParsedVideoUrl = { youtubeId: string } | { problem: string };

const HOSTS = new Set([
  "youtube.com",
  "www.youtube.com",
  "m.youtube.com",
  "music.youtube.com",
  "youtube-nocookie.com",
  "www.youtube-nocookie.com",
]);
const SHORT_HOSTS = new Set(["youtu.be", "www.youtu.be"]);
const VIDEO_PATHS = new Set(["shorts", "live", "embed", "v", "e"]);
const YOUTUBE_ID = /^[A-Za-z0-9_-]{11}$/;

const EXAMPLE = "give the address of one video, such as https://www.youtube.com/watch?v=aqz-KE-bpKQ";

/** Parses any public form of a YouTube video's URL. The scheme may be left out. */
export function parseVideoUrl(input: string): ParsedVideoUrl {
  const url = toURL(input.trim());
  if (!url) return { problem: `This is not a URL: ${EXAMPLE}.` };
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  const path = url.pathname.split("/").filter(Boolean);
  if (SHORT_HOSTS.has(host)) return withId(path[0]);
  if (!HOSTS.has(host)) return { problem: `This is not a YouTube address: ${EXAMPLE}.` };

  const first = path[0]?.toLowerCase() ?? "";
  const fromQuery = url.searchParams.get("v");
  if (first === "watch" && path[1] === undefined && fromQuery !== null) return withId(fromQuery);
  if (first === "embed" && path[1] === "videoseries") return { problem: PLAYLIST };
  if (VIDEO_PATHS.has(first) && path[1] !== undefined) return withId(path[1]);
  if (first === "watch" && path[1] !== undefined) return withId(path[1]);
  if (first === "playlist" || url.searchParams.has("list")) return { problem: PLAYLIST };
  if (first.startsWith("@") || ["channel", "c", "user"].includes(first)) {
    return { problem: `This is a channel, not a video: ${EXAMPLE}.` };
  }
  return { problem: `This YouTube address names no video: ${EXAMPLE}.` };
}

/** The URL at which to watch a video, from `startMs` on where it is given (YouTube takes whole seconds). */
export function watchUrl(youtubeId: string | null, startMs?: number): string | null {
  if (youtubeId === null) return null;
  const time = startMs === undefined ? "" : `&t=${Math.floor(startMs / 1000)}s`;
  return `https://www.youtube.com/watch?v=${youtubeId}${time}`;
}

/** The URL at which a place in a video is said; of one whose times are estimates, that of its beginning. */
export function placeUrl(
  { youtubeId, isTimed }: { youtubeId: string | null; isTimed: boolean },
  startMs: number,
): string | null {
  return watchUrl(youtubeId, isTimed ? startMs : undefined);
}

const PLAYLIST = `This is a playlist, not a video: open one of its videos and ${EXAMPLE}.`;

const withId = (id: string | undefined): ParsedVideoUrl =>
  id !== undefined && YOUTUBE_ID.test(id)
    ? { youtubeId: id }
    : {
        problem: `A YouTube video's id has 11 letters, digits, "-" or "_", and this address has none: ${EXAMPLE}.`,
      };

function toURL(input: string): URL | null {
  if (input.length > 2048) return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `https://${input}`);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url : null;
}
