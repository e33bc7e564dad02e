import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createOpenAIChat } from "../../src/models/openai/openai-chat.ts";
import { createFakeEmbedding } from "../../src/testing/fakes/fake-embedding.ts";
import type { Complete } from "../../src/models/chat.ts";
import { openAIFailures } from "../../src/testing/openai/openai-server.ts";
import { startTestServer } from "../../src/testing/server/test-server.ts";
import { sentencesOfAnswer } from "./answer-sentences.ts";
import { readData } from "../eval-data.ts";
import { drawCases, type DrawOptions } from "./draw.ts";
import { evaluate, type EvaluateOptions } from "./evaluate.ts";
import { createJudge, readJudgement } from "./judge.ts";
import { report, reportCost } from "./report.ts";
import { startStandIn } from "./stand-in.ts";

const talks: Record<string, string[]> = {
  "bread-talk1": ["Sourdough rises slowly.", "Proof the dough for twelve hours.", "Then bake it very hot."],
  "tea-talk-02": ["Green tea wants cool water.", "Black tea wants it boiling.", "Warm the pot before."],
  "bikes-talk3": ["A chain wants oil.", "Brakes squeal where the rim is dirty.", "Tyres lose air in winter."],
};
const asked: [videoId: string, question: string, at: number][] = [
  ["bread-talk1", "How long should I proof the dough?", 1],
  ["bread-talk1", "How hot do I bake sourdough?", 2],
  ["tea-talk-02", "Which tea wants boiling water?", 1],
  ["bikes-talk3", "Why do brakes squeal?", 1],
];
const spanOf = (at: number): [number, number] => [at * 20_000, at * 20_000 + 15_000];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eval-answers-test-"));
  const transcripts = Object.entries(talks).map(([videoId, lines]) => ({
    video_id: videoId,
    title: null,
    lang: "en",
    segments: lines.map((line, at) => [spanOf(at)[0], 15_000, line]),
  }));
  const questions = asked.map(([videoId, question, at]) => ({
    source: "talks",
    video_id: videoId,
    question,
    lang: "en",
    gold: [spanOf(at)],
  }));
  const pack = (lines: object[]) => gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await writeFile(join(folder, "transcripts.jsonl.gz"), pack(transcripts));
  await writeFile(join(folder, "questions.jsonl.gz"), pack(questions));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function casesOf(changes: Partial<DrawOptions> = {}) {
  const options = { questions: 10, videos: 3, unanswerable: 0.25, sources: null, ...changes };
  return drawCases(await readData(folder), options);
}
const evaluateOn = async (url: string, changes: Partial<EvaluateOptions> = {}) =>
  evaluate({ url, cases: await casesOf(), judge: null, concurrency: 2, timeoutMs: 20_000, ...changes });

async function startWithStandIn() {
  const standIn = await startStandIn();
  onTestFinished(standIn.close);
  const env = { OPENAI_BASE_URL: standIn.url, OPENAI_API_KEY: "key", OPENAI_CHAT_MODEL: "stand-in" };
  const server = await startTestServer({ env });
  const retry = { retries: 0 };
  const chat = createOpenAIChat({ apiKey: "key", baseURL: standIn.url, model: "judge", retry });
  return { standIn, url: server.url, judge: createJudge(chat) };
}

describe("the cases", () => {
  it("are the same each time, and leave out the videos of a share of them", async () => {
    const cases = await casesOf();
    expect(await casesOf()).toEqual(cases);
    expect(cases.map(({ isAnswerable }) => isAnswerable)).toEqual([true, true, true, false]);
    for (const { question, tracks, isAnswerable } of cases) {
      expect(tracks.some(({ videoId }) => videoId === question.videoId)).toBe(isAnswerable);
    }
  });

  it("are spread over the videos, and only of the sources asked for", async () => {
    const videos = (await casesOf({ questions: 3 })).map(({ question }) => question.videoId);
    expect(new Set(videos).size).toBe(3);
    expect(await casesOf({ sources: ["talks"] })).toHaveLength(4);
    expect(await casesOf({ sources: ["others"] })).toHaveLength(0);
  });
});

describe("the sentences of an answer", () => {
  it.each([
    ["One [1]. Two. [2][3] Three", ["One. [1]", "Two. [2,3]", "Three []"]],
    ["“So. It is” [1]\n\n“And that.” [2]", ["“So. It is” [1]", "“And that.” [2]"]],
    ["It is 3.5, e.g. so. [1] then [2]", ["It is 3.5, e.g. so. [1]", "then [2]"]],
    ["水は八十度。[1]紅茶は熱く。[2]", ["水は八十度。 [1]", "紅茶は熱く。 [2]"]],
    ["[1]", []],
  ])("of %j", (answer, expected) => {
    const found = sentencesOfAnswer(answer);
    expect(found.map((each) => `${each.text} [${each.cited.join()}]`)).toEqual(expected);
  });
});

