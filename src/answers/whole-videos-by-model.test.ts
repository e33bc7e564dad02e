import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { ChatMessage, ChatModel } from "../models/chat.ts";
import { ModelError } from "../models/model-error.ts";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { BICYCLE, BREAD } from "../testing/talks.ts";

type Kind = "overview" | "questions" | "answer";
type Replies = Partial<Record<Kind, (prompt: string) => string | Promise<string>>>;

const kindOf = ([system]: ChatMessage[]): Kind =>
  system!.content.startsWith("You give an overview")
    ? "overview"
    : system!.content.startsWith("You write questions")
      ? "questions"
      : "answer";

/** For each chapter of a prompt, a title and its first sentence. */
const overviewOf = (prompt: string): string =>
  [...prompt.matchAll(/^(\d+) \S+ [\d:]+ to [\d:]+, .*\n(.+)$/gmu)]
    .map(
      ([, number, text]) =>
        `${number} | Chapter ${number} by a model | Told is: ${text!.split(/(?<=\.) /u)[0]}`,
    )
    .join("\n");

const REPLIES: Required<Replies> = {
  overview: overviewOf,
  questions: () =>
    "1. How long does a chain last?\n2. What do the brakes need when the rubber is worn?\nNo question.\nWhich planets have rings?",
  answer: () => "A flat tire is the most common breakdown [1].",
};

/** A model that replies by the kind of request, and keeps the requests. */
function createModel(replies: Replies = {}) {
  const requests: { kind: Kind; messages: ChatMessage[] }[] = [];
  let running = 0;
  let most = 0;
  const chat: ChatModel = {
    name: "stand-in",
    async complete(messages, { onText }, signal) {
      const kind = kindOf(messages);
      requests.push({ kind, messages });
      most = Math.max(most, ++running);
      try {
        const reply = await { ...REPLIES, ...replies }[kind](messages.at(-1)!.content);
        signal.throwIfAborted();
        onText(reply);
        return { promptTokens: 100, completionTokens: 10 };
      } finally {
        running--;
      }
    },
  };
  const count = (kind: Kind) => requests.filter((request) => request.kind === kind).length;
  return { chat, requests, count, most: () => most };
}

const VIDEO = `query ($id: ID!) { video(id: $id) { chapters { title source } summary { text citation { startMs quote } }
  suggestedQuestions(first: 10) transcript { text } } }`;
const ANSWER = `query ($id: ID!) { answer(id: $id) { scope status text confidence followUps usage { promptTokens completionTokens estimated }
  citations { quote } } }`;

let server: TestServer;
let token: string;
async function serve(chat: ChatModel, config: object = {}) {
  server = await startTestServer({ dependencies: { chat }, ...config });
  onTestFinished(async () => {
    await server.close();
    await server.database.drop();
  });
  token = await server.openSession();
}

async function answerTo(question: string) {
  const id = await ask(server, token, question);
  await readAnswer(server, id, token);
  return (await server.request(ANSWER, { id }, token)).answer;
}
const videoOf = async (id: string) => (await server.request(VIDEO, { id }, token)).video;

describe("a question about a whole video, with a model", () => {
  let model: ReturnType<typeof createModel>;
  let video: string;
  beforeEach(async () => {
    model = createModel();
    await serve(model.chat);
    video = await addReadyTranscript(server, token, BICYCLE);
  });

  test("has it write titles and main points once, all of which the transcript bears out", async () => {
    const before = await videoOf(video);
    const answer = await answerTo("Summarise this video");
    expect(answer).toMatchObject({ scope: "WHOLE_VIDEOS", confidence: "SURE" });
    expect(model.count("overview")).toBe(1);
    const after = await videoOf(video);
    expect(after.chapters).toHaveLength(before.chapters.length);
    for (const { title, source } of after.chapters) {
      expect(title).toMatch(/^Chapter \d+ by a model$/);
      expect(source).toBe("DETECTED");
    }
    expect(after.summary).toHaveLength(after.chapters.length);
    const words = after.transcript.map(({ text }: { text: string }) => text).join(" ");
    for (const { text, citation } of after.summary) {
      expect(text).toMatch(/^Told is: /);
      expect(words).toContain(citation.quote);
    }

    await answerTo("What is this video about?");
    expect(model.count("overview")).toBe(1);
    expect(model.count("answer")).toBe(2);
  });

  test("sends it the outline and the passages, and counts all requests", async () => {
    const { usage } = await answerTo("Summarise this video");
    const { messages } = model.requests.find(({ kind }) => kind === "answer")!;
    const prompt = messages.at(-1)!.content;
    expect(prompt).toMatch(
      /BEGIN OUTLINE[^]*Chapter 1 by a model: Told is: [^]*END OUTLINE[^]*BEGIN PASSAGES/,
    );
    const requests = model.requests.length;
    expect(usage).toEqual({
      promptTokens: 100 * requests,
      completionTokens: 10 * requests,
      estimated: false,
    });
  });

  test("has it suggest questions, of which those stay that are answered, and offers them next", async () => {
    const { followUps } = await answerTo("Summarise this video");
    const { suggestedQuestions } = await videoOf(video);
    expect(suggestedQuestions).toContain("How long does a chain last?");
    expect(suggestedQuestions).not.toContain("Which planets have rings?");
    expect(suggestedQuestions).not.toContain("No question.");
    expect(followUps.length).toBeGreaterThan(0);
    for (const question of followUps) expect(suggestedQuestions).toContain(question);
  });
});

