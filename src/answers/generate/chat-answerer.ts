import { ModelError } from "../../models/model-error.ts";
import type { Confidence } from "../../search/search-result.ts";
import type { VideoHit } from "../../videos/video.ts";
import { createCitationStream } from "../cite/citations.ts";
import type { CitedPiece } from "../cite/cited-text.ts";
import { sayQuote } from "../cite/said-quote.ts";
import type {
  Answerer,
  AnswerInput,
  AnswerOutput,
  AskedLanguage,
  AskedQuestion,
  StandaloneQuestion,
} from "./answerer.ts";
import type { RequestCounter } from "../request-counter.ts";
import { buildPrompt } from "./prompt.ts";
import { phrasesIn } from "./phrases.ts";
import { createRefusalFilter } from "./refusal.ts";
import { requestReply, requestText, type RequestOptions } from "../request.ts";
import { sayNothing } from "./sections.ts";
import { buildRewritePrompt, languagesToTranslateTo, readRewrite } from "./rewrite.ts";

export type ChatAnswererOptions = RequestOptions & {
  maxPromptTokens: number;
  maxAnswerTokens: number;
};

const REWRITE_MAX_TOKENS = 160;
/** Enough for as many passages as a prompt has, though some lie in one. */
const HITS = 40;

/** Answers with a chat model; without passages the answer is NOT_FOUND, and the model is not asked. */
export function createChatAnswerer(options: ChatAnswererOptions): Answerer {
  const { chat, maxAnswerTokens } = options;

  async function standaloneQuestion(
    asked: AskedQuestion,
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<StandaloneQuestion> {
    const { question, history } = asked;
    const translateTo = languagesToTranslateTo(asked);
    if (history.length === 0 && translateTo.length === 0) return { question };
    try {
      const maxTokens = REWRITE_MAX_TOKENS * (1 + translateTo.length);
      const messages = buildRewritePrompt(question, history, translateTo, options);
      const reply = await requestReply(options, messages, { maxTokens, counter }, signal);
      return readRewrite(reply, question, translateTo);
    } catch (error) {
      signal.throwIfAborted();
      // The question as it is may still find an answer.
      if (error instanceof ModelError) return { question };
      throw error;
    }
  }

  async function generate(input: AnswerInput, output: AnswerOutput, signal: AbortSignal) {
    if (input.hits.length === 0) {
      output.text(sayNothing(input));
      return "NOT_FOUND";
    }
    const { messages, offered } = buildPrompt(input, options);
    const reply = createReply(offered, input.asked, output);
    try {
      const sent = { maxTokens: maxAnswerTokens, onText: reply.push, counter: output };
      await requestText(options, messages, sent, signal);
    } finally {
      // Text that was held back for a marker to come is part of the answer, however the answer ended.
      reply.end();
    }
    return conclude(input, reply.outcome(), output);
  }

  return { name: chat.name, isRepeatable: false, hits: HITS, standaloneQuestion, generate };
}

/** What became of a model's reply: "refused" by itself, "cited" where a claim is borne out by its passage, or "unsupported". */
type Outcome = { kind: "refused" | "cited" | "unsupported"; isEmpty: boolean };

/** Puts out a reply as it streams, with its markers as citations. */
function createReply(hits: VideoHit[], asked: AskedLanguage, output: AnswerOutput) {
  const filter = createRefusalFilter();
  let citations = createCitationStream(hits, asked.isClear ? { language: asked.language } : {});
  let isRefused = false;
  let isEmpty = true;

  function write(pieces: CitedPiece[]) {
    for (const piece of pieces) {
      if (piece.type === "citation") output.citation(piece.citation);
      else {
        isEmpty &&= piece.text.trim() === "";
        output.text(piece.text);
      }
    }
  }

  function push(text: string) {
    if (filter.declined() && !isRefused) {
      isRefused = true;
      // A refusal cites nothing, whatever its markers say.
      citations = createCitationStream([]);
    }
    write(citations.push(text));
  }

  return {
    // PostgreSQL's text holds no NUL.
    push: (text: string) => push(filter.push(text.replaceAll("\0", ""))),
    end() {
      push(filter.end());
      write(citations.end());
    },
    outcome(): Outcome {
      if (isRefused) return { kind: "refused", isEmpty };
      return { kind: citations.counts().citations > 0 ? "cited" : "unsupported", isEmpty };
    },
  };
}

/**
 * Adds to a reply what it leaves unsaid, and tells how surely it answers. One whose citations hold is SURE, but UNSURE
 * where search found no answer: then two disagree that have both read the passages. One of whose claims none holds is
 * followed by the quote that search found nearest, and UNSURE; without such a quote, NOT_FOUND.
 */
function conclude(
  { asked, quotes, confidence }: AnswerInput,
  { kind, isEmpty }: Outcome,
  output: AnswerOutput,
): Confidence {
  const phrases = phrasesIn(asked.language);
  const paragraph = (text: string) => output.text(isEmpty ? text : `\n\n${text}`);
  if (kind === "refused") {
    if (isEmpty) paragraph(phrases.notFound);
    return "NOT_FOUND";
  }
  if (kind === "cited") {
    if (confidence !== "NOT_FOUND") return "SURE";
    paragraph(phrases.nearestOnly);
    return "UNSURE";
  }
  const unsupported = isEmpty ? "" : `${phrases.unsupported} `;
  const [nearest] = quotes;
  if (nearest === undefined || confidence === "NOT_FOUND") {
    paragraph(unsupported + phrases.notFound);
    return "NOT_FOUND";
  }
  const { text, citation } = sayQuote(nearest, 1);
  paragraph(`${unsupported}${phrases.nearest} ${text}`);
  output.citation(citation);
  return "UNSURE";
}
