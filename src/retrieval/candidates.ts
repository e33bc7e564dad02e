import type { StoredSentence } from "./passage.ts";

/** Runs one SQL statement with `?` for its parameters, such as a MikroORM EntityManager or connection. */
export type Executor = { execute(sql: string, parameters: unknown[]): Promise<unknown> };

export type CandidateQuery = {
  /** Each transcript, and the language whose terms its passages hold. */
  transcripts: { id: string; language: string }[];
  /** The question's terms in each of those languages. */
  terms: { language: string; term: string }[];
  /** Only vectors of this model are compared. */
  model: string;
  vector: number[];
  /** How much the vectors weigh beside the words, 0 to 1. */
  vectorWeight: number;
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
  sentences: StoredSentence[];
  language: string;
  /** BM25 over all passages searched; 0 where no term occurs. */
  lexical: number;
  /** The cosine of each of its windows. */
  windows: { startMs: number; endMs: number; cosine: number }[];
};

export type Candidates = {
  /** Best first. */
  candidates: Candidate[];
  /** How many passages were searched. */
  passageCount: number;
  /** In how many of them each term occurs, by language. */
  documentFrequency: Record<string, Record<string, number>>;
};

export const BM25 = { k1: 1.2, b: 0.75 };

/**
 * Finds the passages of some transcripts that rank best by a weighted sum of BM25 and cosine, each scaled by the best
 * there is. Exact: every passage and vector of the transcripts is looked at. One statement.
 */
export async function findCandidates(executor: Executor, query: CandidateQuery): Promise<Candidates> {
  const rows = (await executor.execute(SQL, [
    JSON.stringify(query.transcripts),
    JSON.stringify(query.terms),
    `[${query.vector.join(",")}]`,
    query.model,
    query.vectorWeight,
    query.vectorWeight,
    query.limit,
  ])) as Row[];
  return {
    candidates: rows.map(toCandidate),
    passageCount: Number(rows[0]?.passage_count ?? 0),
    documentFrequency: rows[0]?.document_frequency ?? {},
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
  windows: [number, number, number][] | null;
  passage_count: number;
  document_frequency: Record<string, Record<string, number>> | null;
};

function toCandidate(row: Row): Candidate {
  return {
    id: row.id,
    transcriptId: row.transcript_id,
    ordinal: row.ordinal,
    startMs: row.start_ms,
    endMs: row.end_ms,
    text: row.text,
    sentences: row.sentences,
    language: row.language,
    lexical: Number(row.lexical),
    windows: (row.windows ?? []).map(([startMs, endMs, cosine]) => ({ startMs, endMs, cosine })),
  };
}

const SQL = `
with scope as materialized (
  select id::uuid as transcript_id, language from jsonb_to_recordset(?::jsonb) as s (id text, language text)
), asked as materialized (
  select language, term from jsonb_to_recordset(?::jsonb) as q (language text, term text)
), searched as materialized (
  select p.id, s.language, p.length from scope s join passages p on p.transcript_id = s.transcript_id
), corpus as (
  select count(*)::float8 as count, greatest(avg(length), 1)::float8 as length from searched
), occurrence as materialized (
  select p.id, a.language, a.term, p.length, t.frequency
  from scope s
  join passages p on p.transcript_id = s.transcript_id
  join asked a on a.language = s.language
  cross join lateral (select (p.terms ->> a.term)::float8 as frequency offset 0) t
  where t.frequency is not null
), spread as materialized (
  select language, term, count(*)::float8 as passages from occurrence group by language, term
), lexical as (
  select o.id, sum(
    ln(1 + (c.count - d.passages + 0.5) / (d.passages + 0.5)) * o.frequency * ${BM25.k1 + 1}
    / (o.frequency + ${BM25.k1} * (1 - ${BM25.b} + ${BM25.b} * o.length / c.length))
  ) as score
  from occurrence o join spread d using (language, term) cross join corpus c
  group by o.id
), nearness as materialized (
  select w.passage_id, w.start_ms, w.end_ms, -(w.embedding <#> ?::vector) as cosine
  from scope s join passage_windows w on w.transcript_id = s.transcript_id
  where w.model = ?
), near as (
  select passage_id as id, max(cosine) as cosine,
    jsonb_agg(jsonb_build_array(start_ms, end_ms, cosine) order by start_ms) as windows
  from nearness group by passage_id
), scored as (
  select r.id, r.language, coalesce(l.score, 0) as lexical, n.windows,
    coalesce(l.score / nullif(max(l.score) over (), 0), 0) * (1 - ?::float8)
      + coalesce(n.cosine / nullif(max(n.cosine) over (), 0), 0) * ?::float8 as score
  from searched r left join lexical l on l.id = r.id left join near n on n.id = r.id
), best as (
  select * from scored order by score desc, id limit ?
)
select p.id, p.transcript_id, p.ordinal, p.start_ms, p.end_ms, p.text, p.sentences,
  b.language, b.lexical, b.windows, (select count from corpus) as passage_count,
  (select jsonb_object_agg(language, terms) from (
    select language, jsonb_object_agg(term, passages) as terms from spread group by language
  ) f) as document_frequency
from best b join passages p on p.id = b.id
order by b.score desc, b.id`;
