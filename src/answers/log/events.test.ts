import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAnswerReader } from "../../testing/client/answer-reader.ts";
import { ClientError } from "../../errors/errors.ts";
import { decodeCursor, encodeCursor, START, type Position } from "./cursor.ts";
import { eventsSince, type AnswerLogEvent } from "./events.ts";
import { emptyState, resumedFrom, type AnswerState, type PlacedCitation } from "./state.ts";

const UNTIL = "2026-01-01T00:01:00.000Z";
const ID = "01890000-0000-7000-8000-000000000001";

/** What a run does to its log, one after another. */
type Step =
  | { type: "sources"; ids: string[] }
  | { type: "text"; text: string }
  | { type: "citation"; quote: string };

// Any script, pairs of surrogates included; text is never stored with half of one.
const pieces = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom("🫖", "茶", "ش", "é", "e\u0301", "👩‍👩‍👧", "[1]", "\n", "a"),
    minLength: 1,
    maxLength: 6,
  }),
);
const written = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: pieces.map((piece): Step => ({ type: "text", text: piece })) },
    { weight: 1, arbitrary: pieces.map((quote): Step => ({ type: "citation", quote })) },
  ),
  { maxLength: 12 },
);
const steps = fc
  .tuple(fc.array(fc.uuid(), { maxLength: 3 }), written)
  .map(([ids, rest]): Step[] => [{ type: "sources", ids }, ...rest]);

/** How much an attempt goes on with of the one before it: nothing, or up to one of the states that has its sources. */
const goesOn = fc.option(fc.nat(20));

/** All that the log of an answer is, one after another, in all its attempts. The last one has the end. */
const histories = fc
  .record({
    queued: fc.boolean(),
    waits: fc.array(fc.array(fc.uuid(), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    attempts: fc.array(fc.record({ goesOn, steps }), { minLength: 1, maxLength: 3 }),
    status: fc.constantFrom("COMPLETED", "FAILED", "CANCELLED"),
  })
  .map(({ queued, waits, attempts, status }) => {
    const waiting = waits.map((videoIds) => ({ videoIds, until: UNTIL }));
    const states: AnswerState[] = queued ? [{ ...emptyState(0), waiting: waiting[0] ?? null }] : [];
    states.push(...waiting.map((wait) => ({ ...emptyState(1), waiting: wait })));
    for (const [index, attempt] of attempts.entries()) {
      const before = states.filter((state) => state.attempt === index && state.sourceIds !== null);
      const kept = attempt.goesOn === null ? undefined : before[attempt.goesOn % before.length];
      states.push(kept ? goneOnFrom(kept) : emptyState(index + 1));
      const [, ...beyondSources] = attempt.steps;
      for (const step of kept ? beyondSources : attempt.steps) states.push(after(states.at(-1)!, step));
    }
    return [...states, { ...states.at(-1)!, status } as AnswerState];
  });

/** The state at the beginning of an attempt that goes on with what was kept of the one before it. */
function goneOnFrom(kept: AnswerState): AnswerState {
  const { attempt, text, citations } = kept;
  const resumption = { attempt, offset: text.length, citations: citations.length };
  return { ...kept, attempt: attempt + 1, resumptions: [...resumedFrom(kept), resumption] };
}

function after(state: AnswerState, step: Step): AnswerState {
  if (step.type === "sources") return { ...state, sourceIds: step.ids };
  if (step.type === "text") return { ...state, text: state.text + step.text };
  const citation = {
    number: state.citations.length + 1,
    quote: step.quote,
    at: state.text.length,
  } as PlacedCitation;
  return { ...state, citations: [...state.citations, citation] };
}

/** What a reader does: how far the log has come when it reads, and after how many events its connection is cut. */
const readings = fc.array(
  fc.record({
    further: fc.nat(8),
    /** A replica that has not seen so much yet. */
    behind: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6)),
    cut: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.nat(4)),
    resumes: fc.constantFrom("last", "last", "same", "anew"),
  }),
  { maxLength: 12 },
);

