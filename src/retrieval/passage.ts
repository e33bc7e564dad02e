import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { VectorType } from "pgvector/mikro-orm";
import { TranscriptSchema } from "../transcripts/transcript.ts";

/** How sentences are stored: start and end in milliseconds, then the words. */
export type StoredSentence = [startMs: number, endMs: number, text: string];

/** Some 150 to 180 seconds of a transcript: what lexical search ranks. */
export const PassageSchema = defineEntity({
  name: "Passage",
  tableName: "passages",
  properties: {
    id: p.uuid().primary(),
    transcript: () => p.manyToOne(TranscriptSchema).deleteRule("cascade"),
    ordinal: p.integer(),
    startMs: p.integer(),
    endMs: p.integer(),
    text: p.text(),
    sentences: p.json().$type<StoredSentence[]>(),
    /** How often each term occurs in it. */
    terms: p.json().$type<Record<string, number>>(),
    /** The number of its terms, repeats counted. */
    length: p.integer(),
  },
  uniques: [{ name: "passages_ordinal_unique", properties: ["transcript", "ordinal"] }],
});

/** At most 80 words of a passage: what is embedded, since encoders read no further. */
export const PassageWindowSchema = defineEntity({
  name: "PassageWindow",
  tableName: "passage_windows",
  properties: {
    id: p.uuid().primary(),
    passage: () => p.manyToOne(PassageSchema).deleteRule("cascade"),
    transcript: () => p.manyToOne(TranscriptSchema).deleteRule("cascade").index(),
    ordinal: p.integer(),
    startMs: p.integer(),
    endMs: p.integer(),
    text: p.text(),
    /** Name of the model that made `embedding`: only vectors of one model are compared. */
    model: p.text(),
    /** The column has no length, so that any model fits. */
    embedding: p.type(VectorType).columnType("vector").$type<number[]>(),
  },
  uniques: [{ name: "passage_windows_ordinal_unique", properties: ["passage", "ordinal"] }],
});

export type Passage = InferEntity<typeof PassageSchema>;
