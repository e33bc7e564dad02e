import { setTimeout as sleep } from "node:timers/promises";
import type { Readings } from "../load/answers.ts";
import type { Loader } from "../loader.ts";
import { subjects, type Subject, type SubjectName } from "../subjects.ts";
import { median, table } from "../table.ts";

const SETTLE_MS = 500;

type Sample = { costUs: number; short: Readings; long: Readings };

export type CostOptions = {
  names: SubjectName[];
  answers: number;
  tokens: [short: number, long: number];
  repeats: number;
  /** For the servers, such as those of a profiler. */
  execArgv: string[];
};

/**
 * What a token costs the server: the same answers are read twice, of fewer and of more tokens, and the difference in
 * processor time is divided by the tokens between them, so that asking does not count. Prints a table.
 */
export async function measureCost(loader: Loader, modelUrl: string, options: CostOptions) {
  const samples = new Map<SubjectName, Sample[]>(options.names.map((name) => [name, []]));
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    for (const name of options.names) {
      const subject = await subjects[name].start({ modelUrl, execArgv: options.execArgv });
      try {
        samples.get(name)!.push(await sampleCost(loader, subject, options));
      } finally {
        await subject.stop();
      }
      const { costUs } = samples.get(name)!.at(-1)!;
      process.stderr.write(
        `  ${repeat + 1}/${options.repeats} ${subjects[name].title}: ${costUs.toFixed(1)} µs\n`,
      );
    }
  }
  const costOf = (name: SubjectName) => median(samples.get(name)!.map((sample) => sample.costUs));
  const relay = samples.has("relay") ? costOf("relay") : NaN;
  table(
    [
      "server",
      "CPU µs/token",
      "spread",
      "of the relay's",
      "lost",
      "repeated",
      "out of order",
      "delay ms, median",
      "p99",
      "tokens/message",
      "citations",
    ],
    options.names.map((name) => {
      const all = samples.get(name)!;
      const costs = all.map((sample) => sample.costUs);
      const runs = all.flatMap(({ short, long }) => [short, long]);
      const sum = (field: "lost" | "repeated" | "outOfOrder") =>
        String(runs.reduce((total, run) => total + run[field], 0));
      const { long } = all[0]!;
      return [
        subjects[name].title,
        costOf(name).toFixed(1),
        `${Math.min(...costs).toFixed(0)}-${Math.max(...costs).toFixed(0)}`,
        (costOf(name) / relay).toFixed(2),
        sum("lost"),
        sum("repeated"),
        sum("outOfOrder"),
        median(all.map((sample) => sample.long.delayMedianMs)).toFixed(1),
        median(all.map((sample) => sample.long.delayP99Ms)).toFixed(1),
        ((options.answers * options.tokens[1]) / long.messages).toFixed(2),
        `${long.citations}/${long.citationsExpected}`,
      ];
    }),
  );
}

async function sampleCost(
  loader: Loader,
  subject: Subject,
  { answers, tokens }: CostOptions,
): Promise<Sample> {
  const [short, long] = tokens;
  // Machine code is made for what has run often: the first run does not count.
  await readOnce(loader, subject, answers, long);
  const less = await readOnce(loader, subject, answers, short);
  const more = await readOnce(loader, subject, answers, long);
  return {
    costUs: (more.cpuUs - less.cpuUs) / (answers * (long - short)),
    short: less.readings,
    long: more.readings,
  };
}

async function readOnce(loader: Loader, subject: Subject, answers: number, tokens: number) {
  const sessions =
    subject.kind === "video-rag" ? await loader.run("openSessions", subject.askUrl, answers) : [];
  const { kind, askUrl, readUrls } = subject;
  await sleep(SETTLE_MS);
  const before = await cpuOf(subject);
  const readings = await loader.run("readAnswers", { kind, askUrl, readUrls, sessions, answers, tokens });
  await sleep(SETTLE_MS);
  return { readings, cpuUs: (await cpuOf(subject)) - before };
}

const cpuOf = async ({ processes }: Subject) =>
  (await Promise.all(processes.map((child) => child.cpu()))).reduce((sum, cpu) => sum + cpu, 0);
