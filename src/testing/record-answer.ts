import type { Answerer, AnswerInput, AnswerOutput } from "../answers/generate/answerer.ts";
import type { Citation } from "../answers/answer.ts";
import type { ChatUsage } from "../models/chat.ts";

type Call = { text: string } | { citation: Citation } | { prompt: number } | { usage: ChatUsage };

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
    citation: (citation) => void recorded.push({ citation }),
    request(countPrompt) {
      recorded.push({ prompt: countPrompt() });
      return { usage: (usage) => void recorded.push({ usage }), reply() {} };
    },
  };
  const [confidence, error] = await answerer.generate(input, output, signal).then(
    (given) => [given, undefined] as const,
    (thrown: unknown) => [null, thrown] as const,
  );
  return {
    recorded,
    confidence,
    error,
    text: recorded.map((call) => ("text" in call ? call.text : "")).join(""),
    citations: recorded.flatMap((call) => ("citation" in call ? [call.citation] : [])),
  };
}
