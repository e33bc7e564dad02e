/**
 * Each statement runs its subqueries for one transcript after the other, by index, whatever the planner makes of the
 * number of transcripts: it cannot know that they are few. An offset keeps it from taking a subquery apart.
 */

/** What is known of the words of each transcript. $1: transcript ids, $2: terms. */
export const TERM_STATISTICS_SQL = `
select s.id, p.ids, p.lengths, t.postings
from unnest($1::uuid[]) as s (id)
cross join lateral (
  select json_agg(id order by ordinal) as ids, json_agg(length order by ordinal) as lengths
  from passages where transcript_id = s.id
) p
cross join lateral (
  select json_agg(json_build_array(term, ordinals, frequencies, places)) as postings
  from term_postings where transcript_id = s.id and term = any($2::text[])
) t`;

const COSINE = "case when model = $2 and vector_dims(embedding) = $3 then -(embedding <#> $4::vector) end";

/**
 * The best cosine of each passage, and the sums over all windows. $1: transcript ids, $2: the vector's model, $3: its
 * length, $4: the vector.
 */
export const VECTOR_SCORES_SQL = `
select json_object_agg(passage_id, best) filter (where windows > 0) as best,
  sum(windows)::float8 as windows, sum(total) as total, sum(squares) as squares
from (
  select w.passage_id, max(w.cosine) as best, count(w.cosine) as windows,
    sum(w.cosine) as total, sum(w.cosine * w.cosine) as squares
  from unnest($1::uuid[]) as s (id)
  cross join lateral (
    select passage_id, ${COSINE} as cosine from passage_windows where transcript_id = s.id offset 0
  ) w
  group by w.passage_id
) n`;

/** Passages with their windows. $1: passage ids, $2 to $4 as above. */
export const CANDIDATES_SQL = `
select p.id, p.transcript_id, p.ordinal, p.start_ms, p.end_ms, p.text, p.sentences, w.windows
from unnest($1::uuid[]) as c (id)
cross join lateral (select * from passages where id = c.id offset 0) p
cross join lateral (
  select json_agg(json_build_array(start_ms, end_ms, place, length, ${COSINE}) order by place, start_ms) as windows
  from passage_windows where passage_id = c.id
) w`;