describe("an answer whose process was lost", () => {
  const state: AnswerState = { ...emptyState(1), sourceIds: [], text: "Eighty", isInterrupted: true };
  const namesOf = (events: AnswerLogEvent[]) => events.map(({ __typename }) => __typename);

  test("tells of it once, with the cursor of the event before", () => {
    const before = eventsSince(ID, { ...state, isInterrupted: false }, START);
    const { events, position } = eventsSince(ID, state, before.position);
    expect(namesOf(events)).toEqual(["AnswerInterrupted"]);
    expect(events[0]!.cursor).toBe(before.events.at(-1)!.cursor);
    expect(eventsSince(ID, state, position).events).toEqual([]);
    const again = eventsSince(ID, { ...emptyState(2), isInterrupted: true }, position);
    expect(namesOf(again.events)).toEqual(["AnswerRestarted", "AnswerInterrupted"]);
  });

  test("tells it also a reader that was shown more than was kept", () => {
    const shown = eventsSince(ID, { ...state, text: "Eighty degrees", isInterrupted: false }, START).position;
    expect(namesOf(eventsSince(ID, state, shown).events)).toEqual(["AnswerInterrupted"]);
  });

  test("tells it those who were there also where another has taken over already, and no one who comes later", () => {
    const { position } = eventsSince(ID, { ...state, isInterrupted: false }, START);
    const begun = emptyState(2);
    const told = eventsSince(ID, begun, position, null, true);
    expect(namesOf(told.events)).toEqual(["AnswerInterrupted", "AnswerRestarted"]);
    expect(namesOf(eventsSince(ID, begun, position).events)).toEqual(["AnswerRestarted"]);
    const interrupted = eventsSince(ID, state, position, null, true).position;
    expect(namesOf(eventsSince(ID, begun, interrupted, null, true).events)).toEqual(["AnswerRestarted"]);
  });

  test("tells nothing of it once it has ended", () => {
    expect(namesOf(eventsSince(ID, { ...state, status: "CANCELLED" }, START).events)).not.toContain(
      "AnswerInterrupted",
    );
  });
});

describe("an answer that another process goes on with", () => {
  const stateOf = (attempt: number, text: string): AnswerState => ({
    ...emptyState(attempt),
    sourceIds: [],
    text,
  });
  const state = { ...goneOnFrom(stateOf(1, "Eighty")), text: "Eighty degrees" };

  test("tells those of it who were shown no more than was kept, with the cursor of the event before", () => {
    const before = eventsSince(ID, stateOf(1, "Eigh"), START);
    const { events, position } = eventsSince(ID, state, before.position);
    expect(events).toMatchObject([
      { __typename: "AnswerResumed", attempt: 2, cursor: before.events.at(-1)!.cursor },
      { __typename: "AnswerDelta", offset: 4, text: "ty degrees" },
    ]);
    expect(eventsSince(ID, state, position).events).toEqual([]);
  });

  test("begins anew for those who were shown more", () => {
    const before = eventsSince(ID, stateOf(1, "Eighty de"), START);
    expect(eventsSince(ID, state, before.position).events).toMatchObject([
      { __typename: "AnswerRestarted", attempt: 2 },
      { __typename: "AnswerSources" },
      { __typename: "AnswerDelta", offset: 0, text: "Eighty degrees" },
    ]);
  });

  test("goes on for those who missed an attempt, and begins anew once one began again", () => {
    const { position } = eventsSince(ID, stateOf(1, "Eigh"), START);
    const twice = { ...goneOnFrom(state), text: "Eighty degrees." };
    expect(eventsSince(ID, twice, position).events).toMatchObject([
      { __typename: "AnswerResumed", attempt: 3 },
      { __typename: "AnswerDelta", offset: 4 },
    ]);
    // As an older version of the program leaves it.
    const again = { ...twice, attempt: 4, text: "Ninety" };
    expect(eventsSince(ID, again, position).events[0]).toMatchObject({ __typename: "AnswerRestarted" });
  });
});

