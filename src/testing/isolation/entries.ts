import { NO_ID } from "../client/root-fields.ts";
import { SHARED_URL, type Owned } from "./owned.ts";

/** A playlist of YouTube's stand-in, with the video that every session holds. */
export const PLAYLIST_ID = "PLaaaaaaaaaaaaaaaa";

/** What a root field needs, and arguments with which a session reads what is its own. */
export type RootEntry = {
  /** null: it needs no session, and one that is over does no harm. */
  needs: "session" | null;
  given?: (own: Owned) => Record<string, unknown>;
};

export const ROOTS: Record<string, RootEntry> = {
  "Query.server": { needs: null },
  "Query.session": { needs: "session" },
  "Query.video": { needs: "session", given: ({ videoId }) => ({ id: videoId }) },
  "Query.answer": { needs: "session", given: ({ answerId }) => ({ id: answerId }) },
  "Query.search": { needs: "session", given: ({ word }) => ({ query: word }) },
  "Mutation.session": { needs: null, given: ({ token }) => ({ token }) },
  "Mutation.endSession": { needs: "session" },
  "Mutation.addVideos": { needs: "session", given: () => ({ urls: [SHARED_URL] }) },
  "Mutation.addPlaylist": {
    needs: "session",
    given: () => ({ url: `https://www.youtube.com/playlist?list=${PLAYLIST_ID}` }),
  },
  "Mutation.addTranscript": { needs: "session", given: ({ upload }) => ({ input: upload }) },
  "Mutation.removeVideo": { needs: "session", given: ({ videoId }) => ({ id: videoId }) },
  "Mutation.ask": { needs: "session", given: ({ asked }) => asked },
  "Mutation.cancelAnswer": { needs: "session", given: ({ answerId }) => ({ id: answerId }) },
  "Mutation.askAgain": { needs: "session", given: ({ answerId }) => ({ id: answerId }) },
  "Mutation.deleteAnswer": { needs: "session", given: ({ answerId }) => ({ id: answerId }) },
  "Mutation.clearAnswers": { needs: "session" },
  "Subscription.sessionEvents": { needs: "session" },
  "Subscription.videoEvents": { needs: "session" },
  "Subscription.answerEvents": { needs: "session", given: ({ answerId }) => ({ id: answerId }) },
};

/** An argument or input field that names something of a session, and what each value of it gives. */
export type Reference = {
  /** Has the value in $it. */
  query: string;
  /** Of the session that calls. Without them a key is a new session's. */
  variables?: (own: Owned) => Record<string, unknown>;
  /** What another session has. */
  foreign: (other: Owned) => string;
  /** Of the same form, and nobody's. */
  missing: string | ((other: Owned) => string);
  malformed: string[];
  /** What a foreign and a missing value give: an error's code, or the data. */
  refused: Outcome;
  /** What a malformed one gives, where it differs. */
  malformedGives?: Outcome;
};
type Outcome = { code: string } | { data: unknown };

const NOT_FOUND = { code: "NOT_FOUND" };
const NO_IDS = ["", "1", "../..", "\0", `${NO_ID}x`, "x".repeat(5000)];
const NO_CURSORS = ["", "x", "é", "=====", "x".repeat(5000)];
const ofVideo = { foreign: ({ videoId }: Owned) => videoId, missing: NO_ID, malformed: NO_IDS };
const ofAnswer = { foreign: ({ answerId }: Owned) => answerId, missing: NO_ID, malformed: NO_IDS };

/** The cursor of an answer's end, with another answer in the place of its own. */
const cursorOf = (answerId: string, { answerCursor }: Owned) => {
  const [, ...position] = Buffer.from(answerCursor, "base64url").toString().split("/");
  return Buffer.from([answerId, ...position].join("/")).toString("base64url");
};
const historyCursor = (answerId: string) => Buffer.from(`answer/${answerId}`).toString("base64url");
/** An id of the same millisecond. */
const besides = (id: string) => id.slice(0, -4) + (id.endsWith("0000") ? "0001" : "0000");

