import type { AnswerState, PlacedCitation } from "./state.ts";

/** A slice of what a run has shown. Offsets are in UTF-16 code units. */
export type LogRow = {
  answer_id: string;
  attempt: number;
  start_offset: number;
  end_offset: number;
  text: string;
  citations: PlacedCitation[];
  source_ids: string[] | null;
};

/** Adds a row to a state. false: it has nothing new, is of another attempt, or text between the two is missing. */
export function appendRow(state: AnswerState, row: LogRow): boolean {
  if (row.attempt !== state.attempt || row.start_offset > state.text.length) return false;
  let isNew = false;
  if (row.source_ids && state.sourceIds === null) {
    state.sourceIds = row.source_ids;
    state.waiting = null;
    isNew = true;
  }
  const { length } = state.text;
  if (row.end_offset > length) {
    state.text += row.text.slice(length - row.start_offset);
    isNew = true;
  }
  // Citations are numbered from 1 in the order in which they are shown.
  for (const citation of row.citations) {
    if (citation.number <= state.citations.length) continue;
    state.citations.push(citation);
    isNew = true;
  }
  return isNew;
}
