import { sql, type RawBuilder } from "kysely";
import type { StoredSentence } from "../index/tables.ts";

/*
 * Each statement runs its subqueries for one transcript after the other, by index, whatever the planner makes of the
 * number of transcripts: the planner cannot know that they are few. An offset keeps it from taking a subquery apart.
 */

export type TermStatisticsRow = {
  id: string;
  /** The id and the length in terms of each passage, by ordinal; null where the transcript has none. */
  ids: string[] | null;
  lengths: number[] | null;
  postings: [term: string, ordinals: number[], frequencies: number[], positions: string][] | null;
};

/** The index's rows of these terms in each transcript. */
export const termStatisticsStatement = (
  transcriptIds: string[],
  terms: string[],
): RawBuilder<TermStatisticsRow> => sql`
  select s.id, p.ids, p.lengths, t.postings
  from unnest(${transcriptIds}::uuid[]) as s (id)
  cross join lateral (
    select json_agg(id order by ordinal) as ids, json_agg(length order by ordinal) as lengths
    from passages where transcript_id = s.id
  ) p
  cross join lateral (
    select json_agg(json_build_array(term, ordinals, frequencies, places)) as postings
    from term_postings where transcript_id = s.id and term = any(${terms}::text[])
  ) t`;

/** The vector of a question. Only vectors of the same model and length are compared with it. */
export type QueryVector = { model: string; values: Float32Array };

/** The cosine of a window and the question; null where its vector is of another model, or the question has none. */
const cosineTo = (vector: QueryVector | null): RawBuilder<number | null> =>
  vector === null
    ? sql`null::float8`
    : sql`case when model = ${vector.model} and vector_dims(embedding) = ${vector.values.length}
        then -(embedding <#> ${`[${vector.values.join(",")}]`}::vector) end`;

export type VectorScoresRow = {
  best: Record<string, number> | null;
  windows: number;
  total: number;
  squares: number;
};

/** The best cosine of each passage, and the sums over all windows. */
export const vectorScoresStatement = (
  transcriptIds: string[],
  vector: QueryVector | null,
): RawBuilder<VectorScoresRow> => sql`
  select json_object_agg(passage_id, best) filter (where windows > 0) as best,
    sum(windows)::float8 as windows, sum(total) as total, sum(squares) as squares
  from (
    select w.passage_id, max(w.cosine) as best, count(w.cosine) as windows,
      sum(w.cosine) as total, sum(w.cosine * w.cosine) as squares
    from unnest(${transcriptIds}::uuid[]) as s (id)
    cross join lateral (
      select passage_id, ${cosineTo(vector)} as cosine from passage_windows where transcript_id = s.id offset 0
    ) w
    group by w.passage_id
  ) n`;

export type CandidateRow = {
  id: string;
  transcriptId: string;
  ordinal: number;
  startMs: number;
  endMs: number;
  text: string;
  sentences: StoredSentence[];
  windows:
    | [startMs: number, endMs: number, firstPosition: number, length: number, cosine: number | null][]
    | null;
};

/** Passages with their windows. */
export const candidatesStatement = (
  passageIds: string[],
  vector: QueryVector | null,
): RawBuilder<CandidateRow> => sql`
  select p.id, p.transcript_id as "transcriptId", p.ordinal, p.start_ms as "startMs", p.end_ms as "endMs", p.text,
    p.sentences, w.windows
  from unnest(${passageIds}::uuid[]) as c (id)
  cross join lateral (select * from passages where id = c.id offset 0) p
  cross join lateral (
    select json_agg(json_build_array(start_ms, end_ms, place, length, ${cosineTo(vector)})
      order by place, start_ms) as windows
    from passage_windows where passage_id = c.id
  ) w`;
