import { CANDIDATES_SQL } from "./candidates-sql.ts";
import type { StoredSentence } from "./passage.ts";
import type { PlacedSentence } from "./sentences.ts";

/** Runs one SQL statement with `?` for its parameters, such as a MikroORM EntityManager or connection. */
export type Executor = { execute(sql: string, parameters: unknown[]): Promise<unknown> };

export type AskedTerm = {
  language: string;
  term: string;
  /** How much it counts beside others, 0 to 1. */
  weight: number;
};

export type CandidateQuery = {
  /** Each transcript, and the language whose terms its passages hold. */
  transcripts: { id: string; language: string }[];
  /** The question's terms in each of those languages. */
  terms: AskedTerm[];
  /** Only vectors of this model are compared. */
  model: string;
  vector: number[];
  /** How much a cosine counts that is a standard deviation above the mean, beside 1 for the best BM25. */
  cosineWeight: number;
  /** How many candidates. */
  limit: number;
};

/** A passage that may answer, with all that ranking needs to know of it. */
export type Candidate = {
  id: string;
  transcriptId: string;
  ordinal: number;
  startMs: number;
  endMs: number;
  text: string;
  /** With their places in `text`. */
  sentences: PlacedSentence[];
  language: string;
  /** BM25 over all passages searched; 0 where no term occurs. */
  lexical: number;
  /** The sum of it over the passage, the two before it and the two after it. */
  context: number;
  windows: CandidateWindow[];
};

export type CandidateWindow = {
  startMs: number;
  endMs: number;
  /** How many terms of the transcript come before it, and how many are its own. */
  place: number;
  length: number;
  /** null where its vector is of another model: it waits for one of this. */
  cosine: number | null;
};

export type Candidates = {
  /** Best first. */
  candidates: Candidate[];
  /** In how many of the passages searched each term occurs, by language. */
  documentFrequency: Record<string, Record<string, number>>;
  /**
   * Where each term stands among all terms of the windows of a candidate's transcript, in ascending order: by transcript,
   * then by term.
   */
  places: Map<string, Map<string, number[]>>;
  corpus: {
    /** How many passages were searched. */
    passages: number;
    /** How many terms one has, on average. */
    length: number;
    lexicalBest: number;
    contextBest: number;
    cosineBest: number;
    cosineMean: number;
    cosineDeviation: number;
  };
};

/**
 * Finds the passages of some transcripts that may answer, by a weighted sum of BM25, the BM25 of what is said around
 * them, and cosine. Exact: every passage and every vector of the transcripts is looked at. One statement.
 */
export async function findCandidates(executor: Executor, query: CandidateQuery): Promise<Candidates> {
  const rows = (await executor.execute(CANDIDATES_SQL, [
    JSON.stringify(query.transcripts),
    query.transcripts.length,
    JSON.stringify(query.terms),
    query.terms.length,
    query.model,
    query.vector.length,
    `[${query.vector.join(",")}]`,
    query.cosineWeight,
    query.limit,
  ])) as Row[];
  const corpus = rows[0]?.corpus ?? {};
  return {
    candidates: rows.map(toCandidate),
    documentFrequency: rows[0]?.document_frequency ?? {},
    places: readPlaces(rows[0]?.places ?? {}),
    corpus: {
      passages: corpus.passages ?? 0,
      length: corpus.length ?? 1,
      lexicalBest: corpus.lexical_best ?? 0,
      contextBest: corpus.context_best ?? 0,
      cosineBest: corpus.cosine_best ?? 0,
      cosineMean: corpus.cosine_mean ?? 0,
      cosineDeviation: corpus.cosine_deviation ?? 0,
    },
  };
}

type Row = {
  id: string;
  transcript_id: string;
  ordinal: number;
  start_ms: number;
  end_ms: number;
  text: string;
  sentences: StoredSentence[];
  language: string;
  lexical: number;
  context: number;
  windows: [number, number, number, number, number | null][] | null;
  // Of the first row alone.
  corpus: Record<string, number | null> | null;
  document_frequency: Record<string, Record<string, number>> | null;
  places: Record<string, Record<string, string>> | null;
};

function readPlaces(byTranscript: Record<string, Record<string, string>>): Candidates["places"] {
  const read = (places: string) => JSON.parse(`[${places}]`) as number[];
  const readTerms = (byTerm: Record<string, string>) =>
    new Map(Object.entries(byTerm).map(([term, places]) => [term, read(places)]));
  return new Map(Object.entries(byTranscript).map(([id, byTerm]) => [id, readTerms(byTerm)]));
}

function toCandidate(row: Row): Candidate {
  return {
    id: row.id,
    transcriptId: row.transcript_id,
    ordinal: row.ordinal,
    startMs: row.start_ms,
    endMs: row.end_ms,
    text: row.text,
    sentences: row.sentences.map(([startMs, endMs, from, to]) => ({
      startMs,
      endMs,
      text: row.text.slice(from, to),
      from,
      to,
    })),
    language: row.language,
    lexical: row.lexical,
    context: row.context,
    windows: (row.windows ?? []).map(([startMs, endMs, place, length, cosine]) => ({
      startMs,
      endMs,
      place,
      length,
      cosine,
    })),
  };
}
