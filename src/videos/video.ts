import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { SessionSchema } from "../sessions/session.ts";
import type { Passage, SearchedPassage } from "../search/passage.ts";
import type { Hit, Quote } from "../search/search-result.ts";
import { TranscriptSchema, type Transcript } from "../transcripts/transcript.ts";

/** A video as one session holds it. Its id says nothing to any other session. */
export const VideoSchema = defineEntity({
  name: "Video",
  tableName: "videos",
  properties: {
    id: p.uuid().primary(),
    session: () => p.manyToOne(SessionSchema).deleteRule("cascade"),
    transcript: () => p.manyToOne(TranscriptSchema).deleteRule("no action").index(),
    /** null for an uploaded transcript without a URL. */
    youtubeId: p.text().nullable(),
    addedAt: p.datetime(),
  },
  uniques: [{ name: "videos_session_youtube_unique", properties: ["session", "youtubeId"] }],
});

/** An upload's idempotency key within its session, and the video that it gave. */
export const UploadKeySchema = defineEntity({
  name: "UploadKey",
  tableName: "upload_keys",
  properties: {
    session: () => p.manyToOne(SessionSchema).deleteRule("cascade").primary(),
    key: p.text().primary(),
    /** SHA-256 of the input, in hexadecimal. */
    inputHash: p.text(),
    video: () => p.manyToOne(VideoSchema).deleteRule("cascade").index(),
  },
});

type VideoRow = InferEntity<typeof VideoSchema>;

/** A video as it is read, with the part of its transcript that clients can see. */
export type Video = Pick<VideoRow, "id" | "youtubeId" | "addedAt"> & {
  transcript: Pick<
    Transcript,
    | "id"
    | "status"
    | "progress"
    | "title"
    | "author"
    | "thumbnailUrl"
    | "durationMs"
    | "language"
    | "requestedLanguage"
    | "track"
    | "isTimed"
    | "passageCount"
    | "indexVersion"
    | "failure"
    | "retryAt"
  >;
};

/** Passages, hits and quotes with the session's video. */
export type VideoPassage = Passage & { video: Video };
export type VideoHit = Hit<SearchedPassage & { video: Video }>;
export type VideoQuote = Quote<SearchedPassage & { video: Video }>;
