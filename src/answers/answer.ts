import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Confidence } from "../search/search-result.ts";
import { SessionSchema, type Session } from "../sessions/session.ts";

export type AnswerStatus = "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
export type AnswerScope = "PASSAGES" | "WHOLE_VIDEOS" | "COMPARISON" | "LIST" | "TIME" | "SMALL_TALK";
/** Ids of the videos that an answer waits for, and the time (RFC 3339) until which it does. */
export type AnswerWait = { videoIds: string[]; until: string };
export type AnswerFailureCode =
  | "MODEL_UNAVAILABLE"
  | "MODEL_RATE_LIMITED"
  | "MODEL_REJECTED"
  | "MODEL_TIMEOUT"
  | "NO_READY_VIDEO"
  | "MODEL_BUDGET_SPENT"
  | "INTERNAL";
export type AnswerFailure = { code: AnswerFailureCode; message: string; retryable: boolean };
export type TokenUsage = { promptTokens: number; completionTokens: number; estimated: boolean };

/** A place in a video that the text marks as `[number]`. Quote, times, link and title outlive the video. */
export type Citation = {
  number: number;
  videoId: string;
  youtubeId: string | null;
  /** The title when the video was cited; null where it had none, missing in citations older than this property. */
  videoTitle?: string | null;
  startMs: number;
  endMs: number;
  /** false: the times are estimates. Missing in citations older than this property, whose times are not. */
  isTimed?: boolean;
  quote: string;
};

/** Where an attempt went on with the text of the one before it, `attempt`: what that had written, and was kept. */
export type Resumption = { attempt: number; offset: number; citations: number };

/** A question and its answer. While RUNNING, text and citations are those of the last checkpoint. */
export const AnswerSchema = defineEntity({
  name: "Answer",
  tableName: "answers",
  properties: {
    id: p.uuid().primary(),
    session: () => p.manyToOne(SessionSchema).deleteRule("cascade"),
    question: p.text(),
    /** The videos that the question was restricted to; null: all of the session. */
    videoIds: p.json().$type<string[]>().nullable(),
    /** For a question that was asked again, the answer before which its history ends; null: before this one. */
    historyBefore: p.uuid().nullable(),
    idempotencyKey: p.text().nullable(),
    status: p.text().$type<AnswerStatus>(),
    text: p.text().default(""),
    citations: p.json().$type<Citation[]>().defaultRaw("'[]'"),
    /** What kind of question it was taken for. */
    scope: p.text().$type<AnswerScope>().default("PASSAGES"),
    /** Ids of videos that it concerned and did not wait for longer. */
    leftOut: p.json().$type<string[]>().defaultRaw("'[]'"),
    /** What to ask next. */
    followUps: p.json().$type<string[]>().defaultRaw("'[]'"),
    /** What it waits for before it is written; null where it waits for nothing. */
    waiting: p.json().$type<AnswerWait>().nullable(),
    /** Passages that were retrieved, best first; null until they are. */
    sourceIds: p.json().$type<string[]>().nullable(),
    /** How surely the transcripts answer; null unless it is COMPLETED. */
    confidence: p.text().$type<Confidence>().nullable(),
    /** Whether its sources were found without vectors: the embedding model was out of reach, or had not read them yet. */
    wordsOnly: p.boolean().default(false),
    model: p.text(),
    usage: p.json().$type<TokenUsage>().nullable(),
    failure: p.json().$type<AnswerFailure>().nullable(),
    /** How many times generation has begun. */
    attempt: p.integer().default(0),
    /** How many of them a process handed over as it stopped. */
    handovers: p.integer().default(0),
    /** Where its present text was gone on with by another process, in order. */
    resumptions: p.json().$type<Resumption[]>().defaultRaw("'[]'"),
    /** Its place among those that wait for a free run: the lowest begins first. */
    turn: p.integer().default(0),
    /** The lease of the run that writes the answer; every write of a run is conditional on it. */
    leaseId: p.uuid().nullable(),
    leaseUntil: p.datetime().nullable(),
    /** The process of PostgreSQL behind the connection that renewed the lease last. */
    leasePid: p.integer().nullable(),
    /** Set by cancelAnswer, for the process that runs the answer. */
    cancelRequested: p.boolean().default(false),
    /** The id of the request that asked. */
    requestId: p.text().nullable(),
    /** The span that asked, as `traceparent`. */
    traceParent: p.text().nullable(),
    /** The span of the attempt that wrote last, or waited for videos, as `traceparent`. */
    attemptTraceParent: p.text().nullable(),
    createdAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
  uniques: [{ name: "answers_idempotency_unique", properties: ["session", "idempotencyKey"] }],
  indexes: [
    { name: "answers_history_index", properties: ["session", "id"] },
    { name: "answers_lease_index", properties: ["status", "leaseUntil"] },
  ],
});

/** An answer as it is read, without the columns that only statements need. */
export type Answer = Omit<
  InferEntity<typeof AnswerSchema>,
  | "session"
  | "historyBefore"
  | "idempotencyKey"
  | "waiting"
  | "handovers"
  | "resumptions"
  | "turn"
  | "leaseId"
  | "leaseUntil"
  | "leasePid"
  | "cancelRequested"
  | "requestId"
  | "traceParent"
  | "attemptTraceParent"
> & { session: Session };

/** A slice of what a run has shown, for readers on other replicas. The rows are deleted when the answer ends. */
export const AnswerLogSchema = defineEntity({
  name: "AnswerLog",
  tableName: "answer_log",
  properties: {
    id: p.bigint().primary(),
    answer: () => p.manyToOne(AnswerSchema).deleteRule("cascade"),
    attempt: p.integer(),
    /** Where the row's text begins and ends in the answer's, in UTF-16 code units. */
    startOffset: p.integer(),
    endOffset: p.integer(),
    text: p.text(),
    citations: p.json(),
    sourceIds: p.json().nullable(),
  },
  indexes: [{ name: "answer_log_position_index", properties: ["answer", "attempt", "endOffset"] }],
});
