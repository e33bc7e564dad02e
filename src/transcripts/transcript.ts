import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { StoredCue } from "../captions/cue.ts";
import type { SuggestedQuestion } from "../suggestions/suggest-questions.ts";
import type { StoredChapters, StoredSummary } from "./overview.ts";
import type { TranscriptFailure } from "../youtube/transcript-failure.ts";

export type VideoStatus = "QUEUED" | "FETCHING" | "EMBEDDING" | "READY" | "FAILED";
/** What stands for the embedding model of a transcript without vectors. */
export const NO_MODEL = "none";

export type TrackKind = "MANUAL" | "AUTOMATIC" | "UPLOADED";

/**
 * A transcript, shared by every session that added its video. The table is also the ingest queue: rows that are QUEUED and
 * past their `retryAt`, or whose `leaseUntil` has lapsed, are claimed.
 */
export const TranscriptSchema = defineEntity({
  name: "Transcript",
  tableName: "transcripts",
  properties: {
    id: p.uuid().primary(),
    /** null for an uploaded transcript, which belongs to one video of one session. */
    youtubeId: p.text().nullable(),
    /** BCP 47 tag that was asked for; empty: the spoken language. */
    requestedLanguage: p.text().default(""),
    status: p.text().$type<VideoStatus>(),
    progress: p.float().default(0),
    title: p.text().nullable(),
    author: p.text().nullable(),
    thumbnailUrl: p.text().nullable(),
    durationMs: p.integer().nullable(),
    language: p.text().nullable(),
    track: p.text().$type<TrackKind>().nullable(),
    /** false: it came without times, and those of its cues are estimates. */
    isTimed: p.boolean().default(true),
    /** Lazy, since cues are large and rarely needed. null until fetched. */
    cues: p.json().$type<StoredCue[]>().nullable().lazy(),
    /** What it says as a whole. Lazy, since it is rarely needed. null until it was found. */
    chapters: p.json().$type<StoredChapters>().nullable().lazy(),
    summary: p.json().$type<StoredSummary>().nullable().lazy(),
    suggestedQuestions: p.json().$type<SuggestedQuestion[]>().nullable().lazy(),
    passageCount: p.integer().default(0),
    /** Name of the embedding model whose vectors it has, or `NO_MODEL`; null where search has to index it yet. */
    embeddingModel: p.text().nullable(),
    /** Grows each time that what search keeps of it is written anew. */
    indexVersion: p.integer().default(0),
    failure: p.json().$type<TranscriptFailure>().nullable(),
    /** Attempts that failed since it was queued. */
    attempts: p.integer().default(0),
    /** Leases lost with the process that held them since then: see `MOST_LOSSES`. */
    losses: p.integer().default(0),
    retryAt: p.datetime().nullable(),
    /** Fingerprints of the settings with which the embedding model's provider refused it: others are tried at once. */
    refusedSettings: p.array().nullable(),
    /** When it was last tried before `retryAt`, since a session asked for that. */
    retriedEarlyAt: p.datetime().nullable(),
    /** The lease of the ingest under way; every write of an ingest is conditional on it. */
    leaseId: p.uuid().nullable(),
    leaseUntil: p.datetime().nullable(),
    /** The id of the request that added it, or had it tried again. */
    requestId: p.text().nullable(),
    /** The span of that request, as `traceparent`. */
    traceParent: p.text().nullable(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: "transcripts_source_unique", properties: ["youtubeId", "requestedLanguage"] }],
  indexes: [{ name: "transcripts_queue_index", properties: ["status", "retryAt"] }],
});

export type Transcript = InferEntity<typeof TranscriptSchema>;
