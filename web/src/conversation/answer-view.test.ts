import { describe, expect, test } from "vitest";
import { applyEvent, type AnswerEvent, type Citation, viewOf } from "./answer-view.ts";
import { delta, sampleAnswer } from "./sample-answer.ts";

const answer = sampleAnswer();
const cited = (number: number, quote: string): Citation => ({
  number,
  quote,
  video: { id: "7" },
  videoTitle: "Tea",
  startMs: 0,
  endMs: 1000,
  isTimed: true,
  url: null,
});
const citation = (cursor: string, number: number, quote: string): AnswerEvent => ({
  __typename: "AnswerCitation",
  cursor,
  citation: cited(number, quote),
});
const STREAM: AnswerEvent[] = [
  { __typename: "AnswerStarted", cursor: "0", answer: { model: "extractive" } },
  { __typename: "AnswerSources", cursor: "1", passages: [{ id: "p" }] },
  delta("2", 0, "In a t"),
  delta("3", 6, "in [1] 🍵"),
  citation("4", 1, "Take a tin."),
  delta("5", 15, ", shut [2]."),
  citation("6", 2, "Keep it shut."),
];
const WHOLE = "In a tin [1] 🍵, shut [2].";
const play = (events: readonly AnswerEvent[], view = viewOf(answer)) => events.reduce(applyEvent, view);

describe("an answer's view", () => {
  test("has the text, the citations and the cursor of what was applied", () => {
    const view = play(STREAM);
    expect(view.text).toBe(WHOLE);
    expect(view.citations.map((one) => one.quote)).toEqual(["Take a tin.", "Keep it shut."]);
    expect(view.cursor).toBe("6");
    expect(view.phase).toEqual({ kind: "writing" });
  });

  test.each(STREAM.map((_, at) => at))("is the same where the stream from event %i on comes twice", (at) => {
    expect(play([...STREAM, ...STREAM.slice(at)])).toEqual(play(STREAM));
  });

  test("takes what is replayed in fewer, larger deltas", () => {
    const view = play(
      [delta("5", 0, `${WHOLE.slice(0, 12)}`), delta("6", 12, WHOLE.slice(12))],
      play(STREAM),
    );
    expect(view.text).toBe(WHOLE);
  });

  test("keeps what there is while its process is replaced", () => {
    const before = play(STREAM);
    const view = play([{ __typename: "AnswerInterrupted", cursor: "7" }], before);
    expect(view).toMatchObject({
      text: before.text,
      citations: before.citations,
      phase: { kind: "interrupted" },
    });
  });

  test("goes on after it where another process does", () => {
    const before = play([{ __typename: "AnswerInterrupted", cursor: "7" }], play(STREAM));
    const view = play([{ __typename: "AnswerResumed", cursor: "7" }], before);
    expect(view).toMatchObject({
      text: before.text,
      citations: before.citations,
      phase: { kind: "writing" },
    });
  });

  test("begins anew after a restart", () => {
    const view = play([{ __typename: "AnswerRestarted", cursor: "7", attempt: 2 }], play(STREAM));
    expect(view).toMatchObject({ text: "", citations: [], restarts: 1, phase: { kind: "starting" } });
    expect(play([delta("8", 0, "In")], view).text).toBe("In");
  });

  test("keeps one citation of a number, the last", () => {
    const view = play([citation("7", 1, "Another tin.")], play(STREAM));
    expect(view.citations.map((one) => one.quote)).toEqual(["Another tin.", "Keep it shut."]);
  });

  test("says what it waits for", () => {
    const until = "2026-01-01T00:01:00.000Z";
    const waiting: AnswerEvent = {
      __typename: "AnswerWaiting",
      cursor: "0",
      videos: [{ id: "7", title: "Tea" }],
      until,
    };
    expect(play([waiting]).phase).toEqual({ kind: "waiting", titles: ["Tea"], until });
    const queued: AnswerEvent = { __typename: "AnswerQueued", cursor: "0", place: 3 };
    expect(play([queued]).phase).toEqual({ kind: "queued", place: 3 });
  });

  test("is the whole answer once it has ended, and stays so when that is told again", () => {
    const ended: AnswerEvent = {
      __typename: "AnswerCompleted",
      cursor: "9",
      answer: { ...answer, status: "COMPLETED", text: WHOLE, confidence: "SURE", followUps: ["And oolong?"] },
    };
    const view = play([...STREAM, ended]);
    expect(view).toMatchObject({ text: WHOLE, confidence: "SURE", phase: { kind: "ended" } });
    expect(play([ended], view)).toEqual(view);
  });

  test("of a newer server's event keeps the cursor", () => {
    const unknown = { __typename: "AnswerThought", cursor: "7" } as unknown as AnswerEvent;
    expect(play([unknown], play(STREAM))).toEqual({ ...play(STREAM), cursor: "7" });
  });

  test("of a running answer begins empty, since its text is replayed", () => {
    expect(viewOf({ ...answer, text: "In a" }).text).toBe("");
    expect(viewOf({ ...answer, status: "CANCELLED", text: "In a" }).text).toBe("In a");
  });
});
