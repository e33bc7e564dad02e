import type { GraphQLResponse, TestClient } from "./test-client.ts";

export const ANSWER_EVENTS = `
  subscription ($id: ID!, $after: String) {
    answerEvents(id: $id, after: $after) {
      __typename
      cursor
      ... on AnswerStarted { answer { id question status model } }
      ... on AnswerQueued { place }
      ... on AnswerWaiting { videos { id title } until }
      ... on AnswerSources { passages { id startMs endMs text url video { id title } } }
      ... on AnswerDelta { offset text }
      ... on AnswerCitation { citation { number startMs endMs quote url video { id } } }
      ... on AnswerRestarted { attempt }
      ... on AnswerCompleted { answer { status text grounded confidence citations { number quote startMs endMs } usage { promptTokens completionTokens estimated } } }
      ... on AnswerFailed { answer { status text } failure { code message retryable } }
      ... on AnswerCancelled { answer { status text usage { promptTokens completionTokens estimated } } }
    }
  }`;

// Events have many shapes: tests assert on what they find.
// oxlint-disable-next-line typescript/no-explicit-any
type Event = any;

/** What a client that follows the contract has of an answer. */
export function createAnswerReader() {
  const events: Event[] = [];
  // oxlint-disable-next-line typescript/no-explicit-any
  const citations = new Map<number, any>();
  let text = "";
  return {
    events,
    citations,
    get text() {
      return text;
    },
    get cursor(): string | undefined {
      return events.at(-1)?.cursor;
    },
    get names(): string[] {
      return events.map((event) => event.__typename);
    },
    /** Applies one event by the rules of the contract. */
    apply(event: Event) {
      events.push(event);
      if (event.__typename === "AnswerDelta") text = text.slice(0, event.offset) + event.text;
      if (event.__typename === "AnswerCitation") citations.set(event.citation.number, event.citation);
      if (event.__typename === "AnswerRestarted") {
        text = "";
        citations.clear();
      }
    },
  };
}

export type AnswerReader = ReturnType<typeof createAnswerReader>;

/** Reads an answer's events; `reader` has what has come by now. */
export function followAnswer(client: TestClient, id: string, token: string, after?: string) {
  const reader = createAnswerReader();
  async function read() {
    for await (const result of client.subscribe(ANSWER_EVENTS, { id, after }, token)) {
      reader.apply(dataOf(result).answerEvents);
    }
    return reader;
  }
  const ended = read();
  // A connection that a test cuts matters to those alone who wait for the end.
  ended.catch(() => {});
  return { reader, ended };
}

/** Reads an answer's events to their end. */
export const readAnswer = (
  client: TestClient,
  id: string,
  token: string,
  after?: string,
): Promise<AnswerReader> => followAnswer(client, id, token, after).ended;

export function dataOf(result: GraphQLResponse<Event>): Event {
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return result.data;
}
