import type { Overview, SourcedChapter } from "../../transcripts/overview.ts";

/** The chapter that a time lies in. */
export const chapterAt = (
  { chapters }: Pick<Overview, "chapters">,
  timeMs: number,
): SourcedChapter | undefined => chapters.find(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs);
