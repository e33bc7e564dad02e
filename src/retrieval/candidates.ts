import type { StoredSentence } from "./passage.ts";

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
  sentences: StoredSentence[];
  language: string;
  /** BM25 over all passages searched; 0 where no term occurs. */
  lexical: number;
  /** The sum of it over the passage, the three before it and the three after it. */
  context: number;
  /** Its windows, with the cosine of those whose vector is of the model; of others null, as they wait for theirs. */
  windows: { startMs: number; endMs: number; cosine: number | null }[];
};

export type Candidates = {
  /** Best first. */
  candidates: Candidate[];
  /** In how many of the passages searched each term occurs, by language. */
  documentFrequency: Record<string, Record<string, number>>;
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

export const BM25 = { k1: 0.9, b: 0.7 };

const CONTEXT_WEIGHT = 0.5;

/**
 * Finds the passages of some transcripts that may answer, by a weighted sum of BM25, the BM25 of what is said around
 * them, and cosine. Exact: every passage and every vector of the transcripts is looked at. One statement.
 */
export async function findCandidates(executor: Executor, query: CandidateQuery): Promise<Candidates> {
  const rows = (await executor.execute(SQL, [
    JSON.stringify(query.transcripts),
    JSON.stringify(query.terms),
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
  windows: [number, number, number | null][] | null;
  corpus: Record<string, number | null>;
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
    lexical: row.lexical,
    context: row.context,
    windows: (row.windows ?? []).map(([startMs, endMs, cosine]) => ({ startMs, endMs, cosine })),
  };
}

// A lateral subquery with an offset is run for each transcript on its own, by index, whatever the planner makes of the
// number of transcripts: it cannot know that they are few.
const SQL = `
with scope as materialized (
  select id::uuid as transcript_id, language from jsonb_to_recordset(?::jsonb) as s (id text, language text)
), asked as materialized (
  select language, term, weight from jsonb_to_recordset(?::jsonb) as q (language text, term text, weight float8)
), occurrence as materialized (
  select p.id, a.language, a.term, a.weight, p.length, t.frequency
  from scope s
  cross join lateral (
    select id, terms, length from passages where transcript_id = s.transcript_id offset 0
  ) p
  join asked a on a.language = s.language
  cross join lateral (select (p.terms ->> a.term)::float8 as frequency offset 0) t
  where t.frequency is not null
), spread as materialized (
  select language, term, count(*)::float8 as passages from occurrence group by language, term
), searched as materialized (
  select p.id, p.transcript_id, p.ordinal, p.length, s.language
  from scope s
  cross join lateral (
    select id, transcript_id, ordinal, length from passages where transcript_id = s.transcript_id offset 0
  ) p
), size as materialized (
  select count(*)::float8 as passages, greatest(avg(length), 1)::float8 as length from searched
), lexical as materialized (
  select o.id, sum(
    o.weight * ln(1 + (z.passages - d.passages + 0.5) / (d.passages + 0.5)) * o.frequency * ${BM25.k1 + 1}
    / (o.frequency + ${BM25.k1} * (1 - ${BM25.b} + ${BM25.b} * o.length / z.length))
  ) as score
  from occurrence o join spread d using (language, term) cross join size z
  group by o.id
), nearness as materialized (
  select w.passage_id, w.start_ms, w.end_ms,
    case when w.model = ? and vector_dims(w.embedding) = ? then -(w.embedding <#> ?::vector) end as cosine
  from scope s
  cross join lateral (
    select passage_id, start_ms, end_ms, model, embedding
    from passage_windows where transcript_id = s.transcript_id offset 0
  ) w
), near as materialized (
  select passage_id as id, max(cosine) as cosine,
    jsonb_agg(jsonb_build_array(start_ms, end_ms, cosine) order by start_ms) as windows
  from nearness group by passage_id
), spoken as materialized (
  select r.id, r.language, coalesce(l.score, 0) as lexical,
    sum(coalesce(l.score, 0)) over (
      partition by r.transcript_id order by r.ordinal rows between 3 preceding and 3 following
    ) as context
  from searched r left join lexical l on l.id = r.id
), corpus as materialized (
  select z.passages, z.length, k.lexical_best, k.context_best, c.cosine_best, c.cosine_mean, c.cosine_deviation
  from size z
  cross join (select max(lexical) as lexical_best, max(context) as context_best from spoken) k
  cross join (
    select max(cosine) as cosine_best, avg(cosine) as cosine_mean, stddev_pop(cosine) as cosine_deviation from nearness
  ) c
), best as materialized (
  select k.id, k.language, k.lexical, k.context, n.windows,
    coalesce(k.lexical / nullif(c.lexical_best, 0), 0)
      + coalesce(k.context / nullif(c.context_best, 0), 0) * ${CONTEXT_WEIGHT}
      + coalesce((n.cosine - c.cosine_mean) / nullif(c.cosine_deviation, 0), 0) * ?::float8 as score
  from spoken k left join near n on n.id = k.id cross join corpus c
  order by score desc, k.id
  limit ?
)
select p.id, p.transcript_id, p.ordinal, p.start_ms, p.end_ms, p.text, p.sentences,
  b.language, b.lexical, b.context, b.windows, (select to_jsonb(corpus) from corpus) as corpus,
  (select jsonb_object_agg(language, terms) from (
    select language, jsonb_object_agg(term, passages) as terms from spread group by language
  ) f) as document_frequency
from best b join passages p on p.id = b.id
order by b.score desc, b.id`;
