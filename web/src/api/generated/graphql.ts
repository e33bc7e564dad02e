/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How surely the transcripts answer a question. */
export type AnswerConfidence =
  /** The transcripts do not answer it: the text says so, without citations. */
  | 'NOT_FOUND'
  /** The transcripts answer it, with citations. */
  | 'SURE'
  /**
   * The transcripts may not answer it: the text says that this is the nearest that is said, with citations. So ends what a
   * model wrote of which nothing was found in the transcripts, or where search found no answer.
   */
  | 'UNSURE';

/** How far an answer is. */
export type AnswerStatus =
  /** Stopped by cancelAnswer; the text so far stays. */
  | 'CANCELLED'
  /** Written to its end. */
  | 'COMPLETED'
  /** Ended by a failure; the text so far stays. */
  | 'FAILED'
  /** Begun, be it waiting for videos or being written. */
  | 'RUNNING';

/** What can be done about a failure. */
export type Remedy =
  /** Add the video again with one of `availableLanguages`. */
  | 'CHOOSE_LANGUAGE'
  /** Nothing. */
  | 'NONE'
  /** Add the video again later. */
  | 'RETRY'
  /** Supply the transcript with `Mutation.addTranscript`. */
  | 'UPLOAD_TRANSCRIPT'
  /** Wait: the server tries again by itself. */
  | 'WAIT';

/** What a server can do beyond what every server does. */
export type ServerCapability =
  /** `Mutation.addPlaylist` works. */
  | 'PLAYLISTS'
  /** Use moves `Session.expiresAt`. */
  | 'SESSION_RENEWAL';

/** Where captions come from. */
export type TrackKind =
  /** Recognised by YouTube. */
  | 'AUTOMATIC'
  /** Written by people. */
  | 'MANUAL'
  /** Supplied by the client. */
  | 'UPLOADED';

/** Why a transcript could not be had. */
export type VideoFailureCode =
  /** The video needs an account of a certain age. */
  | 'AGE_RESTRICTED'
  /** YouTube refuses to serve this server: it takes it for a robot. */
  | 'BLOCKED'
  /** The video can be watched, and has no captions. */
  | 'CAPTIONS_DISABLED'
  /** YouTube wants its cookie page answered, which a server cannot. */
  | 'CONSENT_REQUIRED'
  /** The passages could not be embedded. */
  | 'EMBEDDING_FAILED'
  /** The captions have no words. */
  | 'EMPTY_TRANSCRIPT'
  /** The video may not be watched where the server stands. */
  | 'GEO_BLOCKED'
  /** A fault of the server. */
  | 'INTERNAL'
  /** The video has captions, in other languages. */
  | 'LANGUAGE_UNAVAILABLE'
  /** The video is for members of its channel. */
  | 'MEMBERS_ONLY'
  /** The video is private. */
  | 'PRIVATE'
  /** YouTube asks this server to slow down. */
  | 'RATE_LIMITED'
  /** The captions are larger than the server takes. */
  | 'TRANSCRIPT_TOO_LARGE'
  /** The video has not begun, or is live now. */
  | 'UPCOMING_OR_LIVE'
  /** There is no such video, or it was removed. */
  | 'VIDEO_UNAVAILABLE'
  /** YouTube answered in a form that this server does not know. */
  | 'YOUTUBE_CHANGED'
  /** YouTube did not answer. */
  | 'YOUTUBE_UNREACHABLE';

/**
 * How far a video's transcript is. QUEUED with a failure waits for failure.retryAt. FAILED stays so until it is added
 * again.
 */
export type VideoStatus =
  /** The passages are being embedded. */
  | 'EMBEDDING'
  /** Will not be tried again by itself. */
  | 'FAILED'
  /** The captions are being fetched. */
  | 'FETCHING'
  /** Waits for its turn, or for the next try. */
  | 'QUEUED'
  /** Can be searched and asked about. */
  | 'READY';

export type CitationPartsFragment = { number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null };

export type AnswerPartsFragment = { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null };

