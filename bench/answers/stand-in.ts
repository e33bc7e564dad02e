import { startOpenAIServer } from "../../src/testing/openai/openai-server.ts";
import type { ChatRequest } from "../../src/testing/openai/openai-behaviour.ts";
import { citingAnswer } from "../../src/testing/openai/openai-chat-reply.ts";
import { JUDGE_RULES, type JudgedClaim } from "./judge.ts";
import { supportByWords } from "./score.ts";

/** The stand-in for OpenAI as a model that quotes its first passages, and as a judge that goes by shared words. */
export function startStandIn() {
  const text = (messages: ChatRequest["messages"]) =>
    messages[0]?.content === JUDGE_RULES ? judgement(messages.at(-1)!.content) : citingAnswer(messages);
  return startOpenAIServer({ always: { text } });
}

function judgement(request: string): string {
  const { sentences } = JSON.parse(request) as {
    sentences: { text: string; citations: JudgedClaim["quotes"] }[];
  };
  const isSupported = (text: string, quotes: JudgedClaim["quotes"]) => supportByWords({ text, quotes }) === 1;
  return JSON.stringify({
    sentences: sentences.map(({ text, citations }, index) => ({
      sentence: index + 1,
      support: isSupported(text, citations) ? "full" : "none",
      citations: citations.map((quote) => ({ number: quote.number, supports: isSupported(text, [quote]) })),
    })),
  });
}
