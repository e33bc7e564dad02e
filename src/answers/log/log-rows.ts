import { executeBound } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { AnswerState, PlacedCitation } from "./state.ts";

/** What a run has shown between two moments. Offsets are in UTF-16 code units. */
export type LogRow = {
  answer_id: string;
  attempt: number;
  start_offset: number;
  end_offset: number;
  text: string;
  citations: PlacedCitation[];
  source_ids: string[] | null;
};

/** Adds what a row has beyond the state; false: nothing, or not yet. */
export function appendRow(state: AnswerState, row: LogRow): boolean {
  if (row.attempt !== state.attempt || row.start_offset > state.text.length) return false;
  const { length } = state.text;
  const known = state.citations.length;
  if (row.source_ids && state.sourceIds === null) state.sourceIds = row.source_ids;
  if (row.end_offset > length) state.text += row.text.slice(length - row.start_offset);
  state.citations.push(...row.citations.filter((citation) => citation.number > known));
  return true;
}

/** The rows that go beyond these states, in order. */
export async function readLogRows(
  em: EntityManager,
  logs: { id: string; state: AnswerState }[],
): Promise<LogRow[]> {
  const positions = logs.map(({ id, state }) => ({
    id,
    attempt: state.attempt,
    length: state.text.length,
    known: state.citations.length,
    sources: state.sourceIds !== null,
  }));
  return executeBound<LogRow>(
    em,
    `select l.answer_id, l.attempt, l.start_offset, l.end_offset, l.text, l.citations, l.source_ids
     from jsonb_to_recordset($1::jsonb) as p(id uuid, attempt int, length int, known int, sources boolean)
     join answer_log l on l.answer_id = p.id and l.attempt = p.attempt
       and (l.end_offset > p.length or (l.end_offset = p.length and jsonb_array_length(l.citations) > 0)
            or (l.source_ids is not null and not p.sources))
     order by l.answer_id, l.end_offset, l.id`,
    [JSON.stringify(positions)],
  );
}