describe("the judge's reply", () => {
  const claims = [{ text: "Tea.", quotes: [{ number: 2, quote: "Tea." }] }];
  const reply = (changes: object) =>
    JSON.stringify({
      sentences: [{ sentence: 1, support: "full", citations: [{ number: 2, supports: true }], ...changes }],
    });

  it("is read, fenced or not", () => {
    const judgement = { sentences: [{ support: "full", supporting: [2] }] };
    expect(readJudgement(reply({}), claims)).toEqual(judgement);
    expect(readJudgement(`\`\`\`json\n${reply({})}\n\`\`\``, claims)).toEqual(judgement);
  });

  it.each([
    "",
    "It is fully supported.",
    reply({ support: "maybe" }),
    reply({ sentence: 2 }),
    reply({ citations: [] }),
    reply({ citations: [{ number: 3, supports: true }] }),
    reply({ why: "so" }),
    `{"sentences":[]}`,
  ])("is no judgement where it is %j", (text) => {
    expect(readJudgement(text, claims)).toBeNull();
  });
});

describe("eval:answers", () => {
  it("scores answers that are quoted without a model, in the order of the cases", async () => {
    const { url } = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
    const evaluated = await evaluateOn(url);
    expect(evaluated.map((each) => each.case)).toEqual(await casesOf());
    for (const { asked: answer, score } of evaluated) {
      expect(answer).toMatchObject({ failure: null, model: "extractive", promptTokens: 0 });
      expect(score.groundedByJudge).toBeNull();
    }
    for (const { score } of evaluated.slice(0, 3)) {
      expect(score).toMatchObject({ groundedByWords: 1, proved: 1, recall: 1, first: 1 });
    }
    expect(evaluated[3]!.score).toMatchObject({ recall: null, precision: null });
    expect(report(evaluated)).toMatch(/^\| talks +\| +4 \|/m);
  });

  it("scores a model's answers, by the judge too, and says what it cost", async () => {
    const { url, judge } = await startWithStandIn();
    const evaluated = await evaluateOn(url, { judge });
    for (const { asked: answer, score } of evaluated) {
      expect(answer).toMatchObject({ failure: null, model: "stand-in" });
      expect(answer.promptTokens).toBeGreaterThan(100);
      expect(score).toMatchObject({ groundedByJudge: 1, proved: 1 });
    }
    expect(judge.cost).toMatchObject({ calls: 4, failures: 0 });
    expect(reportCost(evaluated, judge.cost, [1, 2])).toMatch(
      /^Answers: \d+ tokens sent, \d+ generated, 0\.\d+ at .*\nJudge \(4 calls, 0 failed\)/,
    );
  });

  it("counts what the provider, the judge and the server fail to do, and goes on", async () => {
    const { standIn, url, judge } = await startWithStandIn();
    const unauthorized = { on: "chat" as const, failure: openAIFailures.unauthorized };
    const cases = await casesOf();
    const [first] = await evaluateOn(url, { cases: cases.slice(0, 1), judge, concurrency: 1 });
    expect(first!.score.groundedByJudge).toBe(1);
    standIn.behave(unauthorized);
    const [failed, unjudged] = await evaluateOn(url, {
      cases: cases.slice(0, 2),
      concurrency: 1,
      judge: createJudge({ name: "broken", complete: brokenJudge }),
    });
    expect(failed!.asked.failure).toBe("MODEL_REJECTED");
    expect(failed!.score).toMatchObject({ recall: null, isRefused: null });
    expect(unjudged!.score).toMatchObject({ groundedByJudge: null, groundedByWords: 1 });
    const unreachable = await evaluateOn("http://127.0.0.1:9/graphql", { cases: cases.slice(0, 1) });
    expect(report([failed!, ...unreachable])).toMatch(/1 MODEL_REJECTED; 1 fetch failed/);
  });

  // It makes a database, which takes five seconds, and far more where other tests want the cores.
  it("runs as a command, against the stand-in", { timeout: 180_000 }, async () => {
    const answers = join(folder, "answers.jsonl");
    const flags = ["--data", folder, "--stand-in", "--videos", "3", "--questions", "2", "--answers", answers];
    const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url)), ...flags]);
    onTestFinished(() => void child.kill());
    const [output, errors] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      once(child, "close"),
    ]);
    expect(errors).toBe("Asking 2 questions\n");
    expect(output).toContain("Answered by stand-in, judged by stand-in");
    expect((await readFile(answers, "utf8")).trim().split("\n")).toHaveLength(2);
  });
});

const brokenJudge: Complete = async (_messages, { onText }) => {
  onText("I would say it is supported.");
  return null;
};
