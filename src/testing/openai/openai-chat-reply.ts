import type { ServerResponse } from "node:http";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { estimateTokens } from "../../models/tokens/estimate-tokens.ts";
import type { ChatRequest, OpenAIBehaviour } from "./openai-behaviour.ts";

/** Answers as one JSON body, or as a stream of events where the request says so. */
export async function replyToChat(
  request: ChatRequest,
  behaviour: OpenAIBehaviour,
  response: ServerResponse,
  signal: AbortSignal,
) {
  const { text = citingAnswer } = behaviour;
  const said = behaviour.chunks ?? inTokens(typeof text === "string" ? text : text(request.messages));
  const most = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  const chunks = behaviour.neverEnds ? said : said.slice(0, most);
  const finishReason =
    behaviour.finishReason === undefined
      ? chunks.length < said.length
        ? "length"
        : "stop"
      : behaviour.finishReason;
  const usage = usageOf(request, chunks);
  if (request.stream) return stream({ request, behaviour, response, signal, chunks, finishReason, usage });
  await sleep(behaviour.firstDelayMs ?? 0, undefined, { signal });
  const message = { role: "assistant", content: chunks.join("") };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      ...head(request, "chat.completion"),
      choices: [{ index: 0, message, finish_reason: finishReason }],
      usage,
    }),
  );
}

type Reply = {
  request: ChatRequest;
  behaviour: OpenAIBehaviour;
  response: ServerResponse;
  signal: AbortSignal;
  chunks: string[];
  finishReason: string | null;
  usage: ReturnType<typeof usageOf>;
};

async function stream({ request, behaviour, response, signal, chunks, finishReason, usage }: Reply) {
  const about = head(request, "chat.completion.chunk");
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  const choice = (delta: object, finish: string | null = null) =>
    event({ ...about, choices: [{ index: 0, delta, finish_reason: finish }] });

  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  response.write(choice({ role: "assistant", content: "" }));
  for (let i = 0; behaviour.neverEnds || i < chunks.length; i++) {
    if (stopAt(i, behaviour, response) || signal.aborted) return;
    const delay = (i === 0 ? behaviour.firstDelayMs : undefined) ?? behaviour.delayMs ?? 0;
    if (delay > 0) await sleep(delay, undefined, { signal });
    const flowing = response.write(choice({ content: chunks[i % chunks.length] }));
    if (!flowing) await once(response, "drain", { signal });
    // A stream without an end must leave the loop to others.
    else if (behaviour.neverEnds && delay === 0) await sleep(1, undefined, { signal });
  }
  if (stopAt(chunks.length, behaviour, response)) return;
  if (finishReason !== null) response.write(choice({}, finishReason));
  if (request.stream_options?.include_usage && !behaviour.noUsage && finishReason !== null) {
    response.write(event({ ...about, choices: [], usage }));
  }
  if (behaviour.staysOpen) return;
  response.end(finishReason === null ? "" : "data: [DONE]\n\n");
}

/** True where the behaviour ends the stream before chunk `i`. */
function stopAt(i: number, behaviour: OpenAIBehaviour, response: ServerResponse): boolean {
  if (i === behaviour.malformedAfter) response.write("data: {not json\n\n");
  if (i === behaviour.errorAfter) {
    response.end(
      `data: ${JSON.stringify({ error: { message: "The server had an error", type: "server_error", code: null } })}\n\n`,
    );
    return true;
  }
  if (i === behaviour.hangAfter) return true;
  if (i !== behaviour.cutAfter) return false;
  // What was written before must arrive: destroying at once would drop it.
  setImmediate(() => response.destroy());
  return true;
}

function head(request: ChatRequest, object: string) {
  return { id: "chatcmpl-stand-in", object, created: 1_700_000_000, model: request.model };
}

function usageOf(request: ChatRequest, chunks: string[]) {
  const prompt = Math.ceil(
    request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0),
  );
  return { prompt_tokens: prompt, completion_tokens: chunks.length, total_tokens: prompt + chunks.length };
}

/** Pieces of about the size of tokens. */
export function inTokens(text: string): string[] {
  return text.match(/\s*\S{1,5}|\s+$/gu) ?? [];
}

/**
 * Quotes a sentence of each of the first two passages that the last user message numbers, followed by its marker.
 * Without passages it repeats that message's last line, so that a question to be rewritten stays as it is.
 */
export function citingAnswer(messages: ChatRequest["messages"]): string {
  const prompt = messages.findLast((message) => message.role === "user")?.content ?? "";
  const passages = [...prompt.matchAll(/^[^\S\n]*\[(\d+)\]([^]*?)(?=^[^\S\n]*\[\d+\]|(?![^]))/gm)];
  if (passages.length === 0) {
    return (prompt.trim().split("\n").at(-1) ?? "").replace(/^[\w -]*question: */i, "");
  }
  return passages
    .slice(0, 2)
    .map(([, number, body]) => `${sentenceOf(body!)} [${number}]`)
    .join(" ");
}

/** The first real sentence of a passage: not of its heading, nor of what follows it (a fence or an empty line). */
function sentenceOf(body: string): string {
  const [block] = body.trim().split(/\n(?=\s*\n|END PASSAGES)/);
  const lines = block!.split("\n");
  const text = (lines.length > 1 ? lines.slice(1) : lines).join(" ").trim();
  const sentences = text.match(/[^.!?]+[.!?]*/g) ?? [text];
  return (sentences.find((sentence) => sentence.trim().split(/\s+/).length > 3) ?? sentences[0]!).trim();
}
