import type { ListedChapter } from "../captions/chapter-lists/chapter-list.ts";
import type { Cue } from "../captions/cue.ts";

export type FetchedTranscript = {
  /** Normalised: see `normalizeCues`. Never empty. */
  cues: Cue[];
  /** BCP 47 tag of the track that was chosen. */
  language: string;
  track: "MANUAL" | "AUTOMATIC";
  title: string | null;
  author: string | null;
  thumbnailUrl: string | null;
  /** Length of the video in milliseconds, null where the source does not say. */
  durationMs: number | null;
  /** Those that the video's creator gave, in order, the first at 0; null where there are none. */
  chapters: ListedChapter[] | null;
};

/**
 * Fetches the transcript of one YouTube video. Rejects with a `TranscriptError` for every refusal, and with the
 * signal's reason when it is aborted. `language` is a BCP 47 tag; null: the language that is spoken.
 */
export type FetchTranscript = (
  request: { youtubeId: string; language: string | null },
  signal: AbortSignal,
) => Promise<FetchedTranscript>;
