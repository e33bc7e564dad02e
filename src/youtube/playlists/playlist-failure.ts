import type { Remedy } from "../transcript-failure.ts";

/** Why a playlist could not be read, or not to the end; codes of `AddPlaylistErrorCode` in the schema. */
export type PlaylistFailureCode =
  | "PLAYLIST_UNAVAILABLE"
  | "PLAYLIST_UNVIEWABLE"
  | "PLAYLIST_EMPTY"
  | "BLOCKED"
  | "RATE_LIMITED"
  | "CONSENT_REQUIRED"
  | "YOUTUBE_UNREACHABLE"
  | "YOUTUBE_CHANGED"
  | "INTERNAL";

export type PlaylistFailure = {
  code: PlaylistFailureCode;
  /** For the person who added the playlist. */
  message: string;
  remedy: Remedy;
  /** Milliseconds after which trying again may help; null: it will not help. */
  retryAfterMs: number | null;
};

/** The failure that a playlist itself has, whoever asks for it. */
export class PlaylistError extends Error {
  readonly code: PlaylistFailureCode;

  constructor(code: PlaylistFailureCode, message = MESSAGES[code]) {
    super(message);
    this.name = "PlaylistError";
    this.code = code;
  }
}

/** The failure of a code, with the time to wait where the other side named one. */
export function playlistFailure(
  code: PlaylistFailureCode,
  { message = MESSAGES[code], retryAfterMs }: { message?: string; retryAfterMs?: number | undefined } = {},
): PlaylistFailure {
  const waitMs = RETRY_AFTER_MS[code];
  if (waitMs === undefined) return { code, message, remedy: "NONE", retryAfterMs: null };
  return { code, message, remedy: "RETRY", retryAfterMs: retryAfterMs ?? waitMs };
}

/** The time to wait where nobody says; codes that are not here do not pass by themselves. */
const RETRY_AFTER_MS: Partial<Record<PlaylistFailureCode, number>> = {
  BLOCKED: 15 * 60_000,
  RATE_LIMITED: 5 * 60_000,
  CONSENT_REQUIRED: 15 * 60_000,
  YOUTUBE_UNREACHABLE: 30_000,
  INTERNAL: 60_000,
};

const MESSAGES: Record<PlaylistFailureCode, string> = {
  PLAYLIST_UNAVAILABLE:
    "YouTube has no such playlist or channel, or it is private. Check the link; an owner can make it unlisted.",
  PLAYLIST_UNVIEWABLE:
    "YouTube makes this list for one viewer, so that nobody else can read it: add its videos with addVideos.",
  PLAYLIST_EMPTY: "It has no videos that can be watched.",
  BLOCKED:
    "YouTube refuses to give this server the list. This says nothing about the list. Try again later, or add its videos with addVideos.",
  RATE_LIMITED: "YouTube asked this server to slow down. Try again later.",
  CONSENT_REQUIRED:
    "YouTube showed this server its cookie consent page in place of the list. Try again later, or add its videos with addVideos.",
  YOUTUBE_UNREACHABLE: "YouTube did not answer, or could not be reached from this server. Try again later.",
  YOUTUBE_CHANGED:
    "YouTube answered in a way that this server does not understand. Add the videos of the list with addVideos.",
  INTERNAL: "Something went wrong in this server. Try again later.",
};