export const REFERENCES: Record<string, Reference> = {
  "Query.video(id)": {
    ...ofVideo,
    query: "query ($it: ID!) { video(id: $it) { id title } }",
    refused: { data: { video: null } },
  },
  "Query.answer(id)": {
    ...ofAnswer,
    query: "query ($it: ID!) { answer(id: $it) { id text } }",
    refused: { data: { answer: null } },
  },
  "Query.search(videoIds)": {
    ...ofVideo,
    query: `query ($it: ID!) { search(query: "water", videoIds: [$it]) { text } }`,
    refused: NOT_FOUND,
  },
  "Mutation.removeVideo(id)": {
    ...ofVideo,
    query: "mutation ($it: ID!) { removeVideo(id: $it) { videoId } }",
    refused: NOT_FOUND,
  },
  "Mutation.ask(videoIds)": {
    ...ofVideo,
    query: `mutation ($it: ID!) { ask(question: "Water?", videoIds: [$it]) { answer { id } } }`,
    refused: NOT_FOUND,
  },
  "Mutation.cancelAnswer(id)": {
    ...ofAnswer,
    query: "mutation ($it: ID!) { cancelAnswer(id: $it) { answer { id } } }",
    refused: NOT_FOUND,
  },
  "Mutation.askAgain(id)": {
    ...ofAnswer,
    query: "mutation ($it: ID!) { askAgain(id: $it) { answer { id } } }",
    refused: NOT_FOUND,
  },
  "Mutation.askAgain(idempotencyKey)": {
    query: `mutation ($id: ID!, $it: String) { askAgain(id: $id, idempotencyKey: $it) { answer { model } } }`,
    variables: ({ answerId }) => ({ id: answerId }),
    // It is known for the same question alone, which no other session asks.
    foreign: ({ key }) => key,
    missing: "nobody's key",
    malformed: ["", "\0", "x".repeat(201)],
    refused: { data: { askAgain: { answer: { model: "extractive" } } } },
    malformedGives: { code: "BAD_USER_INPUT" },
  },
  "Mutation.deleteAnswer(id)": {
    ...ofAnswer,
    query: "mutation ($it: ID!) { deleteAnswer(id: $it) { answerId } }",
    refused: NOT_FOUND,
  },
  "Subscription.answerEvents(id)": {
    ...ofAnswer,
    query: "subscription ($it: ID!) { answerEvents(id: $it) { cursor } }",
    refused: NOT_FOUND,
  },
  "Subscription.answerEvents(after)": {
    query: "subscription ($id: ID!, $it: String) { answerEvents(id: $id, after: $it) { cursor } }",
    variables: ({ answerId }) => ({ id: answerId }),
    foreign: ({ answerCursor }) => answerCursor,
    missing: (other) => cursorOf(NO_ID, other),
    malformed: NO_CURSORS,
    refused: { code: "BAD_USER_INPUT" },
  },
  "Session.answers(before)": {
    query: "query ($it: String) { session { answers(before: $it) { edges { node { question } } } } }",
    // It stands for a moment, whether or not there was an answer then: only what is the session's own is told.
    foreign: ({ historyCursor: cursor }) => cursor,
    missing: ({ historyCursor: cursor }) =>
      historyCursor(besides(Buffer.from(cursor, "base64url").toString().split("/")[1]!)),
    malformed: NO_CURSORS,
    refused: { data: { session: { answers: { edges: [] } } } },
    malformedGives: { code: "BAD_USER_INPUT" },
  },
  "Mutation.session(token)": {
    query: "mutation ($it: String) { session(token: $it) { created session { videos { id } } } }",
    // The token itself opens its session: what is told besides must not.
    foreign: ({ sessionId }) => sessionId,
    missing: "A".repeat(43),
    malformed: ["", "x", "\0", "é", "x".repeat(5000)],
    refused: { data: { session: { created: true, session: { videos: [] } } } },
  },
  "Mutation.ask(idempotencyKey)": {
    query: `mutation ($it: String) { ask(question: "Water?", idempotencyKey: $it) { answer { question } } }`,
    foreign: ({ key }) => key,
    missing: "nobody's key",
    malformed: ["", "\0", "x".repeat(201)],
    refused: { data: { ask: { answer: { question: "Water?" } } } },
    malformedGives: { code: "BAD_USER_INPUT" },
  },
  "AddTranscriptInput.idempotencyKey": {
    query: `mutation ($it: String) { addTranscript(input: { title: "Water", format: TEXT, content: "0:00 Water is warm.", idempotencyKey: $it }) { video { title } } }`,
    foreign: ({ key }) => key,
    missing: "nobody's key",
    malformed: ["", "\0", "x".repeat(201)],
    refused: { data: { addTranscript: { video: { title: "Water" } } } },
    malformedGives: { code: "BAD_USER_INPUT" },
  },
};

