import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { parseConfig } from "../../src/config.ts";
import { createOpenAIChat } from "../../src/models/openai/openai-chat.ts";
import { startServer } from "../../src/server.ts";
import { startEmbeddingModel } from "../../src/services.ts";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { readData } from "../eval-data.ts";
import { cacheVectors, DEFAULT_CACHE } from "../vector-cache.ts";
import { drawCases } from "./draw.ts";
import { evaluate } from "./evaluate.ts";
import { createJudge } from "./judge.ts";
import { report, reportCost } from "./report.ts";
import { startStandIn } from "./stand-in.ts";

/*
 * How good answers are: grounded in what they cite, cited where it was said, refused where there is no answer.
 *
 *   npm run eval:answers -- --data DIR                    DIR holds transcripts.jsonl.gz and questions.jsonl.gz
 *   npm run eval:answers -- --data DIR --stand-in         with the stand-in for OpenAI, as model and judge
 *   OPENAI_API_KEY=… npm run eval:answers -- --data DIR --judge-model gpt-4.1
 *
 * OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_CHAT_MODEL and OPENAI_EMBEDDING_MODEL choose the model; without them sentences
 * are quoted without one. The judge uses the same provider: choose another model than the one that answers.
 *
 *   --questions 20       at most so many a source          --videos 20        in each session
 *   --sources a,b/de     only these                        --unanswerable 0.25  share whose video is left out
 *   --concurrency 2      questions at a time               --timeout 600      seconds for one, with its uploads
 *   --url URL            a running server, which embeds every session anew; else one is started on an empty database
 *   --prices 0.15,0.60   of a million tokens sent and generated, to print what it costs
 *   --answers FILE       writes all questions and answers there as JSON lines, to be read
 */

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    questions: { type: "string", default: "20" },
    videos: { type: "string", default: "20" },
    sources: { type: "string" },
    unanswerable: { type: "string", default: "0.25" },
    "judge-model": { type: "string" },
    concurrency: { type: "string", default: "2" },
    timeout: { type: "string", default: "600" },
    url: { type: "string" },
    prices: { type: "string" },
    answers: { type: "string" },
    "stand-in": { type: "boolean", default: false },
  },
});
if (values.data === undefined) {
  process.stderr.write("Say where the questions are: --data DIR\n");
  process.exit(1);
}

const cases = drawCases(await readData(values.data), {
  questions: Number(values.questions),
  videos: Number(values.videos),
  unanswerable: Number(values.unanswerable),
  sources: values.sources?.split(",") ?? null,
});
if (cases.length === 0) {
  process.stderr.write("The data has no question of these sources\n");
  process.exit(1);
}

const dataDir = await mkdtemp(join(tmpdir(), "eval-answers-"));
const standIn = values["stand-in"] ? await startStandIn() : null;
const config = parseConfig({
  ...process.env,
  ...(standIn
    ? { OPENAI_BASE_URL: standIn.url, OPENAI_API_KEY: "stand-in", OPENAI_CHAT_MODEL: "stand-in" }
    : {}),
  PORT: "0",
  HOST: "127.0.0.1",
  LOG_LEVEL: "error",
  DATABASE_URL: undefined,
  DATA_DIR: join(dataDir, "database"),
  SESSION_EXPIRE_MINUTES: "1440",
  ...WITHOUT_RATE_LIMITS,
  SESSION_MAX_VIDEOS: values.videos,
});
const server = values.url === undefined ? await start() : null;
const judge = judgeOf(values["judge-model"] ?? (standIn ? "stand-in" : undefined));

process.stderr.write(`Asking ${cases.length} questions\n`);
try {
  const evaluated = await evaluate({
    url: server?.url ?? values.url!,
    cases,
    judge,
    concurrency: Number(values.concurrency),
    timeoutMs: Number(values.timeout) * 1000,
    onDone: (done) => {
      if (done % 10 === 0) process.stderr.write(`${done} of ${cases.length}\n`);
    },
  });
  const models = [...new Set(evaluated.flatMap(({ asked }) => asked.model || []))];
  const prices = values.prices?.split(",").map(Number) as [number, number] | undefined;
  process.stdout.write(
    `Answered by ${models.join(", ")}, judged by ${judge?.name ?? "words alone"}; means with 95 % intervals.\n\n` +
      `${report(evaluated)}\n\n${reportCost(evaluated, judge?.cost ?? null, prices ?? null)}\n`,
  );
  if (values.answers) await writeFile(values.answers, evaluated.map((each) => `${lineOf(each)}\n`).join(""));
} finally {
  await server?.close();
  await standIn?.close();
  await rm(dataDir, { recursive: true, force: true });
}

async function start() {
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const model = await startEmbeddingModel(config, logger);
  const embedding = model && cacheVectors(model, DEFAULT_CACHE).model;
  return startServer(config, logger, { dependencies: { embedding } });
}

function judgeOf(model: string | undefined) {
  if (model === undefined) return null;
  if (config.openai === null) {
    process.stderr.write("A judge needs OPENAI_API_KEY or OPENAI_BASE_URL\n");
    process.exit(1);
  }
  const { apiKey, baseUrl } = config.openai;
  return createJudge(createOpenAIChat({ apiKey, baseURL: baseUrl, model, temperature: 0 }));
}

function lineOf({
  case: { question, source, isAnswerable },
  asked,
  score,
}: Awaited<ReturnType<typeof evaluate>>[number]) {
  const { text, videoId, gold } = question;
  return JSON.stringify({ source, question: text, videoId, gold, isAnswerable, ...asked, score });
}