export type AskMutationVariables = Exact<{
  question: string;
  videoIds?: Array<string> | string | null | undefined;
  idempotencyKey: string;
}>;


export type AskMutation = { ask: { answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } } };

export type AskAgainMutationVariables = Exact<{
  id: string;
  idempotencyKey: string;
}>;


export type AskAgainMutation = { askAgain: { answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } } };

export type CancelAnswerMutationVariables = Exact<{
  id: string;
}>;


export type CancelAnswerMutation = { cancelAnswer: { answer: { id: string } } };

export type DeleteAnswerMutationVariables = Exact<{
  id: string;
}>;


export type DeleteAnswerMutation = { deleteAnswer: { answerId: string } };

export type ClearAnswersMutationVariables = Exact<{ [key: string]: never; }>;


export type ClearAnswersMutation = { clearAnswers: { answerIds: Array<string> } };

export type AnswerEventsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type AnswerEventsSubscription = { answerEvents:
    | { __typename: 'AnswerCancelled', cursor: string, answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }
    | { __typename: 'AnswerCitation', cursor: string, citation: { number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null } }
    | { __typename: 'AnswerCompleted', cursor: string, answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }
    | { __typename: 'AnswerDelta', offset: number, text: string, cursor: string }
    | { __typename: 'AnswerFailed', cursor: string, answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }
    | { __typename: 'AnswerInterrupted', cursor: string }
    | { __typename: 'AnswerQueued', place: number, cursor: string }
    | { __typename: 'AnswerRestarted', attempt: number, cursor: string }
    | { __typename: 'AnswerResumed', cursor: string }
    | { __typename: 'AnswerSources', cursor: string, passages: Array<{ id: string }> }
    | { __typename: 'AnswerStarted', cursor: string, answer: { model: string } }
    | { __typename: 'AnswerWaiting', until: string, cursor: string, videos: Array<{ id: string, title: string | null }> }
   };

export type SessionTimesFragment = { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null };

export type ServerPartsFragment = { version: string, answeringModel: string, isExtractive: boolean, capabilities: Array<ServerCapability>, limits: { videosPerSession: number, questionChars: number, transcriptBytes: number, sessionMinutes: number, sessionMaxHours: number | null } };

export type ServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerInfoQuery = { server: { version: string, answeringModel: string, isExtractive: boolean, capabilities: Array<ServerCapability>, limits: { videosPerSession: number, questionChars: number, transcriptBytes: number, sessionMinutes: number, sessionMaxHours: number | null } } };

export type OpenSessionMutationVariables = Exact<{
  token?: string | null | undefined;
}>;


export type OpenSessionMutation = { session: { token: string, created: boolean, session: { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null, videos: Array<{ id: string, youtubeId: string | null, url: string | null, title: string | null, author: string | null, thumbnailUrl: string | null, durationMs: number | null, language: string | null, track: TrackKind | null, isTimed: boolean, status: VideoStatus, progress: number, suggestedQuestions: Array<string>, failure: { code: VideoFailureCode, message: string, retryAt: string | null, remedy: Remedy, availableLanguages: Array<string> } | null, chapters: Array<{ startMs: number, title: string }> }>, answers: { edges: Array<{ node: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }> } } } };

export type KeepSessionQueryVariables = Exact<{ [key: string]: never; }>;


export type KeepSessionQuery = { session: { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null } };

export type EndSessionMutationVariables = Exact<{ [key: string]: never; }>;


export type EndSessionMutation = { endSession: { deleted: { videos: number, passages: number, answers: number } } };

