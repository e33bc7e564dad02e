import type { VideoPartsFragment } from "../../api/generated/graphql.ts";
import type { Citation } from "../answer-view.ts";

/**
 * The video of the session that a citation is of. Citations of an earlier session know another id: they are of the video
 * with the same address, or of the transcript with the same title.
 */
export function findCitedVideo(
  citation: Citation,
  videos: readonly VideoPartsFragment[],
): VideoPartsFragment | undefined {
  const own = videos.find(({ id }) => id === citation.video?.id);
  if (own) return own;
  const { url, videoTitle } = citation;
  const same = url
    ? videos.find(({ youtubeId }) => youtubeId && url.includes(youtubeId))
    : videos.find(({ youtubeId, title }) => !youtubeId && title === videoTitle);
  return same?.status === "READY" ? same : undefined;
}
