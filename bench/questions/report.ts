import type { Judged } from "../../src/testing/questions/ask-cases.ts";
import type { Confidence } from "../../src/testing/questions/judge-answer.ts";
import type { Expectation } from "../../src/testing/questions/question-case.ts";
import { markdownTable, median } from "../table.ts";

type Form = Expectation["form"];
const isOf = (form: Form) => (judged: Judged) => judged.case.expected.form === form;
const isSaid = (confidence: Confidence) => (judged: Judged) => judged.answer.confidence === confidence;

/** The tables by kind: questions with a quote that answers, those that the transcripts do not answer, and all others. */
export function reportQuestions(judged: Judged[]): string {
  const tables: string[] = [];
  const quoted = judged.filter(isOf("quote"));
  if (quoted.length > 0) {
    const rows: [string, Judged[]][] = [
      ...by(quoted, ({ case: { kind } }) => kind),
      ...by(quoted, ({ case: { session } }) => `in ${session}`),
      ["without follow-ups", quoted.filter(({ case: { after } }) => after === null)],
      ["all", quoted],
    ];
    tables.push(
      markdownTable(
        [
          "plain questions",
          "asked",
          "a quote answers",
          "the first does",
          "at its place",
          "NOT_FOUND",
          "SURE",
          "of SURE right",
          "quotes, median",
        ],
        rows.map(([name, each]) => quotedRow(name, each)),
      ),
    );
  }
  const absent = judged.filter(isOf("absent"));
  if (absent.length > 0) {
    tables.push(
      markdownTable(
        ["absent", "asked", "NOT_FOUND", "UNSURE", "SURE"],
        [...by(absent, ({ case: { kind } }) => kind), ["all", absent] as const].map(([name, each]) => [
          name,
          String(each.length),
          ...(["NOT_FOUND", "UNSURE", "SURE"] as const).map((level) => share(each, isSaid(level))),
        ]),
      ),
    );
  }
  const others = judged.filter((each) => !isOf("quote")(each) && !isOf("absent")(each));
  if (others.length > 0) {
    tables.push(
      markdownTable(
        ["others", "asked", "accepted"],
        by(others, ({ case: { expected } }) => expected.form).map(([name, each]) => [
          name,
          String(each.length),
          String(each.filter(({ verdict }) => verdict.isAccepted).length),
        ]),
      ),
    );
  }
  const ends = judged.map(({ answer }) => answer.endMs);
  const failed = judged.filter(({ answer }) => answer.failure !== null).length;
  tables.push(
    `${judged.length} questions, ${failed} failed; median ${median(ends).toFixed(0)} ms to the end.`,
  );
  return tables.join("\n\n");
}

function quotedRow(name: string, each: Judged[]): string[] {
  const sure = each.filter(isSaid("SURE"));
  const counts = each.map(({ answer }) => answer.citations.length).filter((count) => count > 0);
  return [
    name,
    String(each.length),
    share(each, ({ verdict }) => verdict.isAccepted),
    share(each, ({ verdict }) => verdict.isFirst),
    share(each, ({ verdict }) => verdict.isPlaced),
    share(each, isSaid("NOT_FOUND")),
    share(each, isSaid("SURE")),
    share(sure, ({ verdict }) => verdict.isAccepted),
    counts.length > 0 ? String(median(counts)) : "–",
  ];
}

/** Each answer that falls short of what was wanted, with what was said. */
export function reportFailures(judged: Judged[]): string {
  const short = judged.flatMap((each) => {
    const lack = lackOf(each);
    return lack === null ? [] : [failureOf(each, lack)];
  });
  return short.length === 0 ? "No answer falls short." : short.join("\n\n");
}

function lackOf({ case: { expected }, answer, verdict }: Judged): string | null {
  if (answer.failure !== null) return `failed: ${answer.failure}`;
  if (expected.form === "absent") return verdict.isAccepted ? null : `${answer.confidence} though absent`;
  if (!verdict.isAccepted) {
    if (answer.confidence === "NOT_FOUND") return "NOT_FOUND though answered";
    return answer.confidence === "SURE" ? "SURE and wrong" : "wrong";
  }
  if (expected.form !== "quote") return null;
  if (expected.isFirst && !verdict.isFirst) return "right, but not first";
  return verdict.isPlaced ? null : "right, but elsewhere";
}

const MOST_TEXT = 300;

function failureOf({ case: asked, answer }: Judged, lack: string): string {
  const lines = [
    `## ${asked.question}`,
    `${lack} — ${asked.session}, ${asked.kind}${asked.after === null ? "" : `, after “${asked.after}”`}`,
    `wanted: ${wanted(asked.expected)}`,
    `said: ${answer.confidence ?? "–"}: ${clipped(answer.text)}`,
    ...answer.citations.map(
      ({ videoId, startMs, quote }, index) =>
        `  [${index + 1}] ${videoId} ${Math.round(startMs / 1000)} s: ${clipped(quote)}`,
    ),
  ];
  return lines.join("\n");
}

function wanted(expected: Expectation): string {
  const at = (place: { at: [number, number] | null; videoId: string | null }) =>
    [place.videoId, place.at && `${place.at.join(" to ")} s`].filter(Boolean).join(", ");
  switch (expected.form) {
    case "quote":
      return `/${expected.quote.source}/${expected.isFirst ? " first" : ""}, ${at(expected)}`;
    case "absent":
      return "that the transcripts do not answer it";
    case "whole":
      return `most of ${expected.parts.map((part) => part.join("-")).join(", ")} s of ${expected.videoId}`;
    case "compare":
      return `both of ${expected.videoIds.join(" and ")}`;
    case "list":
      return `half of ${expected.items.map(({ source }) => `/${source}/`).join(", ")}`;
    case "time":
      return `a citation in ${at(expected)}`;
    case "chat":
      return "no citation";
  }
}

function clipped(text: string): string {
  const folded = text.replace(/\s+/gu, " ").trim();
  return folded.length > MOST_TEXT ? `${folded.slice(0, MOST_TEXT)}…` : folded;
}

function by<Item>(items: Item[], key: (item: Item) => string): [string, Item[]][] {
  return [...Map.groupBy(items, key)];
}

export function share<Item>(items: Item[], isCounted: (item: Item) => boolean): string {
  return items.length === 0 ? "–" : (items.filter(isCounted).length / items.length).toFixed(2);
}
