/** Why a transcript could not be fetched or made searchable; the same codes as `VideoFailureCode` in the schema. */
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

/** What the person who added the video can do; the same values as `Remedy` in the schema. */
export type Remedy = "NONE" | "WAIT" | "RETRY" | "CHOOSE_LANGUAGE" | "UPLOAD_TRANSCRIPT";

export type FailureKind = {
  /** For the person who added the video: what happened, and what to do about it. */
  message: string;
  remedy: Remedy;
  /** Whether the same request may succeed later, so that trying again makes sense. */
  transient: boolean;
};

/** Why there is no transcript, as it is stored and shown to clients. */
export type TranscriptFailure = {
  code: VideoFailureCode;
  /** For the person who added the video. */
  message: string;
  /** BCP 47 tags; only with LANGUAGE_UNAVAILABLE. */
  availableLanguages: string[];
};

export type FailureDetails = {
  /** Default: the message of the code. */
  message?: string;
  availableLanguages?: string[];
  /** How long the other side asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** Whether the egress was refused, whatever the video, and has to cool down. */
  coolsDown?: boolean;
  /** Default: that of the code. */
  transient?: boolean;
  cause?: unknown;
};

/** A `TranscriptFailure` as an error, with what decides whether and when to try again. */
export class TranscriptError extends Error implements TranscriptFailure {
  readonly code: VideoFailureCode;
  readonly availableLanguages: string[];
  readonly retryAfterMs: number | undefined;
  readonly coolsDown: boolean;
  readonly transient: boolean;

  constructor(code: VideoFailureCode, details: FailureDetails = {}) {
    super(details.message ?? FAILURES[code].message, { cause: details.cause });
    this.name = "TranscriptError";
    this.code = code;
    this.availableLanguages = details.availableLanguages ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.coolsDown = details.coolsDown ?? false;
    this.transient = details.transient ?? FAILURES[code].transient;
  }
}

/** The message and remedy of each failure code, and whether it is transient. */
export const FAILURES: Readonly<Record<VideoFailureCode, FailureKind>> = {
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
