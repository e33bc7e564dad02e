import fc from "fast-check";
import { expect, test } from "vitest";
import type { Citation } from "../answer.ts";
import { goOn, type AnswerWriter } from "./go-on.ts";
import { createAnswerLog } from "./log.ts";
import type { Kept } from "./state.ts";

type Step = { text: string } | { quote: string };

const citationOf = (number: number, quote: string) => ({ number, quote, videoId: "v" }) as Citation;

/** Writes steps; citations are numbered from 1. */
function write(writer: AnswerWriter, sourceIds: string[], steps: Step[]) {
  let number = 0;
  writer.sources(sourceIds);
  for (const step of steps) {
    if ("text" in step) writer.text(step.text);
    else writer.citation(citationOf(++number, step.quote));
  }
  writer.finish?.();
}

function open(attempt: number, kept: Kept | null = null) {
  const log = createAnswerLog({
    store: {} as never,
    bus: { publish() {} } as never,
    isExclusive: true,
    pollMs: 1000,
    onError() {},
  });
  return log.open({ id: "a", leaseId: "l", attempt }, () => true, kept);
}

/** What a first attempt has written after the first `count` steps. */
function keptAfter(count: number, sourceIds: string[], steps: Step[]): Kept {
  const writer = open(1);
  write(writer, sourceIds, steps.slice(0, count));
  const { text, citations } = writer.full();
  const resumption = { attempt: 1, offset: text.length, citations: citations.length };
  return { text, citations, sourceIds, resumptions: [resumption] };
}

const texts = fc.array(
  fc.record({ text: fc.string({ unit: fc.constantFrom("a", "b", " ", "🫖"), minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 3 },
);
/** Text, now and then with a citation behind it. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.tuple(texts, fc.option(fc.record({ quote: fc.constantFrom("x", "y") }))), { maxLength: 5 })
  .map((parts) => parts.flatMap(([text, quote]): Step[] => (quote ? [...text, quote] : text)));

test("an answer that is written the same again is as if nothing had happened, wherever it was broken off", () => {
  fc.assert(
    fc.property(steps, fc.nat(20), (all, count) => {
      const kept = keptAfter(count, ["p"], all);
      const writer = open(2, kept);
      write(goOn(writer, kept), ["p"], all);
      const whole = open(1);
      write(whole, ["p"], all);
      const { text, citations, sourceIds } = whole.full();
      expect(writer.full()).toEqual({
        attempt: 2,
        resumptions: kept.resumptions,
        scope: "PASSAGES",
        text,
        citations,
        sourceIds,
      });
    }),
  );
});

test("an answer that is written otherwise is as if it had begun again", () => {
  fc.assert(
    fc.property(steps, fc.nat(20), steps, fc.boolean(), (all, count, other, isSameSource) => {
      const kept = keptAfter(count, ["p"], all);
      const sourceIds = isSameSource ? ["p"] : ["q"];
      const writer = open(2, kept);
      write(goOn(writer, kept), sourceIds, other);
      const whole = open(1);
      write(whole, sourceIds, other);
      const { text, citations } = whole.full();
      const full = writer.full();
      expect(full).toMatchObject({ text, citations, sourceIds });
      expect(full.resumptions).toEqual(full.attempt === 3 ? [] : kept.resumptions);
    }),
  );
});