export type SessionEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type SessionEventsSubscription = { sessionEvents:
    | { __typename: 'SessionAnswerEnded', answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }
    | { __typename: 'SessionAnswerStarted', answer: { id: string, question: string, videoIds: Array<string> | null, status: AnswerStatus, text: string, markdown: string, confidence: AnswerConfidence | null, followUps: Array<string>, wordsOnly: boolean, model: string, createdAt: string, citations: Array<{ number: number, videoTitle: string | null, startMs: number, endMs: number, isTimed: boolean, quote: string, url: string | null, video: { id: string } | null }>, leftOut: Array<{ id: string, title: string | null }>, failure: { message: string, retryable: boolean } | null } }
    | { __typename: 'SessionAnswersDeleted', answerIds: Array<string> }
    | { __typename: 'SessionDeleted', sessionId: string }
    | { __typename: 'SessionExpired', sessionId: string }
    | { __typename: 'SessionExpiring', session: { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null } }
    | { __typename: 'SessionRenewed', session: { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null } }
    | { __typename: 'VideoRemoved', videoId: string }
    | { __typename: 'VideoUpdated', video: { id: string, youtubeId: string | null, url: string | null, title: string | null, author: string | null, thumbnailUrl: string | null, durationMs: number | null, language: string | null, track: TrackKind | null, isTimed: boolean, status: VideoStatus, progress: number, suggestedQuestions: Array<string>, failure: { code: VideoFailureCode, message: string, retryAt: string | null, remedy: Remedy, availableLanguages: Array<string> } | null, chapters: Array<{ startMs: number, title: string }> } }
   };

export type VideoPartsFragment = { id: string, youtubeId: string | null, url: string | null, title: string | null, author: string | null, thumbnailUrl: string | null, durationMs: number | null, language: string | null, track: TrackKind | null, isTimed: boolean, status: VideoStatus, progress: number, suggestedQuestions: Array<string>, failure: { code: VideoFailureCode, message: string, retryAt: string | null, remedy: Remedy, availableLanguages: Array<string> } | null, chapters: Array<{ startMs: number, title: string }> };

export type AddVideosMutationVariables = Exact<{
  urls: Array<string> | string;
  language?: string | null | undefined;
}>;


export type AddVideosMutation = { addVideos: { results: Array<{ url: string, video: { id: string } | null, error: { message: string } | null }> } };

export type AddPlaylistMutationVariables = Exact<{
  url: string;
}>;


export type AddPlaylistMutation = { addPlaylist: { title: string | null, videoCount: number | null, results: Array<{ url: string, video: { id: string } | null, error: { message: string } | null }>, error: { message: string } | null } };

export type AddedPartsFragment = { url: string, video: { id: string } | null, error: { message: string } | null };

export type RemoveVideoMutationVariables = Exact<{
  id: string;
}>;


export type RemoveVideoMutation = { removeVideo: { videoId: string } };

export type TranscriptQueryVariables = Exact<{
  id: string;
  fromMs?: number | null | undefined;
  toMs?: number | null | undefined;
}>;