describe("the events of an answer's log", () => {
  test("give the stored text and citations, whatever is cut where, joined, repeated or begun again", () => {
    fc.assert(
      fc.property(histories, readings, (states, plan) => {
        let reader = createAnswerReader();
        const final = states.at(-1)!;
        const isGoneOnWith = states.some(({ resumptions }) => resumptions.length > 0);
        let present = 0;
        let position = START;
        let attempt = 0;
        let resumesAfter: string | undefined;
        function read(state: AnswerState, cut: number | null): boolean {
          const next = eventsSince(ID, state, position);
          const received = cut === null ? next.events : next.events.slice(0, cut);
          for (const event of received) {
            // What a replica still shows that has not heard of the restart goes with it, when it does.
            const isVoid = state.attempt < attempt;
            expect(isVoid ? null : problemOf(event, position, reader.text)).toBeNull();
            position = decodeCursor(ID, event.cursor);
            attempt = Math.max(attempt, position.attempt);
            reader.apply(event);
          }
          position = next.position;
          return next.done && received.length === next.events.length;
        }

        for (const { further, behind, cut, resumes } of plan) {
          present = Math.min(present + further, states.length - 1);
          read(states[Math.max(present - behind, 0)]!, cut);
          if (cut === null) continue;
          // With its last cursor, with the variables it began with, or as a page that was loaded anew would. An attempt that
          // goes on with less than was shown, and ends before it is there again, needs the last cursor, or an empty page.
          if (resumes === "last" || (resumes === "same" && isGoneOnWith)) resumesAfter = reader.cursor;
          if (resumes === "anew") resumesAfter = undefined;
          if (resumes === "anew" && isGoneOnWith) reader = createAnswerReader();
          position = resumesAfter === undefined ? START : decodeCursor(ID, resumesAfter);
        }
        expect(read(final, null)).toBe(true);
        expect(reader.text).toBe(final.text);
        expect([...reader.citations.values()]).toEqual(
          final.citations.map(({ number, quote }) => ({ number, quote })),
        );
        expect(reader.names.filter((name) => /Completed|Failed|Cancelled/.test(name)).length).toBeGreaterThan(
          0,
        );
      }),
      { numRuns: 1500 },
    );
  });

  test("leave nothing out and repeat nothing after the cursor of any event", () => {
    fc.assert(
      fc.property(histories, (states) => {
        const final = states.at(-1)!;
        const whole = eventsSince(ID, final, START);
        for (const state of states) {
          for (const { cursor } of eventsSince(ID, state, START).events) {
            const from = decodeCursor(ID, cursor);
            const rest = eventsSince(ID, final, from);
            const text = rest.events
              .map((event) => (event.__typename === "AnswerDelta" ? event.text : ""))
              .join("");
            const isKnown = goesOnFrom(from, final);
            expect(text).toBe(final.text.slice(isKnown ? from.offset : 0));
            const citations = rest.events.filter(({ __typename }) => __typename === "AnswerCitation");
            expect(citations).toHaveLength(final.citations.length - (isKnown ? from.citations : 0));
            const restarts = rest.events.filter(({ __typename }) => __typename === "AnswerRestarted");
            const isLost = Math.max(from.attempt, 1) < final.attempt && !isKnown;
            expect(restarts).toHaveLength(isLost ? 1 : 0);
            expect(rest.events.map(({ __typename }) => __typename)).not.toContain("AnswerResumed");
            expect(rest.events.at(-1)!.__typename).toBe(whole.events.at(-1)!.__typename);
            expect(rest.done).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("cite a place after the text that marks it, and before the text that follows", () => {
    fc.assert(
      fc.property(histories, (states) => {
        const final = states.at(-1)!;
        let length = 0;
        const places = eventsSince(ID, final, START).events.flatMap((event) => {
          if (event.__typename === "AnswerDelta") length = event.offset + event.text.length;
          return event.__typename === "AnswerCitation" ? [length] : [];
        });
        expect(places).toEqual(final.citations.map(({ at }) => at));
      }),
    );
  });

  test("tell of a wait once for each set of videos, while it lasts, and with the cursor before it", () => {
    const waitFor = (...videoIds: string[]): AnswerState => ({
      ...emptyState(1),
      waiting: { videoIds, until: UNTIL },
    });
    const first = eventsSince(ID, waitFor("a", "b"), START);
    expect(first.events.map(({ __typename }) => __typename)).toEqual(["AnswerStarted", "AnswerWaiting"]);
    const [started, waits] = first.events;
    expect(waits).toMatchObject({ cursor: started!.cursor, waiting: { videoIds: ["a", "b"], until: UNTIL } });
    expect(eventsSince(ID, waitFor("a", "b"), first.position).events).toEqual([]);
    const next = eventsSince(ID, waitFor("b"), first.position);
    expect(next.events).toMatchObject([{ __typename: "AnswerWaiting", waiting: { videoIds: ["b"] } }]);
    const resumed = eventsSince(ID, waitFor("b"), decodeCursor(ID, waits!.cursor));
    expect(resumed.events).toMatchObject([{ __typename: "AnswerWaiting", cursor: waits!.cursor }]);
    const passed = { ...emptyState(1), sourceIds: [] };
    for (const position of [next.position, decodeCursor(ID, waits!.cursor)]) {
      expect(eventsSince(ID, passed, position).events).toMatchObject([{ __typename: "AnswerSources" }]);
    }
  });

  test("wait where the reader comes from a replica that has seen more, and refuse it only once all is known", () => {
    const position: Position = { attempt: 2, stage: 2, offset: 5, citations: 0 };
    const behind: AnswerState = { ...emptyState(1), text: "tea", sourceIds: [] };
    expect(eventsSince(ID, behind, position)).toEqual({ events: [], position, done: false });
    expect(eventsSince(ID, { ...behind, attempt: 2 }, position)).toEqual({
      events: [],
      position,
      done: false,
    });
    for (const attempt of [1, 2]) {
      expect(codeOf(() => eventsSince(ID, { ...behind, attempt, status: "COMPLETED" }, position))).toBe(
        "BAD_USER_INPUT",
      );
    }
  });
});

describe("a cursor", () => {
  const positions = fc.record<Position>({
    attempt: fc.nat(999_999_999),
    stage: fc.constantFrom(0, 1, 2),
    offset: fc.nat(999_999_999),
    citations: fc.nat(999_999_999),
  });

  test("is read back as it was written, and as no other answer's", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), positions, (id, other, position) => {
        fc.pre(id !== other);
        const cursor = encodeCursor(id, position);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(id, cursor)).toEqual(position);
        expect(codeOf(() => decodeCursor(other, cursor))).toBe("BAD_USER_INPUT");
      }),
    );
  });

  const garbage = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string().map((content) => Buffer.from(content).toString("base64url")),
    fc
      .tuple(
        fc.constantFrom(ID, "", "x"),
        fc.array(fc.oneof(fc.integer(), fc.double(), fc.string({ maxLength: 3 }))),
      )
      .map(([id, parts]) => Buffer.from([id, ...parts].join("/")).toString("base64url")),
    // One that was cut, or changed, on its way.
    fc.tuple(positions, fc.nat(60), fc.string({ maxLength: 2 })).map(([position, at, put]) => {
      const cursor = encodeCursor(ID, position);
      return cursor.slice(0, at) + put + cursor.slice(at + put.length);
    }),
    positions.map((position) => encodeCursor(ID, position)),
  );

  test("that makes no sense is BAD_USER_INPUT, or waits, and nothing else", () => {
    fc.assert(
      fc.property(garbage, histories, fc.nat(), (cursor, states, at) => {
        const state = states[at % states.length]!;
        const outcome = codeOf(() => eventsSince(ID, state, decodeCursor(ID, cursor)));
        expect([null, "BAD_USER_INPUT"]).toContain(outcome);
      }),
      { numRuns: 1000 },
    );
  });
});

test("a reader is told of a place, and of videos that are waited for, once until they change", () => {
  const state: AnswerState = { ...emptyState(0), waiting: { videoIds: ["v"], until: UNTIL } };
  let position = START;
  const read = (place: number | null) => {
    const { events, position: next } = eventsSince(ID, state, position, place);
    position = next;
    return events.map((event) => (event.__typename === "AnswerQueued" ? event.place : event.__typename));
  };
  expect(read(2)).toEqual(["AnswerStarted", 2, "AnswerWaiting"]);
  expect(read(2)).toEqual([]);
  expect(read(null)).toEqual([]);
  expect(read(1)).toEqual([1]);
  expect(read(1)).toEqual([]);
});

/** Whether all that a reader at a position has is in a state. */
function goesOnFrom({ attempt, offset, citations }: Position, state: AnswerState): boolean {
  if (attempt === state.attempt) return true;
  const kept = resumedFrom(state).find((resumption) => resumption.attempt === attempt);
  return kept !== undefined && offset <= kept.offset && citations <= kept.citations;
}

/** What a reader at a position has to object to: a gap, a repeat of what it has received, or half of a character. */
function problemOf(event: AnswerLogEvent, { offset }: Position, text: string): string | null {
  if (event.__typename !== "AnswerDelta") return null;
  if (event.offset > text.length) return `a gap before ${event.offset}`;
  if (event.offset !== offset) return `${event.offset} is not what comes after ${offset}`;
  return event.text.isWellFormed() ? null : "half of a character";
}

function codeOf(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof ClientError) return error.extensions["code"];
    throw error;
  }
}
