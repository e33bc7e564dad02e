import { z } from "zod";
import { type ListedChapter, parseChapterList } from "../captions/chapter-lists/chapter-list.ts";
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
    title: details?.title ?? player?.title ?? null,
    author: details?.author_name ?? player?.author ?? null,
    thumbnailUrl: details?.thumbnail_url ?? `https://i.ytimg.com/vi/${youtubeId}/hqdefault.jpg`,
    durationMs: player?.durationMs ?? null,
    chapters: parseChapterList(player?.description ?? "", player?.durationMs ?? null),
  };
}

const text = z.string().trim().min(1).optional().catch(undefined);
const oEmbedSchema = z.object({
  title: text,
  author_name: text,
  // Given to browsers, so only http and https.
  thumbnail_url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
});
