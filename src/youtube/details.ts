import { z } from "zod";
import { type ListedChapter, parseChapterList } from "../captions/chapter-lists/chapter-list.ts";
import { shortLine } from "../text/plain-line.ts";
import type { YouTubeResponse } from "./client/client.ts";
import { type PlayerResponse, parseJson } from "./player-response.ts";

export type VideoDetails = {
  title: string | null;
  author: string | null;
  thumbnailUrl: string | null;
  durationMs: number | null;
  /** Those that the description lists; null where it lists none. */
  chapters: ListedChapter[] | null;
};

/** The URL of a video's public details: title, author and thumbnail. */
export function oEmbedUrl(youtubeId: string): string {
  const watch = `https://www.youtube.com/watch?v=${youtubeId}`;
  return `https://www.youtube.com/oembed?url=${encodeURIComponent(watch)}&format=json`;
}

/** A video's details, from oEmbed where that answered, else from the player. */
export function videoDetails(
  youtubeId: string,
  oEmbed: YouTubeResponse | null,
  player: PlayerResponse | null,
): VideoDetails {
  const details = oEmbed?.status === 200 ? oEmbedSchema.safeParse(parseJson(oEmbed.text)).data : undefined;
  return {
    title: firstLine(details?.title, player?.title),
    author: firstLine(details?.author_name, player?.author),
    thumbnailUrl: details?.thumbnail_url ?? `https://i.ytimg.com/vi/${youtubeId}/hqdefault.jpg`,
    durationMs: player?.durationMs ?? null,
    chapters: parseChapterList(player?.description ?? "", player?.durationMs ?? null),
  };
}

/** The first of these texts that has anything to show, on one line. */
const firstLine = (...texts: (string | null | undefined)[]): string | null =>
  texts.map((it) => shortLine(it ?? "", TEXT_MAX_CHARS)).find((it) => it !== "") ?? null;

const TEXT_MAX_CHARS = 500;
const THUMBNAIL_MAX_CHARS = 2000;

const text = z.string().optional().catch(undefined);
const oEmbedSchema = z.object({
  title: text,
  author_name: text,
  // Browsers load it, so it is from YouTube's own servers of pictures.
  thumbnail_url: z
    .url({ protocol: /^https$/, hostname: /^(?:[\w-]+\.)?ytimg\.com$/ })
    .max(THUMBNAIL_MAX_CHARS)
    .optional()
    .catch(undefined),
});
