import type { VideoFailureCode } from "../fetch-transcript.ts";

/** What the person who added the video can do; the same values as `Remedy` in the schema. */
export type Remedy = "NONE" | "WAIT" | "RETRY" | "CHOOSE_LANGUAGE" | "UPLOAD_TRANSCRIPT";

export type FailureKind = {
  /** For the person who added the video: what happened, and what to do about it. */
  message: string;
  remedy: Remedy;
  /** Whether the same request may succeed later, so that trying again makes sense. */
  transient: boolean;
};

/** Every way in which a transcript can fail to arrive, in one place. */
export const failures: Readonly<Record<VideoFailureCode, FailureKind>> = {
  VIDEO_UNAVAILABLE: {
    message: "YouTube has no such video: it was removed, or the link is wrong. Check the link.",
    remedy: "NONE",
    transient: false,
  },
  PRIVATE: {
    message: "The video is private. Make it public or unlisted, or upload its transcript.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  AGE_RESTRICTED: {
    message: "YouTube shows this video only to signed-in adults. Upload its transcript instead.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  GEO_BLOCKED: {
    message: "The video is not available in the country this server is in. Upload its transcript instead.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  MEMBERS_ONLY: {
    message:
      "Only members of the channel or people who pay can watch this video. Upload its transcript instead.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  UPCOMING_OR_LIVE: {
    message: "The video has not started yet or is still live. Add it again when it is over.",
    remedy: "RETRY",
    transient: false,
  },
  CAPTIONS_DISABLED: {
    message: "The video has no captions. Upload a transcript instead.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  LANGUAGE_UNAVAILABLE: {
    message: "The video has no captions in this language. Choose one of the languages there are.",
    remedy: "CHOOSE_LANGUAGE",
    transient: false,
  },
  BLOCKED: {
    message:
      "YouTube refuses to give this server the captions. This says nothing about the video. Upload its transcript, or wait for the server to try again.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: true,
  },
  RATE_LIMITED: {
    message: "YouTube asked this server to slow down. Wait: it goes on by itself.",
    remedy: "WAIT",
    transient: true,
  },
  CONSENT_REQUIRED: {
    message:
      "YouTube showed this server its cookie consent page in place of the video. Upload the transcript, or wait for the server to try again.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: true,
  },
  EMPTY_TRANSCRIPT: {
    message: "The captions of this video hold no words. Upload a transcript instead.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  YOUTUBE_UNREACHABLE: {
    message: "YouTube did not answer, or could not be reached from this server.",
    remedy: "RETRY",
    transient: true,
  },
  YOUTUBE_CHANGED: {
    message:
      "YouTube answered in a way that this server does not understand. Try again later, or upload the transcript.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: true,
  },
  TRANSCRIPT_TOO_LARGE: {
    message: "The transcript is larger than this server accepts. Upload the part that you need.",
    remedy: "UPLOAD_TRANSCRIPT",
    transient: false,
  },
  EMBEDDING_FAILED: {
    message: "The transcript arrived but could not be made searchable. Try again later.",
    remedy: "RETRY",
    transient: true,
  },
  INTERNAL: {
    message: "Something went wrong in this server. Try again later.",
    remedy: "RETRY",
    transient: true,
  },
};
