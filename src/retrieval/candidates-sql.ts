/** How soon a term that is repeated counts no more, and how much long passages are held back. */
export const BM25 = { k1: 0.9, b: 0.7 };

/** What is said around a passage, beside 1 for the passage itself. */
const CONTEXT_WEIGHT = 0.5;

// A lateral subquery with an offset is run for each transcript on its own, by index, whatever the planner makes of the
// number of transcripts: it cannot know that they are few. The limits tell it how many rows the parameters hold: it
// would expect a hundred, and compile the statement, which takes longer. The places of the terms come with the first
// row, for all transcripts of the candidates: they are cut to the windows, which are many, by whoever reads them.
export const CANDIDATES_SQL = `
with scope as materialized (
  select id::uuid as transcript_id, language from jsonb_to_recordset(?::jsonb) as s (id text, language text)
  limit ?
), asked as materialized (
  select language, term, weight from jsonb_to_recordset(?::jsonb) as q (language text, term text, weight float8)
  limit ?
), posting as materialized (
  select s.transcript_id, s.language, a.term, a.weight, t.ordinals, t.frequencies, t.places
  from scope s join asked a on a.language = s.language
  cross join lateral (
    select ordinals, frequencies, places from term_postings
    where transcript_id = s.transcript_id and term = a.term offset 0
  ) t
), spread as materialized (
  select language, term, sum(cardinality(ordinals))::float8 as passages from posting group by language, term
), searched as materialized (
  select p.id, p.transcript_id, p.ordinal, p.length, s.language,
    row_number() over (order by p.transcript_id, p.ordinal)::int as number
  from scope s
  cross join lateral (
    select id, transcript_id, ordinal, length from passages where transcript_id = s.transcript_id offset 0
  ) p
), size as materialized (
  select count(*)::float8 as passages, greatest(avg(length), 1)::float8 as length from searched
), occurrence as materialized (
  select p.transcript_id, o.ordinal, o.frequency::float8,
    p.weight * ln(1 + (z.passages - d.passages + 0.5) / (d.passages + 0.5)) as rarity
  from posting p join spread d using (language, term) cross join size z
  cross join lateral unnest(p.ordinals, p.frequencies) as o (ordinal, frequency)
), lexical as materialized (
  select r.number, r.id, r.transcript_id, r.language, coalesce(sum(
    o.rarity * o.frequency * ${BM25.k1 + 1}
    / (o.frequency + ${BM25.k1} * (1 - ${BM25.b} + ${BM25.b}::float8 * r.length / z.length))
  ), 0) as lexical
  from searched r left join occurrence o using (transcript_id, ordinal) cross join size z
  group by r.number, r.id, r.transcript_id, r.language
), nearness as materialized (
  select w.passage_id, w.start_ms, w.end_ms, w.place, w.length,
    case when w.model = ? and vector_dims(w.embedding) = ? then -(w.embedding <#> ?::vector) end as cosine
  from scope s
  cross join lateral (
    select passage_id, start_ms, end_ms, place, length, model, embedding
    from passage_windows where transcript_id = s.transcript_id offset 0
  ) w
), near as materialized (
  select passage_id as id, max(cosine) as cosine from nearness group by passage_id
), spoken as materialized (
  select id, transcript_id, language, lexical, sum(lexical) over (
    partition by transcript_id order by number rows between 2 preceding and 2 following
  ) as context
  from lexical
), corpus as materialized (
  select z.passages, z.length, k.lexical_best, k.context_best, c.cosine_best, c.cosine_mean, c.cosine_deviation
  from size z
  cross join (select max(lexical) as lexical_best, max(context) as context_best from spoken) k
  cross join (
    select max(cosine) as cosine_best, avg(cosine) as cosine_mean, stddev_pop(cosine) as cosine_deviation from nearness
  ) c
), best as materialized (
  select k.id, k.transcript_id, k.language, k.lexical, k.context,
    coalesce(k.lexical / nullif(c.lexical_best, 0), 0)
      + coalesce(k.context / nullif(c.context_best, 0), 0) * ${CONTEXT_WEIGHT}
      + coalesce((n.cosine - c.cosine_mean) / nullif(c.cosine_deviation, 0), 0) * ?::float8 as score
  from spoken k left join near n on n.id = k.id cross join corpus c
  order by score desc, k.id
  limit ?
)
select p.id, p.transcript_id, p.ordinal, p.start_ms, p.end_ms, p.text, p.sentences,
  b.language, b.lexical, b.context, w.windows, a.corpus, a.document_frequency, a.places
from (select *, row_number() over (order by score desc, id) as rank from best) b
join passages p on p.id = b.id
left join (
  select passage_id, json_agg(json_build_array(start_ms, end_ms, place, length, cosine) order by place, start_ms) as windows
  from nearness where passage_id in (select id from best) group by passage_id
) w on w.passage_id = b.id
left join (
  select to_json(corpus) as corpus,
    (select json_object_agg(language, terms) from (
      select language, json_object_agg(term, passages) as terms from spread group by language
    ) f) as document_frequency,
    (select json_object_agg(transcript_id, terms) from (
      select transcript_id, json_object_agg(term, places) as terms from posting
      where transcript_id in (select transcript_id from best) group by transcript_id
    ) t) as places
  from corpus
) a on b.rank = 1
order by b.rank`;
