import { defineEntity, p, type EntitySchema } from "@mikro-orm/core";
import { VectorType } from "pgvector/mikro-orm";

/** A stored sentence: start and end in milliseconds, then its offsets in the passage's text, the end excluded. */
export type StoredSentence = [startMs: number, endMs: number, from: number, to: number];

/**
 * The tables of the search index, all of whose rows go with their transcript. Its entity is handed in, since ingest, which
 * has it, writes the index, and not the other way round.
 */
export function defineSearchIndex<Transcript extends EntitySchema>(transcript: Transcript) {
  /** Some 150 to 180 seconds of a transcript: what lexical search ranks. */
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
      /** JSON kept as it is written: nothing in the database looks into it. */
      sentences: p.json().columnType("json").$type<StoredSentence[]>(),
      /** The number of the passage's terms, repeats counted. */
      length: p.integer(),
    },
    uniques: [{ name: "passages_ordinal_unique", properties: ["transcript", "ordinal"] }],
  });

  /** At most 80 words of a passage: what is embedded, since encoders read no further. */
  const PassageWindowSchema = defineEntity({
    name: "PassageWindow",
    tableName: "passage_windows",
    properties: {
      id: p.uuid().primary(),
      passage: () => p.manyToOne(PassageSchema).deleteRule("cascade"),
      transcript: () => p.manyToOne(transcript).deleteRule("cascade").index(),
      ordinal: p.integer(),
      startMs: p.integer(),
      endMs: p.integer(),
      text: p.text(),
      /** The position of the first term among the terms of all windows of the transcript, and how many terms there are. */
      place: p.integer(),
      length: p.integer(),
      /** Name of the model that made `embedding`: only vectors of one model are compared. */
      model: p.text(),
      /** The column has no length, so that any model fits. */
      embedding: p.type(VectorType).columnType("vector").$type<number[]>(),
    },
    uniques: [{ name: "passage_windows_ordinal_unique", properties: ["passage", "ordinal"] }],
  });

  /** The inverted index: the occurrences of a term in a transcript. */
  const TermPostingSchema = defineEntity({
    name: "TermPosting",
    tableName: "term_postings",
    properties: {
      transcript: () => p.manyToOne(transcript).deleteRule("cascade").primary(),
      /** Terms are compared byte by byte, whatever the database's language. */
      term: p.text().collation("C").primary(),
      /** The ordinals of the passages that hold the term, and how often each does. */
      ordinals: p.integer().array(),
      frequencies: p.integer().array(),
      /** The term's positions among the terms of all windows, ascending, with commas between: read by this program alone. */
      places: p.text(),
    },
  });

  return { PassageSchema, PassageWindowSchema, TermPostingSchema };
}
