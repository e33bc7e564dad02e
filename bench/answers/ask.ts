import { createAnswerReader, ANSWER_EVENTS, dataOf } from "../../src/testing/client/answer-reader.ts";
import { printVtt } from "../../src/testing/youtube/print-captions.ts";
import type { Confidence } from "../../src/testing/questions/judge-answer.ts";
import type { TestClient } from "../../src/testing/client/test-client.ts";
import type { Case } from "./draw.ts";

export type AskedCitation = {
  number: number;
  /** The id in the data, not the one in the session. */
  videoId: string;
  startMs: number;
  endMs: number;
  quote: string;
  /** Whether the quote stands in `Video.transcript` between its times. */
  isProved: boolean;
};

/** The outcome of a question. `failure`: the code of the answer's failure, or the message of an error before it. */
export type Asked = {
  text: string;
  citations: AskedCitation[];
  /** null until the answer has completed. */
  confidence: Confidence | null;
  failure: string | null;
  model: string;
  promptTokens: number;
  completionTokens: number;
  /** Milliseconds from asking to the first text and to the end; null where there was none. */
  firstDeltaMs: number | null;
  endMs: number | null;
};

/**
 * Asks a question in a new session with uploads of the case's tracks, so that no other question is part of its history.
 * Never rejects: errors are in `failure`.
 */
export async function askCase(client: TestClient, wanted: Case, timeoutMs: number): Promise<Asked> {
  const asked: Asked = {
    text: "",
    citations: [],
    confidence: null,
    failure: null,
    model: "",
    promptTokens: 0,
    completionTokens: 0,
    firstDeltaMs: null,
    endMs: null,
  };
  let token: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("TIMEOUT")), timeoutMs);
  });
  try {
    token = await client.openSession();
    await Promise.race([late, askIn(client, token, wanted, asked)]);
  } catch (error) {
    asked.failure ??= error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
    if (token !== null)
      await client.execute(`mutation { endSession { sessionId } }`, {}, token).catch(() => {});
  }
  return asked;
}

async function askIn(client: TestClient, token: string, wanted: Case, asked: Asked): Promise<void> {
  const videos = new Map<string, string>();
  for (const track of wanted.tracks) {
    const { addTranscript: added } = await client.request(
      `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`,
      { input: uploadOf(track) },
      token,
    );
    videos.set(added.video.id, track.videoId);
  }
  await whenReady(client, token, videos.size);

  const startedAt = performance.now();
  const { ask } = await client.request(
    `mutation ($question: String!) { ask(question: $question) { answer { id model } } }`,
    { question: wanted.question.text },
    token,
  );
  asked.model = ask.answer.model;
  const reader = createAnswerReader();
  for await (const result of client.subscribe(ANSWER_EVENTS, { id: ask.answer.id }, token)) {
    const event = dataOf(result).answerEvents;
    reader.apply(event);
    asked.text = reader.text;
    if (event.__typename === "AnswerDelta") asked.firstDeltaMs ??= performance.now() - startedAt;
    if (event.__typename === "AnswerFailed") asked.failure = event.failure.code;
    if (event.__typename !== "AnswerCompleted") continue;
    asked.endMs = performance.now() - startedAt;
    asked.confidence = event.answer.confidence;
    asked.promptTokens = event.answer.usage?.promptTokens ?? 0;
    asked.completionTokens = event.answer.usage?.completionTokens ?? 0;
  }
  for (const { number, startMs, endMs, quote, video } of reader.citations.values()) {
    const isProved = await isQuoted(client, token, { videoId: video.id, startMs, endMs, quote });
    asked.citations.push({ number, videoId: videos.get(video.id)!, startMs, endMs, quote, isProved });
  }
}

function uploadOf({ videoId, title, language, cues }: Case["tracks"][number]) {
  return {
    title: title ?? "Untitled",
    format: "VTT",
    content: printVtt(cues),
    language,
    ...(/^[\w-]{11}$/.test(videoId) ? { url: `https://youtu.be/${videoId}` } : {}),
  };
}

async function whenReady(client: TestClient, token: string, count: number): Promise<void> {
  const ready = new Set<string>();
  const query = `subscription { videoEvents { ... on VideoUpdated { video { id status failure { message } } } } }`;
  for await (const result of client.subscribe(query, {}, token)) {
    const { video } = dataOf(result).videoEvents;
    if (video?.status === "FAILED") throw new Error(video.failure.message);
    if (video?.status === "READY") ready.add(video.id);
    if (ready.size === count) return;
  }
  throw new Error("The stream of the session's videos ended early");
}

async function isQuoted(
  client: TestClient,
  token: string,
  { quote, ...place }: { videoId: string; startMs: number; endMs: number; quote: string },
): Promise<boolean> {
  const { video } = await client.request(
    `query ($videoId: ID!, $startMs: Int!, $endMs: Int!) {
      video(id: $videoId) { transcript(fromMs: $startMs, toMs: $endMs) { text } }
    }`,
    place,
    token,
  );
  const segments = video.transcript as { text: string }[];
  return withoutSpace(segments.map(({ text }) => text).join("")).includes(withoutSpace(quote));
}

/** Cues are joined by a space, and by none in scripts without spaces. */
const withoutSpace = (text: string) => text.replace(/\s+/gu, "");
