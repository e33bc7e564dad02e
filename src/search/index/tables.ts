import { defineEntity, p, type EntitySchema } from "@mikro-orm/core";
import { VectorType } from "pgvector/mikro-orm";

/**
 * The tables of the search index, all of whose rows go with their transcript. Its entity is handed in, since ingest, which
 * has it, writes the index, and not the other way round.
 */
export function defineSearchIndex<Transcript extends EntitySchema>(transcript: Transcript) {
  /** Some 150 to 180 seconds of a transcript: what answers rest on. */
  const PassageSchema = defineEntity({
    name: "Passage",
    tableName: "passages",
    properties: {
      id: p.uuid().primary(),
      transcript: () => p.manyToOne(transcript).deleteRule("cascade"),
      ordinal: p.integer(),
      startMs: p.integer(),
      endMs: p.integer(),
      text: p.text(),
    },
    uniques: [{ name: "passages_ordinal_unique", properties: ["transcript", "ordinal"] }],
  });

  /** The vectors of a transcript's windows, by the number of the window from 0; none where there is no model. */
  const WindowVectorSchema = defineEntity({
    name: "WindowVector",
    tableName: "window_vectors",
    properties: {
      transcript: () => p.manyToOne(transcript).deleteRule("cascade").primary(),
      ordinal: p.integer().primary(),
      /** Name of the model that made `embedding`: only vectors of one model are compared. */
      model: p.text(),
      /** The column has no length, so that any model fits. */
      embedding: p.type(VectorType).columnType("halfvec").$type<number[]>(),
    },
  });

  /**
   * The whole text of a transcript, and how it is cut: see `EncodedCut` for the layout of what is binary. Nothing here
   * depends on how words are found, so that only another way to cut needs the row made anew. A READY transcript without a
   * row was cut by an earlier version, and waits to be cut again.
   */
  const TranscriptSentencesSchema = defineEntity({
    name: "TranscriptSentences",
    tableName: "transcript_sentences",
    properties: {
      transcript: () => p.manyToOne(transcript).deleteRule("cascade").updateRule("no action").primary(),
      text: p.text(),
      sentences: p.blob(),
      windows: p.blob(),
      passages: p.blob(),
      /** Name of the model that made the vectors of the sentences; null where they have none. */
      model: p.text().nullable(),
      vectors: p.blob().nullable(),
      scales: p.blob().nullable(),
    },
  });

  return { PassageSchema, WindowVectorSchema, TranscriptSentencesSchema };
}
