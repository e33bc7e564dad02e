import type { ChatModel } from "../../src/models/chat.ts";
import { estimateTokens } from "../../src/models/tokens/estimate-tokens.ts";
import type { Expectation, Seconds } from "../../src/testing/questions/question-case.ts";
import type { Source } from "../../src/testing/questions/question-session.ts";
import type { Question } from "../eval-data.ts";
import { meanOf } from "../interval.ts";
import { markdownTable, median } from "../table.ts";

/** The words before the question in a request to rewrite it. */
const LAST_QUESTION = "Last question: ";
const BEFORE_QUESTION = /^User: (.*)$/gm;

/**
 * A stand-in for a chat model that keeps the prompts of answers. It rewrites a follow-up as the question before with the
 * follow-up behind, which is the least that a real model makes of them.
 */
export function createPromptRecorder() {
  let last = "";
  const chat: ChatModel = {
    name: "prompt-recorder",
    async complete(messages, { onText }) {
      const content = messages.at(-1)!.content;
      if (content.includes(LAST_QUESTION)) {
        const [conversation, question] = content.split(LAST_QUESTION) as [string, string];
        const before = [...conversation.matchAll(BEFORE_QUESTION)].at(-1)?.[1] ?? "";
        onText(`${before} ${question}`);
      } else {
        last = messages.map((message) => message.content).join("\n");
        onText("So it is said. [1]");
      }
      return null;
    },
  };
  return {
    chat,
    /** The prompt since the last call; empty: the model was not asked. */
    take(): string {
      const prompt = last;
      last = "";
      return prompt;
    },
  };
}

export type PromptRecorder = ReturnType<typeof createPromptRecorder>;

/** How much of what answers a question is in its prompt. */
export type PromptScore = {
  /** The share of what is needed that is there: of quotes, list items, videos compared, parts of a video or gold spans. */
  needed: number;
  passages: number;
  videos: number;
  /** Passages that are there twice. */
  repeated: number;
  tokens: number;
};

/** null: nothing is needed. `found`: the passages that were found for the answer. */
export function scorePrompt(expected: Expectation, found: Source[], prompt: string): PromptScore | null {
  const sources = sourcesIn(prompt, found);
  const needed = neededShare(expected, sources);
  return needed === null ? null : { needed, ...sizesOf(prompt, sources) };
}

/** The same for an open question: the share of its gold spans' time that the passages cover. */
export function scoreOpenPrompt(
  { videoId, gold }: Pick<Question, "videoId" | "gold">,
  found: Source[],
  prompt: string,
): PromptScore {
  const sources = sourcesIn(prompt, found);
  const ofVideo = distinct(sources.filter((source) => source.videoId === videoId));
  const shares = gold.map(([from, to]) => {
    const covered = ofVideo.reduce(
      (sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, to) - Math.max(startMs, from)),
      0,
    );
    return Math.min(1, covered / Math.max(1, to - from));
  });
  return { needed: meanOf(shares), ...sizesOf(prompt, sources) };
}

function neededShare(expected: Expectation, sources: Source[]): number | null {
  const texts = sources.map(({ text }) => folded(text));
  const isSaid = (expression: RegExp) => texts.some((text) => expression.test(text));
  const holds = (videoId: string | null, [from, to]: Seconds) =>
    sources.some(
      (source) =>
        (videoId === null || source.videoId === videoId) &&
        source.startMs < to * 1000 &&
        source.endMs > from * 1000,
    );
  const share = (found: boolean[]) => meanOf(found.map(Number));
  switch (expected.form) {
    case "quote":
      return share([isSaid(expected.quote)]);
    case "list":
      return share(expected.items.map(isSaid));
    case "compare":
      return share(expected.videoIds.map((id) => sources.some(({ videoId }) => videoId === id)));
    case "whole":
      return share(expected.parts.map((part) => holds(expected.videoId, part)));
    case "time":
      return share([holds(expected.videoId, expected.at)]);
    case "absent":
    case "chat":
      return null;
  }
}

/** So much of the middle of a passage tells it from others, which may have its beginning or its end in common with it. */
const TELLING_CHARS = 60;

/** The passages that the prompt has room for, each as often as it is there. */
function sourcesIn(prompt: string, sources: Source[]): Source[] {
  const text = folded(prompt);
  return distinct(sources).flatMap((source) => {
    const whole = folded(source.text);
    const middle = Math.max(0, Math.floor((whole.length - TELLING_CHARS) / 2));
    const count = text.split(whole.slice(middle, middle + TELLING_CHARS)).length - 1;
    return Array.from({ length: count }, () => source);
  });
}

const keyOf = ({ videoId, startMs, endMs }: Source) => `${videoId}|${startMs}|${endMs}`;
const distinct = (sources: Source[]) => [
  ...new Map(sources.map((source) => [keyOf(source), source])).values(),
];

const sizesOf = (prompt: string, sources: Source[]) => ({
  passages: sources.length,
  videos: new Set(sources.map(({ videoId }) => videoId)).size,
  repeated: sources.length - distinct(sources).length,
  tokens: estimateTokens(prompt),
});

const folded = (text: string) => text.replace(/\s+/gu, " ").trim();

export function reportPrompts(scored: { name: string; score: PromptScore }[]): string {
  const rows = [
    ...Map.groupBy(scored, ({ name }) => name),
    ...(scored.length > 0 ? [["all", scored] as const] : []),
  ];
  return markdownTable(
    [
      "prompts",
      "asked",
      "of what is needed",
      "all of it",
      "none",
      "passages, median",
      "videos",
      "repeated",
      "tokens",
    ],
    rows.map(([name, each]) => {
      const of = (field: keyof PromptScore) => each.map(({ score }) => score[field]);
      const share = (isCounted: (needed: number) => boolean) =>
        meanOf(of("needed").map((needed) => (isCounted(needed) ? 1 : 0))).toFixed(2);
      return [
        name,
        String(each.length),
        meanOf(of("needed")).toFixed(2),
        share((needed) => needed > 0.999),
        share((needed) => needed === 0),
        String(median(of("passages"))),
        String(median(of("videos"))),
        String(of("repeated").reduce((sum, count) => sum + count, 0)),
        median(of("tokens")).toFixed(0),
      ];
    }),
  );
}
