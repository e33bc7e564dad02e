import { setTimeout as sleep } from "node:timers/promises";
import type { Readings } from "../load/answers.ts";
import type { Loader } from "../loader.ts";
import { subjects, type Subject, type SubjectName } from "../subjects.ts";
import { median } from "../../table.ts";
import { table } from "../table.ts";
import { clock, TOKENS_PER_SECOND } from "../tokens.ts";

const SETTLE_MS = 500;
const SAMPLE_MS = 100;
/** How often few tokens, then many, are read. */
const ROUNDS = 2;

type Sample = {
  costUs: number;
  streamingUs: number;
  askMs: number;
  /** Readings of few and of many tokens in turn. */
  readings: Readings[];
};

export type CostOptions = {
  names: SubjectName[];
  answers: number;
  tokens: [short: number, long: number];
  repeats: number;
  /** Node's flags for the servers, such as a profiler's. */
  execArgv: string[];
};

/**
 * Measures what a token costs the server: answers are read with few and with many tokens, and the difference in processor
 * time is divided by the difference in tokens, so that asking does not count. As a check that varies less, it also
 * measures the processor time while all answers stream. Prints a table.
 */
export async function measureCost(loader: Loader, modelUrl: string, options: CostOptions) {
  const samples = new Map<SubjectName, Sample[]>(options.names.map((name) => [name, []]));
  for (let repeat = 1; repeat <= options.repeats; repeat++) {
    for (const name of options.names) {
      const subject = await subjects[name].start({ modelUrl, execArgv: options.execArgv });
      try {
        const sample = await sampleCost(loader, subject, options);
        samples.get(name)!.push(sample);
        process.stderr.write(`  ${repeat}/${options.repeats} ${subjects[name].title}: ${inWords(sample)}\n`);
      } finally {
        await subject.stop();
      }
    }
  }
  printCosts(samples, options);
}

function printCosts(samples: Map<SubjectName, Sample[]>, { names, answers, tokens }: CostOptions) {
  const middle = (name: SubjectName, of: (sample: Sample) => number) =>
    median((samples.get(name) ?? []).map(of));
  const costUs = (sample: Sample) => sample.costUs;
  const streamingUs = (sample: Sample) => sample.streamingUs;
  const ofRelay = (name: SubjectName, of: (sample: Sample) => number) =>
    samples.has("relay") ? (middle(name, of) / middle("relay", of)).toFixed(2) : "";
  table(
    [
      "CPU of the server",
      "µs/token",
      "from-to",
      "of the relay's",
      "µs/token, all streaming",
      "of the relay's",
      "ms/ask",
    ],
    names.map((name) => {
      const costs = samples.get(name)!.map(costUs);
      return [
        subjects[name].title,
        middle(name, costUs).toFixed(1),
        `${Math.min(...costs).toFixed(0)}-${Math.max(...costs).toFixed(0)}`,
        ofRelay(name, costUs),
        middle(name, streamingUs).toFixed(1),
        ofRelay(name, streamingUs),
        middle(name, (sample) => sample.askMs).toFixed(1),
      ];
    }),
  );
  table(
    [
      "what readers got",
      "lost",
      "repeated",
      "out of order",
      "delay ms, median",
      "p99",
      "p99 with asking",
      "tokens/message",
      "citations",
    ],
    names.map((name) => {
      const all = samples.get(name)!;
      const sum = (field: "lost" | "repeated" | "outOfOrder") =>
        String(all.flatMap(({ readings }) => readings).reduce((total, one) => total + one[field], 0));
      const long = lastOf(all[0]!);
      return [
        subjects[name].title,
        sum("lost"),
        sum("repeated"),
        sum("outOfOrder"),
        middle(name, (sample) => lastOf(sample).delayMs.median).toFixed(1),
        middle(name, (sample) => lastOf(sample).delayMs.p99).toFixed(1),
        middle(name, (sample) => lastOf(sample).delayWithAskingMs.p99).toFixed(1),
        ((answers * tokens[1]) / long.messages).toFixed(2),
        `${long.citations}/${long.citationsExpected}`,
      ];
    }),
  );
}

const lastOf = ({ readings }: Sample): Readings => readings.at(-1)!;

function inWords(sample: Sample): string {
  const { costUs, streamingUs, askMs } = sample;
  const long = lastOf(sample);
  const delay = `${long.delayMs.median.toFixed(1)} and ${long.delayMs.p99.toFixed(1)} ms`;
  return `${costUs.toFixed(1)} µs a token, ${streamingUs.toFixed(1)} while streaming, ${askMs.toFixed(1)} ms an ask, delay ${delay}`;
}

export async function sampleCost(
  loader: Loader,
  subject: Subject,
  { answers, tokens }: Pick<CostOptions, "answers" | "tokens">,
): Promise<Sample> {
  const [short, long] = tokens;
  // The first run does not count, since V8 compiles code that has run often.
  await readOnce(loader, subject, answers, long);
  const rounds: { less: Read; more: Read }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const less = await readOnce(loader, subject, answers, short);
    rounds.push({ less, more: await readOnce(loader, subject, answers, long) });
  }
  const mean = (of: (round: (typeof rounds)[number]) => number) =>
    rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
  const costUs = mean(({ less, more }) => more.cpuUs - less.cpuUs) / (answers * (long - short));
  return {
    costUs,
    streamingUs: mean(({ more }) => more.streamingUs),
    askMs: (mean(({ less }) => less.cpuUs) / answers - costUs * short) / 1000,
    readings: rounds.flatMap(({ less, more }) => [less.readings, more.readings]),
  };
}

type Read = Awaited<ReturnType<typeof readOnce>>;

async function readOnce(loader: Loader, subject: Subject, answers: number, tokens: number) {
  const sessions =
    subject.kind === "video-rag" ? await loader.run("openSessions", subject.askUrl, answers) : [];
  const { kind, askUrl, readUrls } = subject;
  await sleep(SETTLE_MS);
  const before = await cpuOf(subject);
  const used: { at: number; cpuUs: number }[] = [];
  const sampling = setInterval(async () => {
    const cpuUs = await cpuOf(subject);
    used.push({ at: clock(), cpuUs });
  }, SAMPLE_MS);
  const readings = await loader
    .run("readAnswers", { kind, askUrl, readUrls, sessions, answers, tokens })
    .finally(() => clearInterval(sampling));
  await sleep(SETTLE_MS);
  const { from, to } = readings.allStreaming;
  const within = used.filter(({ at }) => at > from && at < to);
  const [first, last] = [within[0], within.at(-1)];
  const streamingUs =
    first && last
      ? (last.cpuUs - first.cpuUs) / (((last.at - first.at) / 10_000) * answers * TOKENS_PER_SECOND)
      : NaN;
  return { readings, cpuUs: (await cpuOf(subject)) - before, streamingUs };
}

/** The processor time that a server has used, in microseconds. */
export const cpuOf = async ({ processes }: Subject) =>
  (await Promise.all(processes.map((child) => child.cpu()))).reduce((sum, cpu) => sum + cpu, 0);
