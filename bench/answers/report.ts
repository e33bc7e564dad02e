import type { Evaluated } from "./evaluate.ts";
import { intervalOf, meanOf } from "../interval.ts";
import { markdownTable } from "../table.ts";
import type { JudgeCost } from "./judge.ts";
import type { AnswerScore } from "./score.ts";

/** Two Markdown tables with a row for each source and one for all: the quality of answers; refusals, failures and times. */
export function report(evaluated: Evaluated[]): string {
  const bySource = [...Map.groupBy(evaluated, (each) => each.case.source)];
  const rows = bySource.length > 1 ? [...bySource, ["all", evaluated] as const] : bySource;
  return [
    table(
      "source, asked, citations, grounded by words, grounded by judge, precision, or by judge, first, recall, proved",
      rows.map(([source, each]) => [
        source,
        String(each.length),
        decimal(each.filter(isAnswered).map(({ asked }) => asked.citations.length)),
        share(each, "groundedByWords"),
        share(each, "groundedByJudge"),
        share(each, "precision"),
        share(each, "precisionByJudge"),
        share(each, "first"),
        share(each, "recall"),
        share(each, "proved"),
      ]),
    ),
    table(
      "source, false refusals, sure, refused unanswerable, sure unanswerable, failed, first word ms, end ms, prompt tokens, answer tokens",
      rows.map(([source, each]) => [
        source,
        ...[each.filter(isAnswerable), each.filter((one) => !isAnswerable(one))].flatMap((some) => [
          share(some, "isRefused"),
          share(some, "isSure"),
        ]),
        failures(each),
        quantiles(each.flatMap(({ asked }) => asked.firstDeltaMs ?? [])),
        quantiles(each.flatMap(({ asked }) => asked.endMs ?? [])),
        decimal(each.map(({ asked }) => asked.promptTokens)),
        decimal(each.map(({ asked }) => asked.completionTokens)),
      ]),
    ),
  ].join("\n\n");
}

/** The tokens that the providers counted, with their cost where prices of a million tokens are given. */
export function reportCost(
  evaluated: Evaluated[],
  judge: JudgeCost | null,
  prices: [prompt: number, completion: number] | null,
): string {
  const answers = {
    promptTokens: sum(evaluated.map(({ asked }) => asked.promptTokens)),
    completionTokens: sum(evaluated.map(({ asked }) => asked.completionTokens)),
  };
  const line = (what: string, { promptTokens, completionTokens }: typeof answers) => {
    const money = prices && (promptTokens * prices[0] + completionTokens * prices[1]) / 1e6;
    const price = money === null ? "" : `, ${money.toFixed(4)} at the prices given`;
    return `${what}: ${promptTokens} tokens sent, ${completionTokens} generated${price}`;
  };
  const judged = judge && `${line(`Judge (${judge.calls} calls, ${judge.failures} failed)`, judge)}`;
  return [line("Answers", answers), ...(judged ? [judged] : [])].join("\n");
}

const isAnswerable = (each: Evaluated) => each.case.isAnswerable;
const isAnswered = ({ asked }: Evaluated) => asked.failure === null && asked.confidence !== "NOT_FOUND";
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** The mean of a score over answers, with its 95 % interval. */
function share(evaluated: Evaluated[], name: keyof AnswerScore): string {
  const values = evaluated.flatMap(({ score }) => score[name] ?? []);
  if (values.length === 0) return "–";
  const [low, high] = intervalOf(values);
  return `${meanOf(values).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function decimal(values: number[]): string {
  if (values.length === 0) return "–";
  const value = meanOf(values);
  return value >= 10 ? value.toFixed(0) : value.toFixed(1);
}

function quantiles(values: number[]): string {
  if (values.length === 0) return "–";
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!.toFixed(0);
  return `${at(0.5)} (p95 ${at(0.95)})`;
}

function failures(evaluated: Evaluated[]): string {
  const counts = Map.groupBy(
    evaluated.flatMap(({ asked }) => asked.failure ?? []),
    (failure) => failure,
  );
  if (counts.size === 0) return "0";
  return [...counts].map(([failure, each]) => `${each.length} ${failure.slice(0, 60)}`).join("; ");
}

const table = (head: string, rows: string[][]) => markdownTable(head.split(", "), rows);
