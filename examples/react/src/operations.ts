import { gql, type TypedDocumentNode } from "@apollo/client";

export type Citation = { number: number; quote: string; startMs: number; url: string | null };
export type Answer = {
  id: string;
  question: string;
  status: "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
  text: string;
  citations: Citation[];
  failure: { message: string } | null;
};
export type Video = {
  id: string;
  title: string | null;
  url: string | null;
  status: string;
  progress: number;
  failure: { message: string } | null;
};
export type Session = {
  id: string;
  expiresAt: string;
  videos: Video[];
  answers: { edges: { __typename: "AnswerEdge"; node: Answer }[] };
};
export type SessionEvent =
  | { __typename: "VideoUpdated"; video: Video }
  | { __typename: "VideoRemoved"; videoId: string }
  | { __typename: "SessionAnswerStarted" | "SessionAnswerEnded"; answer: Answer }
  | { __typename: "SessionExpiring" | "SessionRenewed"; session: Pick<Session, "id" | "expiresAt"> }
  | { __typename: "SessionExpired" | "SessionDeleted" };
export type AnswerEvent =
  | { __typename: "AnswerDelta"; cursor: string; offset: number; text: string }
  | { __typename: "AnswerCitation"; cursor: string; citation: Citation }
  | { __typename: "AnswerRestarted"; cursor: string };

const VIDEO = "id title url status progress failure { message }";
const ANSWER = "id question status text citations { number quote startMs url } failure { message }";

export const OPEN_SESSION: TypedDocumentNode<{ session: { token: string } }> = gql(
  "mutation { session { token } }",
);
export const SESSION: TypedDocumentNode<{ session: Session }> = gql(`query {
  session { id expiresAt videos { ${VIDEO} } answers { edges { node { ${ANSWER} } } } }
}`);
export const SESSION_EVENTS: TypedDocumentNode<{ sessionEvents: SessionEvent }> = gql(`subscription {
  sessionEvents {
    ... on VideoUpdated { video { ${VIDEO} } }
    ... on VideoRemoved { videoId }
    ... on SessionAnswerStarted { answer { ${ANSWER} } }
    ... on SessionAnswerEnded { answer { ${ANSWER} } }
    ... on SessionExpiring { session { id expiresAt } }
    ... on SessionRenewed { session { id expiresAt } }
  }
}`);

export const ADD_VIDEOS: TypedDocumentNode<
  { addVideos: { results: { url: string; error: { message: string } | null }[] } },
  { urls: string[] }
> = gql("mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { url error { message } } } }");
export const ADD_TRANSCRIPT: TypedDocumentNode<
  { addTranscript: { warnings: string[] } },
  { title: string; content: string; key: string }
> = gql(`mutation ($title: String!, $content: String!, $key: String) {
  addTranscript(input: { title: $title, content: $content, format: AUTO, idempotencyKey: $key }) { warnings }
}`);

export const ASK: TypedDocumentNode<{ ask: { answer: { id: string } } }, { question: string; key: string }> =
  gql(`mutation ($question: String!, $key: String) {
    ask(question: $question, idempotencyKey: $key) { answer { id } }
  }`);
export const ANSWER_EVENTS: TypedDocumentNode<{ answerEvents: AnswerEvent }, { id: string }> =
  gql(`subscription ($id: ID!, $after: String) {
    answerEvents(id: $id, after: $after) {
      cursor
      ... on AnswerDelta { offset text }
      ... on AnswerCitation { citation { number quote startMs url } }
    }
  }`);
