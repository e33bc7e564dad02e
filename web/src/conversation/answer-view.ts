import type {
  AnswerEventsSubscription,
  AnswerPartsFragment,
  CitationPartsFragment,
} from "../api/generated/graphql.ts";

export type AnswerEvent = AnswerEventsSubscription["answerEvents"];
export type AnswerParts = AnswerPartsFragment;
export type Citation = CitationPartsFragment;

/** What the answer does now. `ended` is told by `status`. */
export type AnswerPhase =
  | { kind: "starting" }
  | { kind: "queued"; place: number }
  | { kind: "waiting"; titles: (string | null)[]; until: string }
  | { kind: "searching" }
  | { kind: "writing" }
  | { kind: "interrupted" }
  | { kind: "ended" };

/** An answer as it is on screen. */
export type AnswerView = AnswerParts & {
  phase: AnswerPhase;
  /** Of the last event that was applied. */
  cursor: string | undefined;
  /** How often the server lost it and began it again. */
  restarts: number;
  /** What went wrong between here and the server; the answer itself may be fine. */
  trouble: string | undefined;
};

/** The view of an answer as a query gives it. A RUNNING one is replayed from its beginning, so it begins empty. */
export function viewOf(answer: AnswerParts): AnswerView {
  const begun = { ...answer, cursor: undefined, restarts: 0, trouble: undefined };
  if (answer.status !== "RUNNING") return { ...begun, phase: { kind: "ended" } };
  return { ...begun, text: "", citations: [], phase: { kind: "starting" } };
}

/**
 * The view after an event, by the client's three rules: the cursor of the last event is kept, a delta goes where its
 * offset says and a citation to its number, and a restart clears both. So it does no harm where events come twice.
 */
export function applyEvent(view: AnswerView, event: AnswerEvent): AnswerView {
  const next = { ...view, cursor: event.cursor, trouble: undefined };
  switch (event.__typename) {
    case "AnswerStarted":
      return { ...next, model: event.answer.model };
    case "AnswerQueued":
      return { ...next, phase: { kind: "queued", place: event.place } };
    case "AnswerWaiting": {
      const titles = event.videos.map((video) => video.title);
      return { ...next, phase: { kind: "waiting", titles, until: event.until } };
    }
    case "AnswerSources":
      return { ...next, phase: { kind: "searching" } };
    case "AnswerDelta":
      return {
        ...next,
        text: view.text.slice(0, event.offset) + event.text,
        phase: { kind: "writing" },
      };
    case "AnswerCitation":
      return { ...next, citations: withCitation(view.citations, event.citation) };
    case "AnswerInterrupted":
      return { ...next, phase: { kind: "interrupted" } };
    case "AnswerResumed":
      return { ...next, phase: { kind: "writing" } };
    case "AnswerRestarted":
      return { ...next, text: "", citations: [], restarts: event.attempt - 1, phase: { kind: "starting" } };
    case "AnswerCompleted":
    case "AnswerFailed":
    case "AnswerCancelled":
      return { ...next, ...event.answer, phase: { kind: "ended" } };
    default:
      // A type that a newer server may have: its cursor counts, and nothing else is known of it.
      event satisfies never;
      return next;
  }
}

function withCitation(citations: readonly Citation[], citation: Citation): Citation[] {
  return [...citations.filter(({ number }) => number !== citation.number), citation].toSorted(
    (one, other) => one.number - other.number,
  );
}
