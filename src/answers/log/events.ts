import type { Answer, AnswerWait, Citation } from "../answer.ts";
import { encodeCursor, unknownCursor, type Position } from "./cursor.ts";
import { resumedFrom, type AnswerState } from "./state.ts";

/** An event as it is sent to a reader. The other fields of its GraphQL type are read when it is resolved. */
export type AnswerLogEvent = { answerId: string; cursor: string; lastKnown?: Answer } & (
  | { __typename: "AnswerStarted" | "AnswerSources" | "AnswerCompleted" | "AnswerFailed" | "AnswerCancelled" }
  | { __typename: "AnswerQueued"; place: number }
  | { __typename: "AnswerWaiting"; waiting: AnswerWait }
  | { __typename: "AnswerDelta"; offset: number; text: string }
  | { __typename: "AnswerCitation"; citation: Citation }
  | { __typename: "AnswerInterrupted" }
  | { __typename: "AnswerResumed" | "AnswerRestarted"; attempt: number }
);

const TERMINAL = {
  COMPLETED: "AnswerCompleted",
  FAILED: "AnswerFailed",
  CANCELLED: "AnswerCancelled",
} as const;

/**
 * The events between a position in an answer's log and the log's end, and the position after them. `done`: a terminal
 * event is among them. Text comes in one piece up to each citation. A position beyond the log's end gives no events while
 * the answer is running, and is BAD_USER_INPUT once it has ended. A wait is told of while it lasts, and that an
 * attempt goes on with the text of an earlier one while it runs; `place`: that in the queue, where the answer is in it.
 * `isLive`: the reader has been here before, and is told that the process was lost also where another has it already.
 */
export function eventsSince(
  answerId: string,
  state: AnswerState,
  from: Position,
  place: number | null = null,
  isLive = false,
) {
  const events: AnswerLogEvent[] = [];
  let position = from;
  const emit = (
    event: DistributiveOmit<AnswerLogEvent, "answerId" | "cursor">,
    next: Partial<Position> = {},
  ) => {
    position = { ...position, ...next };
    events.push({ ...event, answerId, cursor: encodeCursor(answerId, position) } as AnswerLogEvent);
  };

  const ended = state.status !== "RUNNING";
  // A reader that comes from a replica with more of the log waits for it here.
  const ahead = () => {
    if (ended) throw unknownCursor("is ahead of the answer");
    return { events, position, done: false };
  };

  // A reader without a cursor starts at the first attempt, of which it may have seen any part before: it is told below that
  // that is void, also where another attempt went on with it.
  const start = { attempt: Math.min(state.attempt, 1), stage: 1, offset: 0, citations: 0 } as const;
  if (position.stage === 0) emit({ __typename: "AnswerStarted" }, start);
  else if (position.attempt === 0) position = { ...position, ...start };
  if (place !== null && !ended && place !== position.place) {
    emit({ __typename: "AnswerQueued", place }, { place });
  }
  if (position.attempt > state.attempt) return ahead();
  if (position.attempt < state.attempt) {
    if (isLive && !ended && position.interrupted !== position.attempt) {
      emit({ __typename: "AnswerInterrupted" }, { interrupted: position.attempt });
    }
    const kept = resumedFrom(state).find(({ attempt }) => attempt === from.attempt);
    if (kept && position.offset <= kept.offset && position.citations <= kept.citations) {
      if (!ended) emit({ __typename: "AnswerResumed", attempt: state.attempt });
      position = { ...position, attempt: state.attempt };
    } else {
      emit({ __typename: "AnswerRestarted", attempt: state.attempt }, { ...start, attempt: state.attempt });
    }
  }
  // Also for a reader that was shown more than the row has.
  if (state.isInterrupted && !ended && position.interrupted !== state.attempt) {
    emit({ __typename: "AnswerInterrupted" }, { interrupted: state.attempt });
  }
  if (position.offset > state.text.length || position.citations > state.citations.length) return ahead();
  if (splitsPair(state.text, position.offset)) throw unknownCursor("is no cursor of this answer");

  const { waiting } = state;
  const awaited = waiting?.videoIds.join();
  if (waiting && !ended && awaited !== position.waiting) {
    emit({ __typename: "AnswerWaiting", waiting }, { waiting: awaited });
  }
  if (position.stage === 1 && state.sourceIds !== null) emit({ __typename: "AnswerSources" }, { stage: 2 });
  const deltaTo = (end: number) => {
    if (end <= position.offset) return;
    const { offset } = position;
    emit({ __typename: "AnswerDelta", offset, text: state.text.slice(offset, end) }, { offset: end });
  };
  for (const { at, ...citation } of state.citations.slice(position.citations)) {
    deltaTo(at);
    emit({ __typename: "AnswerCitation", citation }, { citations: position.citations + 1 });
  }
  deltaTo(state.text.length);
  if (state.status !== "RUNNING") emit({ __typename: TERMINAL[state.status] });
  return { events, position, done: ended };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function splitsPair(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  const before = text.charCodeAt(offset - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}
