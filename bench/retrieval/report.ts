import { OURS, type Asked } from "./ask.ts";
import { intervalOf, meanOf } from "../interval.ts";
import type { Score } from "./score.ts";

type Write = (line: string) => void;

const MEASURES: [name: string, key: keyof Score][] = [
  ["hit@1", "hit1"],
  ["hit@5", "hit5"],
  ["MRR@10", "mrr"],
  ["land@1", "land1"],
];

/** Questions by source and language, anchored comments, all English ones, and all others. */
function groups(asked: Asked[]): [name: string, asked: Asked[]][] {
  const named = new Map<string, Asked[]>();
  const add = (name: string, one: Asked) => named.set(name, [...(named.get(name) ?? []), one]);
  for (const one of asked) {
    const { source, language, anchored } = one.question;
    add(language === "en" ? source : `${source}, ${language}`, one);
    if (language === "en" && anchored) add(`${source}, anchored`, one);
  }
  const english = asked.filter(({ question }) => question.language === "en");
  const other = asked.filter(({ question }) => question.language !== "en");
  return [
    ...[...named].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ...(english.length > 0 ? [["all English", english] as [string, Asked[]]] : []),
    ...(other.length > 0 ? [["all other languages", other] as [string, Asked[]]] : []),
  ];
}

export function printScores(asked: Asked[], write: Write): void {
  write(
    `\n| source | questions | ranking | ${MEASURES.map(([name]) => name).join(" | ")} | seconds in best five |`,
  );
  write("|---|---|---|---|---|---|---|---|");
  for (const [name, group] of groups(asked)) {
    for (const ranking of Object.keys(group[0]!.scores)) {
      const cells = MEASURES.map(([, key]) => withInterval(group.map(({ scores }) => scores[ranking]![key])));
      const seconds = meanOf(group.map(({ scores }) => scores[ranking]!.seconds)).toFixed(0);
      write(`| ${name} | ${group.length} | ${ranking} | ${cells.join(" | ")} | ${seconds} |`);
    }
  }
}

/** Prints the gain over BM25 alone, from the differences question by question. */
export function printGains(asked: Asked[], write: Write): void {
  write("\n| source | hit@1: ratio to BM25 alone | hit@1: gain | hit@5: gain | land@1: gain |");
  write("|---|---|---|---|---|");
  for (const [name, group] of groups(asked)) {
    const values = (ranking: string, key: keyof Score) => group.map(({ scores }) => scores[ranking]![key]);
    const gain = (key: keyof Score) => {
      const base = values("BM25 alone", key);
      return withInterval(values(OURS, key).map((value, index) => value - base[index]!));
    };
    const ratio = meanOf(values(OURS, "hit1")) / meanOf(values("BM25 alone", "hit1"));
    write(`| ${name} | ${ratio.toFixed(2)} | ${gain("hit1")} | ${gain("hit5")} | ${gain("land1")} |`);
  }
}

function withInterval(values: number[]): string {
  const [low, high] = intervalOf(values);
  return `${meanOf(values).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** Prints how well answerability tells sessions with the question's video from the same sessions without it. */
export function printAbstention(asked: Asked[], write: Write): void {
  write(
    "\n| source | area under the curve | false refusals at 0.5 | refused at 0.5 | refused at 5 % false refusals |",
  );
  write("|---|---|---|---|---|");
  for (const [name, group] of groups(asked)) {
    const present = group.map(({ answerability }) => answerability).toSorted((a, b) => a - b);
    const absent = group.map(({ absentAnswerability }) => absentAnswerability!);
    const threshold = present[Math.floor(present.length * 0.05)]!;
    const below = (values: number[], limit: number) =>
      meanOf(values.map((value) => (value < limit ? 1 : 0))).toFixed(3);
    write(
      `| ${name} | ${areaUnderCurve(present, absent).toFixed(3)} | ${below(present, 0.5)} | ${below(absent, 0.5)} ` +
        `| ${below(absent, threshold)} |`,
    );
  }
}

/** The probability that a question with an answer is ranked above one without. */
export function areaUnderCurve(present: number[], absent: number[]): number {
  let above = 0;
  for (const one of present) for (const other of absent) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (present.length * absent.length);
}

export function printTimes(asked: Asked[], write: Write): void {
  const times = asked.map(({ searchMs }) => searchMs).toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(1);
  write(`\nsearch, without embedding the question: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms`);
}
