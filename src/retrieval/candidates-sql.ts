/** How soon a term that is repeated counts no more, and how much long passages are held back. */
export const BM25 = { k1: 0.9, b: 0.7 };

/** What is said around a passage, beside 1 for the passage itself. */
const CONTEXT_WEIGHT = 0.5;

// A lateral subquery with an offset is run for each transcript on its own, by index, whatever the planner makes of the
// number of transcripts: it cannot know that they are few. The limits tell it how many rows the parameters hold: it
// would expect a hundred, and compile the statement, which takes longer.
// A passage's terms are compressed, and each look at them unpacks them all: `|| '{}'` does so once for all the terms
// that are asked. Windows, which are many, are put together only for the passages that are best.
export const CANDIDATES_SQL = `
with scope as materialized (
  select id::uuid as transcript_id, language from jsonb_to_recordset(?::jsonb) as s (id text, language text)
  limit ?
), asked as materialized (
  select language, term, weight from jsonb_to_recordset(?::jsonb) as q (language text, term text, weight float8)
  limit ?
), occurrence as materialized (
  select p.id, s.language, t.term, t.weight, p.length, t.frequency
  from scope s
  cross join lateral (
    select id, terms || '{}' as terms, length from passages where transcript_id = s.transcript_id offset 0
  ) p
  cross join lateral (
    select term, weight, (p.terms ->> term)::float8 as frequency from asked where language = s.language offset 0
  ) t
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
  select passage_id as id, max(cosine) as cosine from nearness group by passage_id
), spoken as materialized (
  select r.id, r.language, coalesce(l.score, 0) as lexical,
    sum(coalesce(l.score, 0)) over (
      partition by r.transcript_id order by r.ordinal rows between 2 preceding and 2 following
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
  select k.id, k.language, k.lexical, k.context,
    coalesce(k.lexical / nullif(c.lexical_best, 0), 0)
      + coalesce(k.context / nullif(c.context_best, 0), 0) * ${CONTEXT_WEIGHT}
      + coalesce((n.cosine - c.cosine_mean) / nullif(c.cosine_deviation, 0), 0) * ?::float8 as score
  from spoken k left join near n on n.id = k.id cross join corpus c
  order by score desc, k.id
  limit ?
)
select p.id, p.transcript_id, p.ordinal, p.start_ms, p.end_ms, p.text, p.sentences,
  b.language, b.lexical, b.context, w.windows, (select to_jsonb(corpus) from corpus) as corpus,
  (select jsonb_object_agg(language, terms) from (
    select language, jsonb_object_agg(term, passages) as terms from spread group by language
  ) f) as document_frequency
from best b join passages p on p.id = b.id
left join (
  select passage_id, jsonb_agg(jsonb_build_array(start_ms, end_ms, cosine) order by start_ms) as windows
  from nearness where passage_id in (select id from best) group by passage_id
) w on w.passage_id = b.id
order by b.score desc, b.id`;
