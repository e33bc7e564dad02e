import type { Answerer, AnswerInput, AnswerOutput } from "../answers/generate/answerer.ts";
import type { ChatUsage } from "../models/chat.ts";

type Call = { text: string } | { declined: true } | { prompt: number } | { usage: ChatUsage };

export type RecordedAnswer = Awaited<ReturnType<typeof recordAnswer>>;

/** What an answerer puts out, in order, and how it ends. */
export async function recordAnswer(
  answerer: Answerer,
  input: AnswerInput,
  signal = new AbortController().signal,
) {
  const recorded: Call[] = [];
  const output: AnswerOutput = {
    text: (text) => void recorded.push({ text }),
    declined: () => void recorded.push({ declined: true }),
    prompt: (countTokens) => void recorded.push({ prompt: countTokens() }),
    usage: (usage) => void recorded.push({ usage }),
  };
  const error: unknown = await answerer.generate(input, output, signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return {
    recorded,
    error,
    text: recorded.map((call) => ("text" in call ? call.text : "")).join(""),
    isDeclined: recorded.some((call) => "declined" in call),
  };
}