/** Arguments and input fields that name nothing of any session: words, addresses of YouTube's and languages. */
export const NO_REFERENCES = new Set([
  "Query.search(query)",
  "Mutation.ask(question)",
  "Mutation.addVideos(urls)",
  "Mutation.addVideos(language)",
  "Mutation.addPlaylist(url)",
  "Mutation.addPlaylist(language)",
  "AddTranscriptInput.title",
  "AddTranscriptInput.content",
  "AddTranscriptInput.url",
  "AddTranscriptInput.language",
]);

/** Fields that no healthy session is shown, and which other field gives the same by the same code. */
export const NOT_SHOWN: Record<string, string> = {
  "AnswerWaiting.videos": "Session.videos",
  "AnswerWaiting.cursor": "AnswerStarted.cursor",
  "AnswerQueued.cursor": "AnswerStarted.cursor",
  "AnswerInterrupted.cursor": "AnswerStarted.cursor",
  "AnswerResumed.cursor": "AnswerStarted.cursor",
  "AnswerRestarted.cursor": "AnswerStarted.cursor",
  "AnswerFailed.cursor": "AnswerCompleted.cursor",
  "AnswerFailed.answer": "AnswerCompleted.answer",
  "AnswerCancelled.cursor": "AnswerCompleted.cursor",
  "AnswerCancelled.answer": "AnswerCompleted.answer",
  "Answer.leftOut": "Session.videos",
  "VideoRemoved.videoId": "RemoveVideoPayload.videoId",
  "SessionAnswerStarted.answer": "Query.answer",
  "SessionAnswerEnded.answer": "Query.answer",
  "SessionAnswersDeleted.answerIds": "ClearAnswersPayload.answerIds",
  "SessionExpiring.session": "Query.session",
  "SessionRenewed.session": "Query.session",
  "SessionExpired.sessionId": "EndSessionPayload.sessionId",
  "SessionDeleted.sessionId": "EndSessionPayload.sessionId",
};

/** A route beside /graphql, by method and path. */
export type RouteEntry =
  /** Needs no session, and tells nothing of any. */
  | "open"
  /** GraphQL, which the rest of this table is about. */
  | "graphql"
  /** Needs a session and takes no reference. */
  | "session"
  /** Needs a session; its `:id` is that of a video. */
  | "video";

export const ROUTES: Record<string, RouteEntry> = {
  "GET /": "open",
  "HEAD /": "open",
  "GET /health/live": "open",
  "HEAD /health/live": "open",
  "GET /health/ready": "open",
  "HEAD /health/ready": "open",
  "GET /graphiql": "open",
  "HEAD /graphiql": "open",
  "GET /metrics": "open",
  "HEAD /metrics": "open",
  "OPTIONS *": "open",
  "GET /graphql": "graphql",
  "HEAD /graphql": "graphql",
  "POST /graphql": "graphql",
  "OPTIONS /graphql": "graphql",
  "POST /transcripts": "session",
  "GET /videos/:id/transcript.vtt": "video",
  "HEAD /videos/:id/transcript.vtt": "video",
  "GET /videos/:id/transcript.txt": "video",
  "HEAD /videos/:id/transcript.txt": "video",
};
