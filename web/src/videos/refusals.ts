import type { VideoFailureCode, VideoPartsFragment } from "../api/generated/graphql.ts";

const HEADINGS: Record<VideoFailureCode, string> = {
  VIDEO_UNAVAILABLE: "There is no such video",
  PRIVATE: "The video is private",
  AGE_RESTRICTED: "Only signed-in adults may watch it",
  GEO_BLOCKED: "It may not be watched where this server is",
  MEMBERS_ONLY: "It is for members only",
  UPCOMING_OR_LIVE: "It has not ended yet",
  CAPTIONS_DISABLED: "It has no captions",
  LANGUAGE_UNAVAILABLE: "It has captions in other languages",
  BLOCKED: "YouTube turned this server away",
  RATE_LIMITED: "YouTube asks this server to slow down",
  CONSENT_REQUIRED: "YouTube asked this server about cookies",
  EMPTY_TRANSCRIPT: "Its captions have no words",
  YOUTUBE_UNREACHABLE: "YouTube did not answer",
  YOUTUBE_CHANGED: "YouTube answered in a way this server does not know",
  TRANSCRIPT_TOO_LARGE: "Its captions are too long",
  EMBEDDING_FAILED: "The transcript could not be prepared",
  INTERNAL: "Something went wrong on the server",
};

/** Codes where a transcript from elsewhere does not help. */
const NOT_BY_UPLOAD = new Set<VideoFailureCode>(["EMBEDDING_FAILED", "TRANSCRIPT_TOO_LARGE"]);

export type Refusal = {
  heading: string;
  message: string;
  /** When the server tries again by itself. */
  retryAt: string | null;
  canTryNow: boolean;
  canUpload: boolean;
  languages: readonly string[];
};

/** What to say about a video that has no transcript, and what can be done. null: nothing is wrong with it. */
export function refusalOf(video: Pick<VideoPartsFragment, "failure" | "url">): Refusal | null {
  const { failure, url } = video;
  if (!failure) return null;
  const { code, message, remedy, retryAt, availableLanguages } = failure;
  return {
    heading: HEADINGS[code] ?? HEADINGS.INTERNAL,
    message,
    retryAt,
    canTryNow: url !== null && remedy !== "CHOOSE_LANGUAGE",
    canUpload: !NOT_BY_UPLOAD.has(code),
    languages: remedy === "CHOOSE_LANGUAGE" ? availableLanguages : [],
  };
}
