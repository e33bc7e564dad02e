import type { Cue } from "../captions/cue.ts";

/** Why a transcript could not be had; the same codes as `VideoFailureCode` in the schema. */
export type VideoFailureCode =
  | "VIDEO_UNAVAILABLE"
  | "PRIVATE"
  | "AGE_RESTRICTED"
  | "GEO_BLOCKED"
  | "MEMBERS_ONLY"
  | "UPCOMING_OR_LIVE"
  | "CAPTIONS_DISABLED"
  | "LANGUAGE_UNAVAILABLE"
  | "BLOCKED"
  | "RATE_LIMITED"
  | "CONSENT_REQUIRED"
  | "EMPTY_TRANSCRIPT"
  | "YOUTUBE_UNREACHABLE"
  | "YOUTUBE_CHANGED"
  | "TRANSCRIPT_TOO_LARGE"
  | "EMBEDDING_FAILED"
  | "INTERNAL";

/** An expected refusal: `code` says which, `availableLanguages` only with LANGUAGE_UNAVAILABLE (BCP 47 tags). */
export class TranscriptError extends Error {
  readonly code: VideoFailureCode;
  readonly availableLanguages: string[];
  /** How long the other side asked us to wait (its Retry-After), in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: VideoFailureCode,
    message: string,
    options: { availableLanguages?: string[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "TranscriptError";
    this.code = code;
    this.availableLanguages = options.availableLanguages ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

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
};

/**
 * Fetches the transcript of one YouTube video. Rejects with a `TranscriptError` for every refusal, and with the
 * signal's reason when it is aborted. `language` is a BCP 47 tag; null: the language that is spoken.
 */
export type FetchTranscript = (
  request: { youtubeId: string; language: string | null },
  signal: AbortSignal,
) => Promise<FetchedTranscript>;