export type TranscriptQuery = { video: { transcript: Array<{ startMs: number, endMs: number, text: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CitationPartsFragmentDoc = new TypedDocumentString(`
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
    `, {"fragmentName":"CitationParts"}) as unknown as TypedDocumentString<CitationPartsFragment, unknown>;
export const AnswerPartsFragmentDoc = new TypedDocumentString(`
    fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}`, {"fragmentName":"AnswerParts"}) as unknown as TypedDocumentString<AnswerPartsFragment, unknown>;
export const SessionTimesFragmentDoc = new TypedDocumentString(`
    fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}
    `, {"fragmentName":"SessionTimes"}) as unknown as TypedDocumentString<SessionTimesFragment, unknown>;
export const ServerPartsFragmentDoc = new TypedDocumentString(`
    fragment ServerParts on Server {
  version
  answeringModel
  isExtractive
  capabilities
  limits {
    videosPerSession
    questionChars
    transcriptBytes
    sessionMinutes
    sessionMaxHours
  }
}
    `, {"fragmentName":"ServerParts"}) as unknown as TypedDocumentString<ServerPartsFragment, unknown>;
export const VideoPartsFragmentDoc = new TypedDocumentString(`
    fragment VideoParts on Video {
  id
  youtubeId
  url
  title
  author
  thumbnailUrl
  durationMs
  language
  track
  isTimed
  status
  progress
  failure {
    code
    message
    retryAt
    remedy
    availableLanguages
  }
  chapters {
    startMs
    title
  }
  suggestedQuestions(first: 3)
}
    `, {"fragmentName":"VideoParts"}) as unknown as TypedDocumentString<VideoPartsFragment, unknown>;
export const AddedPartsFragmentDoc = new TypedDocumentString(`
    fragment AddedParts on AddVideoResult {
  url
  video {
    id
  }
  error {
    message
  }
}
    `, {"fragmentName":"AddedParts"}) as unknown as TypedDocumentString<AddedPartsFragment, unknown>;
export const AskDocument = new TypedDocumentString(`
    mutation Ask($question: String!, $videoIds: [ID!], $idempotencyKey: String!) {
  ask(question: $question, videoIds: $videoIds, idempotencyKey: $idempotencyKey) {
    answer {
      ...AnswerParts
    }
  }
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}`) as unknown as TypedDocumentString<AskMutation, AskMutationVariables>;
export const AskAgainDocument = new TypedDocumentString(`
    mutation AskAgain($id: ID!, $idempotencyKey: String!) {
  askAgain(id: $id, idempotencyKey: $idempotencyKey) {
    answer {
      ...AnswerParts
    }
  }
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}`) as unknown as TypedDocumentString<AskAgainMutation, AskAgainMutationVariables>;
export const CancelAnswerDocument = new TypedDocumentString(`
    mutation CancelAnswer($id: ID!) {
  cancelAnswer(id: $id) {
    answer {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CancelAnswerMutation, CancelAnswerMutationVariables>;
export const DeleteAnswerDocument = new TypedDocumentString(`
    mutation DeleteAnswer($id: ID!) {
  deleteAnswer(id: $id) {
    answerId
  }
}
    `) as unknown as TypedDocumentString<DeleteAnswerMutation, DeleteAnswerMutationVariables>;
export const ClearAnswersDocument = new TypedDocumentString(`
    mutation ClearAnswers {
  clearAnswers {
    answerIds
  }
}
    `) as unknown as TypedDocumentString<ClearAnswersMutation, ClearAnswersMutationVariables>;
export const AnswerEventsDocument = new TypedDocumentString(`
    subscription AnswerEvents($id: ID!, $after: String) {
  answerEvents(id: $id, after: $after) {
    __typename
    cursor
    ... on AnswerStarted {
      answer {
        model
      }
    }
    ... on AnswerQueued {
      place
    }
    ... on AnswerWaiting {
      videos {
        id
        title
      }
      until
    }
    ... on AnswerSources {
      passages {
        id
      }
    }
    ... on AnswerDelta {
      offset
      text
    }
    ... on AnswerCitation {
      citation {
        ...CitationParts
      }
    }
    ... on AnswerRestarted {
      attempt
    }
    ... on AnswerCompleted {
      answer {
        ...AnswerParts
      }
    }
    ... on AnswerFailed {
      answer {
        ...AnswerParts
      }
    }
    ... on AnswerCancelled {
      answer {
        ...AnswerParts
      }
    }
  }
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}`) as unknown as TypedDocumentString<AnswerEventsSubscription, AnswerEventsSubscriptionVariables>;
export const ServerInfoDocument = new TypedDocumentString(`
    query ServerInfo {
  server {
    ...ServerParts
  }
}
    fragment ServerParts on Server {
  version
  answeringModel
  isExtractive
  capabilities
  limits {
    videosPerSession
    questionChars
    transcriptBytes
    sessionMinutes
    sessionMaxHours
  }
}`) as unknown as TypedDocumentString<ServerInfoQuery, ServerInfoQueryVariables>;
export const OpenSessionDocument = new TypedDocumentString(`
    mutation OpenSession($token: String) {
  session(token: $token) {
    token
    created
    session {
      ...SessionTimes
      videos {
        ...VideoParts
      }
      answers(last: 50) {
        edges {
          node {
            ...AnswerParts
          }
        }
      }
    }
  }
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}
fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}
fragment VideoParts on Video {
  id
  youtubeId
  url
  title
  author
  thumbnailUrl
  durationMs
  language
  track
  isTimed
  status
  progress
  failure {
    code
    message
    retryAt
    remedy
    availableLanguages
  }
  chapters {
    startMs
    title
  }
  suggestedQuestions(first: 3)
}`) as unknown as TypedDocumentString<OpenSessionMutation, OpenSessionMutationVariables>;
export const KeepSessionDocument = new TypedDocumentString(`
    query KeepSession {
  session {
    ...SessionTimes
  }
}
    fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}`) as unknown as TypedDocumentString<KeepSessionQuery, KeepSessionQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession {
  endSession {
    deleted {
      videos
      passages
      answers
    }
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SessionEventsDocument = new TypedDocumentString(`
    subscription SessionEvents {
  sessionEvents {
    __typename
    ... on VideoUpdated {
      video {
        ...VideoParts
      }
    }
    ... on VideoRemoved {
      videoId
    }
    ... on SessionAnswerStarted {
      answer {
        ...AnswerParts
      }
    }
    ... on SessionAnswerEnded {
      answer {
        ...AnswerParts
      }
    }
    ... on SessionAnswersDeleted {
      answerIds
    }
    ... on SessionExpiring {
      session {
        ...SessionTimes
      }
    }
    ... on SessionRenewed {
      session {
        ...SessionTimes
      }
    }
    ... on SessionExpired {
      sessionId
    }
    ... on SessionDeleted {
      sessionId
    }
  }
}
    fragment CitationParts on Citation {
  number
  video {
    id
  }
  videoTitle
  startMs
  endMs
  isTimed
  quote
  url
}
fragment AnswerParts on Answer {
  id
  question
  videoIds
  status
  text
  markdown
  citations {
    ...CitationParts
  }
  leftOut {
    id
    title
  }
  confidence
  followUps
  wordsOnly
  model
  failure {
    message
    retryable
  }
  createdAt
}
fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}
fragment VideoParts on Video {
  id
  youtubeId
  url
  title
  author
  thumbnailUrl
  durationMs
  language
  track
  isTimed
  status
  progress
  failure {
    code
    message
    retryAt
    remedy
    availableLanguages
  }
  chapters {
    startMs
    title
  }
  suggestedQuestions(first: 3)
}`) as unknown as TypedDocumentString<SessionEventsSubscription, SessionEventsSubscriptionVariables>;
export const AddVideosDocument = new TypedDocumentString(`
    mutation AddVideos($urls: [String!]!, $language: String) {
  addVideos(urls: $urls, language: $language) {
    results {
      ...AddedParts
    }
  }
}
    fragment AddedParts on AddVideoResult {
  url
  video {
    id
  }
  error {
    message
  }
}`) as unknown as TypedDocumentString<AddVideosMutation, AddVideosMutationVariables>;
export const AddPlaylistDocument = new TypedDocumentString(`
    mutation AddPlaylist($url: String!) {
  addPlaylist(url: $url) {
    title
    videoCount
    results {
      ...AddedParts
    }
    error {
      message
    }
  }
}
    fragment AddedParts on AddVideoResult {
  url
  video {
    id
  }
  error {
    message
  }
}`) as unknown as TypedDocumentString<AddPlaylistMutation, AddPlaylistMutationVariables>;
export const RemoveVideoDocument = new TypedDocumentString(`
    mutation RemoveVideo($id: ID!) {
  removeVideo(id: $id) {
    videoId
  }
}
    `) as unknown as TypedDocumentString<RemoveVideoMutation, RemoveVideoMutationVariables>;
export const TranscriptDocument = new TypedDocumentString(`
    query Transcript($id: ID!, $fromMs: Int, $toMs: Int) {
  video(id: $id) {
    transcript(fromMs: $fromMs, toMs: $toMs) {
      startMs
      endMs
      text
    }
  }
}
    `) as unknown as TypedDocumentString<TranscriptQuery, TranscriptQueryVariables>;