import { decodings, readAddress, type YouTubeAddress } from "./addresses/read-address.ts";
import { findLinks, plainText, type FoundLink } from "./addresses/find-links.ts";

/** The video of a URL, or why the URL is refused, in words for the person who gave it. */
export type ParsedVideoUrl = { youtubeId: string } | { problem: string };

/** `url`: the link as it was given, or as it stands in the text where the text has several. */
export type ParsedVideoLink = { url: string } & ParsedVideoUrl;

/** What names several videos: a playlist by id, or a channel by id or by an address of which YouTube knows the id. */
export type PlaylistSource = { playlistId: string } | { channelId: string } | { channelUrl: string };

const VIDEO_EXAMPLE = "give the address of one video, such as https://www.youtube.com/watch?v=aqz-KE-bpKQ";
const LIST_EXAMPLE =
  "give the address of a playlist, such as https://www.youtube.com/playlist?list=PLxxxxxxxxxxxxxxxx, or of a channel, such as https://www.youtube.com/@handle";

/** The longest text that is searched for links, in UTF-16 units: it is read on the event loop. */
export const TEXT_MAX_CHARS = 200_000;

type ReadLink = FoundLink & { address: YouTubeAddress };

/**
 * Parses the links in a text: one alone in any public form, or several, or among words. Always gives one at least, and
 * the same video in one part of the text without blanks (a link in Markdown or HTML) once.
 */
export function parseVideoLinks(input: string): ParsedVideoLink[] {
  const links = readLinks(input);
  if (links.length === 0) return [{ url: input, problem: problemWithoutLink(input) }];
  const [only, ...others] = links;
  if (others.length === 0) return [{ url: input, ...toVideo(only!.address) }];
  return links.map(({ text, address }) => ({ url: text, ...toVideo(address) }));
}

/** Parses the one video that a text names. */
export function parseVideoUrl(input: string): ParsedVideoUrl {
  const parsed = parseVideoLinks(input);
  const ids = new Set(parsed.flatMap((link) => ("youtubeId" in link ? [link.youtubeId] : [])));
  if (ids.size > 1) return { problem: `This names ${ids.size} videos: ${VIDEO_EXAMPLE}.` };
  const [youtubeId] = ids;
  return youtubeId === undefined ? { problem: problemOf(parsed[0]!) } : { youtubeId };
}

/** Parses the first playlist or channel that a text names. */
export function parsePlaylistUrl(input: string): PlaylistSource | { problem: string } {
  const addresses = readLinks(input).map(({ address }) => address);
  for (const address of addresses) {
    if ("playlistId" in address && address.playlistId !== null) return { playlistId: address.playlistId };
    if (address.kind !== "CHANNEL") continue;
    return "url" in address ? { channelUrl: address.url } : { channelId: address.channelId };
  }
  const [first] = addresses;
  if (!first) return { problem: `This is not a URL: ${LIST_EXAMPLE}.` };
  if (first.kind === "VIDEO") {
    return { problem: `This is one video: add it with addVideos, or ${LIST_EXAMPLE}.` };
  }
  if (first.kind === "ELSEWHERE") return { problem: `This is not a YouTube address: ${LIST_EXAMPLE}.` };
  return { problem: `This YouTube address names no playlist or channel: ${LIST_EXAMPLE}.` };
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

const problemOf = (parsed: ParsedVideoUrl) => ("problem" in parsed ? parsed.problem : "");

function readLinks(input: string): ReadLink[] {
  if (input.length > TEXT_MAX_CHARS) return [];
  for (const text of [input, ...decodings(plainText(input).trim())]) {
    const links = findLinks(text).map((link) => ({ ...link, address: readBroken(link) }));
    if (links.length > 0) return withoutRepeats(links);
  }
  return [];
}

function readBroken({ url, continuedUrl }: FoundLink): YouTubeAddress {
  const address = readAddress(url);
  if (address.kind === "VIDEO" || continuedUrl === null) return address;
  const continued = readAddress(continuedUrl);
  return continued.kind === "VIDEO" ? continued : address;
}

/** Leaves out a link that stands for the same video as one before it in the same run: the title of a link is often itself. */
function withoutRepeats(links: ReadLink[]): ReadLink[] {
  const seen = new Set<string>();
  return links.filter(({ run, address }) => {
    if (address.kind !== "VIDEO") return true;
    const key = `${run} ${address.youtubeId}`;
    return !seen.has(key) && seen.add(key);
  });
}

function toVideo(address: YouTubeAddress): ParsedVideoUrl {
  switch (address.kind) {
    case "VIDEO":
      return { youtubeId: address.youtubeId };
    case "PLAYLIST":
      return { problem: `This is a playlist, not a video: add it with addPlaylist, or ${VIDEO_EXAMPLE}.` };
    case "CHANNEL":
      return { problem: `This is a channel, not a video: add it with addPlaylist, or ${VIDEO_EXAMPLE}.` };
    case "ELSEWHERE":
      return { problem: `This is not a YouTube address: ${VIDEO_EXAMPLE}.` };
    case "OTHER":
      return { problem: address.reason === "ID" ? WITHOUT_ID : WITHOUT_VIDEO };
  }
}

const WITHOUT_ID = `A YouTube video's id has 11 letters, digits, "-" or "_", and this address has none: ${VIDEO_EXAMPLE}.`;
const WITHOUT_VIDEO = `This YouTube address names no video: ${VIDEO_EXAMPLE}.`;

/** Why a text without a link is refused: one word may be an address elsewhere, without its scheme. */
function problemWithoutLink(input: string): string {
  const isAddress = input.length <= 2048 && /^[a-z][a-z0-9+.-]*:|^\S+$/i.test(input.trim());
  return isAddress
    ? `This is not a YouTube address: ${VIDEO_EXAMPLE}.`
    : `This is not a URL: ${VIDEO_EXAMPLE}.`;
}