test("what the transcript does not bear out is not kept", async () => {
  const model = createModel({
    overview: () => "1 | Space | Saturn orbits beyond Jupiter with seven rings.\n2 | Nothing",
  });
  await serve(model.chat);
  const video = await addReadyTranscript(server, token, BREAD);
  const before = await videoOf(video);
  await answerTo("Summarise this video");
  expect((await videoOf(video)).summary).toEqual(before.summary);
});

test("two who ask at once have it written once", async () => {
  const model = createModel();
  await serve(model.chat);
  await addReadyTranscript(server, token, BICYCLE);
  await Promise.all([answerTo("Summarise this video"), answerTo("What is this video about?")]);
  expect(model.count("overview")).toBe(1);
});

test("where the model fails at it, what was made without one stands, and the answer is written", async () => {
  const model = createModel({
    overview: () => Promise.reject(new ModelError("MODEL_TIMEOUT", "slow", { retryable: true })),
  });
  await serve(model.chat);
  const video = await addReadyTranscript(server, token, BREAD);
  const before = await videoOf(video);
  expect(await answerTo("Summarise this video")).toMatchObject({
    status: "COMPLETED",
    scope: "WHOLE_VIDEOS",
  });
  expect((await videoOf(video)).summary).toEqual(before.summary);
  expect(model.count("questions")).toBe(0);
  // Nor is it paid for again at once.
  await answerTo("What is this video about?");
  expect(model.count("overview")).toBe(1);
});

test("where the model fails at the questions, the answer stays whole", async () => {
  const model = createModel({
    questions: () => Promise.reject(new ModelError("MODEL_RATE_LIMITED", "slow down", { retryable: true })),
  });
  await serve(model.chat);
  await addReadyTranscript(server, token, BREAD);
  expect(await answerTo("Summarise this video")).toMatchObject({ status: "COMPLETED" });
});

/** A talk of so many lines, ten seconds each. */
const longTalk = (lines: number): string =>
  Array.from({ length: lines }, (_, n) => {
    const line = BREAD.content.split("\n")[n % 12]!.replace(/^\S+ /, "");
    const seconds = n * 10;
    return `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")} ${line} Part ${n}.`;
  }).join("\n");

test.each([
  ["refuses is not paid for again", false],
  ["fails at for now is tried again", true],
])("a part of a video that the model %s", async (_, retryable) => {
  let requests = 0;
  const model = createModel({
    overview: (prompt) =>
      ++requests === 2
        ? Promise.reject(new ModelError("MODEL_REJECTED", "refused", { retryable }))
        : overviewOf(prompt),
  });
  await serve(model.chat, { env: { PROMPT_MAX_TOKENS: "900" } });
  await addReadyTranscript(server, token, { ...BREAD, content: longTalk(120) });
  await answerTo("Summarise this video");
  const first = model.count("overview");
  expect(first).toBeGreaterThan(1);
  await answerTo("Summarise this video");
  expect(model.count("overview") > first).toBe(retryable);
});

test("a long video takes ten requests at most, four at a time, and no request more tokens than allowed", async () => {
  const model = createModel();
  await serve(model.chat, { env: { PROMPT_MAX_TOKENS: "500" } });
  await addReadyTranscript(server, token, { ...BREAD, content: longTalk(720) });
  await answerTo("Summarise this video");
  expect(model.count("overview")).toBeGreaterThan(1);
  expect(model.count("overview")).toBeLessThanOrEqual(10);
  expect(model.most()).toBeLessThanOrEqual(4);
  for (const { kind, messages } of model.requests) {
    if (kind !== "overview") continue;
    expect(messages.reduce((sum, { content: text }) => sum + text.length / 4, 0)).toBeLessThan(650);
  }
});
