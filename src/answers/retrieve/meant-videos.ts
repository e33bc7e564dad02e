import type { SessionSearch } from "../../search/session-search.ts";
import type { Video } from "../../videos/video.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import type { ReadScope } from "../scope/read-scope.ts";

/** Most descriptions of videos that are looked for, each of which takes a search. */
const MAX_DESCRIBED = 4;

/**
 * The READY videos (`videos`) that a question means, which was read with all there are: those that it names; those that say
 * most about what it calls them by; where it speaks of one without naming it, the one that the answer before cites alone.
 * None where it names only such as are not there; the only one of a session is meant whatever it is called.
 */
export async function meantVideos(
  { scope, videoIds, missing, descriptions, isOfOne }: ReadScope,
  { videos, sessionVideos }: { videos: Video[]; sessionVideos: Video[] },
  history: CitedTurn[],
  search: SessionSearch,
  signal: AbortSignal,
): Promise<Video[]> {
  const named = videos.filter(({ id }) => videoIds.includes(id));
  if (scope === "PASSAGES" || scope === "LIST") return named;
  if (sessionVideos.length === 1) return named;
  const isNamed = videoIds.length < sessionVideos.length;
  const described = await Promise.all(
    descriptions.slice(0, MAX_DESCRIBED).map((text) => describedVideo(text, videos, search, signal)),
  );
  const ids = new Set(described.flatMap((video) => video?.id ?? []));
  if (isNamed) for (const { id } of named) ids.add(id);
  // What is compared with one that is not known is compared with any; with one that is not READY, with none.
  const isCompared = ids.size > 1 || (isNamed && videoIds.length > 1);
  if (scope === "COMPARISON") return isCompared ? videos.filter(({ id }) => ids.has(id)) : videos;
  if (isNamed || descriptions.length > 0 || missing.length > 0) return videos.filter(({ id }) => ids.has(id));
  if (!isOfOne) return videos;
  const cited = new Set(history.at(-1)?.citations.map(({ videoId }) => videoId));
  const before = cited.size === 1 ? videos.filter(({ id }) => cited.has(id)) : [];
  return before.length > 0 ? before : videos;
}

/** The video that speaks of this; undefined where none does. */
async function describedVideo(
  description: string,
  videos: Video[],
  search: SessionSearch,
  signal: AbortSignal,
): Promise<Video | undefined> {
  const { hits, confidence } = await search.search(videos, description, { first: 1, signal });
  return confidence === "NOT_FOUND" ? undefined : hits[0]?.passage.video;
}
