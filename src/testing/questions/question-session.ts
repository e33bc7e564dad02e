import { dataOf } from "../client/answer-reader.ts";
import type { TestClient } from "../client/test-client.ts";
import type { Confidence, SaidAnswer, SaidCitation } from "./judge-answer.ts";

/** A transcript to upload; `videoId` is what the questions call its video. */
export type Upload = {
  videoId: string;
  input: { title: string; format: string; content: string; language?: string; url?: string };
};

/** A passage that was found for an answer. */
export type Source = { videoId: string; startMs: number; endMs: number; text: string };

export type TimedAnswer = SaidAnswer & {
  /** Best first. */
  sources: Source[];
  /** Milliseconds from asking to the first text (null: there was none) and to the end. */
  firstTextMs: number | null;
  endMs: number;
};

const citations = `citations { number quote startMs endMs video { id } }`;

/** A session that holds uploaded transcripts, all READY, in which questions are asked through GraphQL. */
export async function openQuestionSession(client: TestClient, uploads: Upload[]) {
  const { session } = await client.request(`mutation { session { token session { id } } }`);
  const token: string = session.token;
  const videoIds = new Map<string, string>();
  for (const { videoId, input } of uploads) {
    const { addTranscript } = await client.request(
      `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`,
      { input },
      token,
    );
    videoIds.set(addTranscript.video.id, videoId);
  }
  await whenReady(client, token, videoIds.size);
  return questionSession(client, { token, id: session.session.id, videoIds });
}

export type OpenedSession = {
  token: string;
  id: string;
  /** What the questions call each video, by its id in the session. */
  videoIds: Map<string, string>;
};

export async function questionSession(client: TestClient, { token, id, videoIds }: OpenedSession) {
  const confidence = (await hasConfidence(client)) ? "confidence" : "";
  const events = `subscription ($id: ID!) {
    answerEvents(id: $id) {
      __typename
      ... on AnswerSources { passages { startMs endMs text video { id } } }
      ... on AnswerCompleted { answer { text grounded ${confidence} ${citations} } }
      ... on AnswerFailed { answer { text ${citations} } failure { code } }
      ... on AnswerCancelled { answer { text ${citations} } }
    }
  }`;
  const citationOf = ({ video, startMs, endMs, quote }: CitationEvent): SaidCitation => ({
    videoId: videoIds.get(video.id)!,
    startMs,
    endMs,
    quote,
  });

  return {
    id,
    token,

    /** Asks, and reads the answer to its end. */
    async ask(question: string): Promise<TimedAnswer> {
      const startedAt = performance.now();
      const { ask } = await client.request(
        `mutation ($question: String!) { ask(question: $question) { answer { id } } }`,
        { question },
        token,
      );
      let firstTextMs: number | null = null;
      let sources: Source[] = [];
      for await (const result of client.subscribe(events, { id: ask.answer.id }, token)) {
        const event = dataOf(result).answerEvents;
        if (event.__typename === "AnswerDelta") firstTextMs ??= performance.now() - startedAt;
        if (event.__typename === "AnswerSources") {
          sources = (event.passages as SourceEvent[]).map(({ video, startMs, endMs, text }) => ({
            videoId: videoIds.get(video.id)!,
            startMs,
            endMs,
            text,
          }));
        }
        if (!("answer" in event)) continue;
        const { answer } = event;
        const isCompleted = event.__typename === "AnswerCompleted";
        return {
          text: answer.text,
          confidence: isCompleted ? confidenceOf(answer) : null,
          citations: (answer.citations as CitationEvent[])
            .toSorted((one, other) => one.number - other.number)
            .map(citationOf),
          failure: isCompleted ? null : (event.failure?.code ?? "CANCELLED"),
          sources,
          firstTextMs,
          endMs: performance.now() - startedAt,
        };
      }
      throw new Error("The answer's events ended without its end");
    },

    end: () => client.request(`mutation { endSession { sessionId } }`, {}, token),
  };
}

export type QuestionSession = Awaited<ReturnType<typeof questionSession>>;

type CitationEvent = { number: number; quote: string; startMs: number; endMs: number; video: { id: string } };

type SourceEvent = Omit<Source, "videoId"> & { video: { id: string } };

/** Servers without levels of confidence say only whether an answer is grounded. */
function confidenceOf(answer: {
  confidence?: Confidence | null;
  grounded: boolean | null;
}): Confidence | null {
  if (answer.confidence !== undefined) return answer.confidence;
  if (answer.grounded === null) return null;
  return answer.grounded ? "SURE" : "NOT_FOUND";
}

async function hasConfidence(client: TestClient): Promise<boolean> {
  const { __type: type } = await client.request(`{ __type(name: "Answer") { fields { name } } }`);
  return (type.fields as { name: string }[]).some(({ name }) => name === "confidence");
}

/** Waits until so many videos of the session are READY. Throws where one is FAILED. */
export async function whenReady(client: TestClient, token: string, count: number): Promise<void> {
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
