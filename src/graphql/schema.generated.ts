import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Session as SessionEntity } from '../sessions/session.ts';
import type { Video as ListedVideo, VideoHit, VideoPassage } from '../videos/video.ts';
import type { Answer as AnswerEntity, Citation as StoredCitation } from '../answers/answer.ts';
import type { AnswerPage } from '../answers/history/answer-page.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time: an RFC 3339 string in UTC, such as `2026-03-01T09:30:00.000Z`. */
  DateTime: { input: Date; output: Date | string; }
  /** An absolute URL. */
  URL: { input: string; output: string; }
};

/** Why a playlist could not be read, or not to the end. */
export type AddPlaylistError = {
  __typename?: 'AddPlaylistError';
  /** What kind of refusal it is. */
  code: AddPlaylistErrorCode;
  /** What happened and what to do, for the person who added the playlist. */
  message: Scalars['String']['output'];
  /** What the person can do about it. RETRY: add the playlist again; the server does not by itself. */
  remedy: Remedy;
  /** Milliseconds after which trying again may help; null: it will not help. */
  retryAfterMs: Maybe<Scalars['Int']['output']>;
};

/** Why a playlist could not be read. */
export type AddPlaylistErrorCode =
  /** As `VideoFailureCode.BLOCKED`. */
  | 'BLOCKED'
  /** As `VideoFailureCode.CONSENT_REQUIRED`. */
  | 'CONSENT_REQUIRED'
  /** A fault of the server. */
  | 'INTERNAL'
  /** Not the address of a YouTube playlist, channel or handle. */
  | 'NOT_A_PLAYLIST_URL'
  /** It has no videos, or none that can be watched. */
  | 'PLAYLIST_EMPTY'
  /** There is no such playlist or channel, or it is private. */
  | 'PLAYLIST_UNAVAILABLE'
  /** A list that YouTube makes for one viewer, such as a mix or Watch later. */
  | 'PLAYLIST_UNVIEWABLE'
  /** As `VideoFailureCode.RATE_LIMITED`. */
  | 'RATE_LIMITED'
  /** YouTube answered in a form that this server does not know. */
  | 'YOUTUBE_CHANGED'
  /** YouTube did not answer, or not in time. */
  | 'YOUTUBE_UNREACHABLE';

/** What `Mutation.addPlaylist` gives. */
export type AddPlaylistPayload = {
  __typename?: 'AddPlaylistPayload';
  /** Why the playlist could not be read, or not to the end: `results` has what was read before. */
  error: Maybe<AddPlaylistError>;
  /**
   * One result per video, in the playlist's order; `url` is the video's own address. SESSION_VIDEO_LIMIT for each video for
   * which the session has no room.
   */
  results: Array<AddVideoResult>;
  /**
   * The playlist's title, as YouTube says it. null where it is not known, as after an error. Plain text from outside: escape
   * it before you show it as HTML or Markdown.
   */
  title: Maybe<Scalars['String']['output']>;
  /** How many videos the playlist says it has; null where it does not say. */
  videoCount: Maybe<Scalars['Int']['output']>;
};

/** A transcript that the client supplies. */
export type AddTranscriptInput = {
  /**
   * The captions themselves, at most TRANSCRIPT_MAX_BYTES bytes of UTF-8. A list of chapters, in WebVTT notes or above the
   * words, becomes `Video.chapters`.
   */
  content: Scalars['String']['input'];
  /**
   * Length of the video in milliseconds, 1 to 172800000 (48 hours), to estimate the times of a TEXT that has none. Left out:
   * it is estimated from the words. Other formats do not need it.
   */
  durationMs?: InputMaybe<Scalars['Int']['input']>;
  /** How `content` is written. */
  format: TranscriptFormat;
  /**
   * Makes it safe to send the same call again: 1 to 200 characters of the client's choosing. Used again in this session for
   * the same input it returns that video, for another it is BAD_USER_INPUT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** BCP 47 tag of the transcript's language. Left out: it is guessed from the words where it can be. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** What to call the video: 1 to 500 characters. */
  title: Scalars['String']['input'];
  /** The YouTube video it belongs to, for links into it. */
  url?: InputMaybe<Scalars['String']['input']>;
};

/** What `Mutation.addTranscript` gives. */
export type AddTranscriptPayload = {
  __typename?: 'AddTranscriptPayload';
  /** The session's video with this transcript, new or held already. */
  video: Video;
  /**
   * What of the content was left out or guessed, in words for the person who supplied it, with the line where there is one;
   * at most 20.
   */
  warnings: Array<Scalars['String']['output']>;
};

/** Why a video was not added. */
export type AddVideoError = {
  __typename?: 'AddVideoError';
  /** What kind of refusal it is. */
  code: AddVideoErrorCode;
  /** What to change, for the person who gave the URL. */
  message: Scalars['String']['output'];
};

/** Why a video was not added. */
export type AddVideoErrorCode =
  /** Not the address of one YouTube video: another site, a playlist, a channel, or no URL at all. */
  | 'NOT_A_VIDEO_URL'
  /** The session already holds SESSION_MAX_VIDEOS videos. */
  | 'SESSION_VIDEO_LIMIT';

/** What became of one link: either a video or an error. */
export type AddVideoResult = {
  __typename?: 'AddVideoResult';
  /** Why there is no video. */
  error: Maybe<AddVideoError>;
  /** The link as it was given; of several in one string, that part of it. */
  url: Scalars['String']['output'];
  /** The session's video, new or held already. */
  video: Maybe<Video>;
};

/** What `Mutation.addVideos` gives. */
export type AddVideosPayload = {
  __typename?: 'AddVideosPayload';
  /** One result per link, in their order. */
  results: Array<AddVideoResult>;
};

/** A question and what the session's transcripts say to it. */
export type Answer = {
  __typename?: 'Answer';
  /** The places that the text marks, by number. */
  citations: Array<Citation>;
  /**
   * How surely the transcripts answer the question. null until it is COMPLETED, and where nothing was looked up
   * (SMALL_TALK).
   */
  confidence: Maybe<AnswerConfidence>;
  /** When it was asked. */
  createdAt: Scalars['DateTime']['output'];
  /** Why it FAILED. */
  failure: Maybe<AnswerFailure>;
  /** When it ended. null until then. */
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** What to ask next: at most 3 questions that these videos answer, tried before they are shown. Empty until it is COMPLETED. */
  followUps: Array<Scalars['String']['output']>;
  /**
   * true where confidence is SURE. false, and the text says so, where the transcripts do not answer the question
   * (NOT_FOUND) or not surely (UNSURE). null where confidence is null.
   */
  grounded: Maybe<Scalars['Boolean']['output']>;
  /** Private to the session. */
  id: Scalars['ID']['output'];
  /** Videos that it concerned and did not wait for longer, so that it says nothing of them. Those removed since are missing. */
  leftOut: Array<Video>;
  /**
   * So far, as Markdown: the marks in `text` are links to the second, and the citations are listed below it, each with title,
   * time and quote. Where a citation has no URL nothing is linked; where its `isTimed` is false it has no time. All that is
   * quoted is escaped, so that no transcript makes a link, an image or HTML of its own.
   */
  markdown: Scalars['String']['output'];
  /** The model that answers; `extractive` where sentences are quoted without one. */
  model: Scalars['String']['output'];
  /** The question as it was asked. */
  question: Scalars['String']['output'];
  /** What kind of question it was taken for; PASSAGES until that is known. */
  scope: AnswerScope;
  /** What was retrieved for it, as far as it still exists; no passage twice. */
  sources: Array<Passage>;
  /** How far it is. */
  status: AnswerStatus;
  /**
   * So far: plain text in which [1] marks the citation of that number. It may quote whatever was said: escape it before you
   * show it as HTML or Markdown, or show `markdown`, in which all that it quotes is escaped.
   */
  text: Scalars['String']['output'];
  /** What it cost, where a model was used. null until the answer ends. */
  usage: Maybe<TokenUsage>;
  /** The videos it is restricted to, as given to ask, removed ones too. null: all of the session. */
  videoIds: Maybe<Array<Scalars['ID']['output']>>;
  /**
   * true: the embedding model was out of reach, or has not read the transcripts yet, so words alone found
   * its sources.
   */
  wordsOnly: Scalars['Boolean']['output'];
};

/** The answer was stopped; the text so far stays. Terminal. */
export type AnswerCancelled = AnswerEvent & {
  __typename?: 'AnswerCancelled';
  /** The answer as it ended. */
  answer: Answer;
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/** A citation that the text so far marks. */
export type AnswerCitation = AnswerEvent & {
  __typename?: 'AnswerCitation';
  /** Replaces an earlier one of the same number. */
  citation: Citation;
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/** The answer is whole. Terminal. */
export type AnswerCompleted = AnswerEvent & {
  __typename?: 'AnswerCompleted';
  /** The answer as it ended. */
  answer: Answer;
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

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

/** A page of answers, as in the GraphQL Cursor Connections Specification. */
export type AnswerConnection = {
  __typename?: 'AnswerConnection';
  /** The answers of this page, oldest first. */
  edges: Array<AnswerEdge>;
  /** Whether there is more. */
  pageInfo: PageInfo;
};

/**
 * A piece of the text. offset: where the text goes, counted in UTF-16 code units (JavaScript's string.length) from the
 * start of the answer. Never splits a surrogate pair.
 */
export type AnswerDelta = AnswerEvent & {
  __typename?: 'AnswerDelta';
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
  /** Where the text goes, in UTF-16 code units from the start of the answer. */
  offset: Scalars['Int']['output'];
  /** The piece. Plain text from outside: escape it before you show it as HTML or Markdown. */
  text: Scalars['String']['output'];
};

/** An answer in a page. */
export type AnswerEdge = {
  __typename?: 'AnswerEdge';
  /** Opaque: pass it as `before` for what is older. */
  cursor: Scalars['String']['output'];
  /** The answer. */
  node: Answer;
};

/** One step of an answer. */
export type AnswerEvent = {
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/** The answer broke off; the text so far stays. Terminal. */
export type AnswerFailed = AnswerEvent & {
  __typename?: 'AnswerFailed';
  /** The answer as it ended. */
  answer: Answer;
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
  /** Why. */
  failure: AnswerFailure;
};

/** Why an answer FAILED. */
export type AnswerFailure = {
  __typename?: 'AnswerFailure';
  /** What kind of failure it is. */
  code: AnswerFailureCode;
  /** What happened and what to do, for the person who asked. */
  message: Scalars['String']['output'];
  /** Whether asking again may help. */
  retryable: Scalars['Boolean']['output'];
};

/** Why an answer FAILED. */
export type AnswerFailureCode =
  /** A fault of the server. */
  | 'INTERNAL'
  /** The server's model tokens of this day were used up when its turn came. The message says when they are renewed. */
  | 'MODEL_BUDGET_SPENT'
  /** The model's provider asks to slow down. */
  | 'MODEL_RATE_LIMITED'
  /** The model's provider refused the request. */
  | 'MODEL_REJECTED'
  /** The model was silent for too long. */
  | 'MODEL_TIMEOUT'
  /** The model did not answer, or broke off. */
  | 'MODEL_UNAVAILABLE'
  /** The session has no video, or none of those it concerns became READY while it waited. */
  | 'NO_READY_VIDEO';

/**
 * The process that generates was lost or stops: another takes over, and AnswerResumed or AnswerRestarted follows unless the
 * answer ends.
 */
export type AnswerInterrupted = AnswerEvent & {
  __typename?: 'AnswerInterrupted';
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/**
 * It waits for a free run: so many answers of a session, and so many of the server, are written at a time. Those that wait take
 * turns round the sessions, and those of one session begin in the order in which they were asked. Tells of the moment: it is
 * sent again when the place changes, and never replayed; its cursor is that of the event before it.
 */
export type AnswerQueued = AnswerEvent & {
  __typename?: 'AnswerQueued';
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
  /** 1 is the next to begin. */
  place: Scalars['Int']['output'];
};

/**
 * The process that generated was lost and another began again: text and citations start over. Also sent in place of
 * AnswerResumed to a reader that was shown more than was kept.
 */
export type AnswerRestarted = AnswerEvent & {
  __typename?: 'AnswerRestarted';
  /** How many times it has begun, from 1: a first restart is attempt 2. */
  attempt: Scalars['Int']['output'];
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/** Another process goes on exactly where the text ends, as only the extractive answerer can: text and citations stay. */
export type AnswerResumed = AnswerEvent & {
  __typename?: 'AnswerResumed';
  /** How many times it has begun or gone on, from 1: that it goes on for the first time is attempt 2. */
  attempt: Scalars['Int']['output'];
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

/** What kind of question an answer answers. */
export type AnswerScope =
  /** Compares videos: each is cited. */
  | 'COMPARISON'
  /** All places of something, in the order of time. */
  | 'LIST'
  /** About something that is said somewhere. */
  | 'PASSAGES'
  /** A greeting, thanks, or what can be asked here: nothing is looked up or cited. */
  | 'SMALL_TALK'
  /** What is said at a time. */
  | 'TIME'
  /** About whole videos: summary, main points, outline. */
  | 'WHOLE_VIDEOS';

/** What was retrieved, before the first word. */
export type AnswerSources = AnswerEvent & {
  __typename?: 'AnswerSources';
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
  /** Best first, none twice. */
  passages: Array<Passage>;
};

/** The answer exists. The first event of a stream that begins at the beginning. */
export type AnswerStarted = AnswerEvent & {
  __typename?: 'AnswerStarted';
  /** The answer as it is when the event is sent. */
  answer: Answer;
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
};

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

/**
 * It waits for videos that it concerns and that are not READY yet, at the latest to the time `until`. Sent again when they
 * change.
 */
export type AnswerWaiting = AnswerEvent & {
  __typename?: 'AnswerWaiting';
  /** Opaque: pass the last one received as `after`. */
  cursor: Scalars['String']['output'];
  /** When the wait ends at the latest. What is READY by then is what it is written over. */
  until: Scalars['DateTime']['output'];
  /** Those that are not READY yet, and may be in time. */
  videos: Array<Video>;
};

/** What `Mutation.askAgain` gives. */
export type AskAgainPayload = {
  __typename?: 'AskAgainPayload';
  /** The new answer, or the one that the idempotencyKey stands for. */
  answer: Answer;
};

/** What `Mutation.ask` gives. */
export type AskPayload = {
  __typename?: 'AskPayload';
  /** The answer that has begun, or the one that the idempotencyKey stands for. */
  answer: Answer;
};

/** What `Mutation.cancelAnswer` gives. */
export type CancelAnswerPayload = {
  __typename?: 'CancelAnswerPayload';
  /** The answer as it ended. */
  answer: Answer;
};

/** A part of a video that is about one thing. */
export type Chapter = {
  __typename?: 'Chapter';
  /** Where it ends, in milliseconds: where the next one begins, or the video ends. */
  endMs: Scalars['Int']['output'];
  /** Who says that it begins there. */
  source: ChapterSource;
  /** Where it begins, in milliseconds. */
  startMs: Scalars['Int']['output'];
  /**
   * What it is about: as the creator calls it, or a phrase that is said in it. Plain text from outside: escape it before you
   * show it as HTML or Markdown.
   */
  title: Scalars['String']['output'];
  /** Opens the video at `startMs`; null where the video is not on YouTube. */
  url: Maybe<Scalars['URL']['output']>;
};

/** Where chapters come from. */
export type ChapterSource =
  /** From the list that the video's creator, or the supplier of the transcript, gave. */
  | 'CREATOR'
  /** Found where the subject changes, by the vectors and words of the sentences; not exact to the second. */
  | 'DETECTED';

/**
 * A place that the text marks as [number]. The quote stands word for word in the video's transcript (as Video.transcript
 * gives it, white space folded) between startMs and endMs.
 */
export type Citation = {
  __typename?: 'Citation';
  /** Where the quote ends, in milliseconds. */
  endMs: Scalars['Int']['output'];
  /** As `Video.isTimed`, kept once the video is removed. */
  isTimed: Scalars['Boolean']['output'];
  /** The number in the text's marker, from 1. */
  number: Scalars['Int']['output'];
  /** The words as they were said. Plain text from outside: escape it before you show it as HTML or Markdown. */
  quote: Scalars['String']['output'];
  /** Where the quote begins, in milliseconds. */
  startMs: Scalars['Int']['output'];
  /** Opens the video at startMs, or at its beginning where `isTimed` is false. null for an uploaded transcript without a URL. */
  url: Maybe<Scalars['URL']['output']>;
  /** The video it is from. null once removed. */
  video: Maybe<Video>;
  /**
   * The video's title when it was cited, kept once the video is removed. null where it had none. Plain text from outside:
   * escape it before you show it as HTML or Markdown.
   */
  videoTitle: Maybe<Scalars['String']['output']>;
};

/** What `Mutation.clearAnswers` gives. */
export type ClearAnswersPayload = {
  __typename?: 'ClearAnswersPayload';
  /** The ids of the answers that were deleted. */
  answerIds: Array<Scalars['ID']['output']>;
};

/** What `Mutation.deleteAnswer` gives. */
export type DeleteAnswerPayload = {
  __typename?: 'DeleteAnswerPayload';
  /** The id that it had. */
  answerId: Scalars['ID']['output'];
};

/** What left with this session. Public transcripts that other sessions use too stay with them. */
export type DeletionReceipt = {
  __typename?: 'DeletionReceipt';
  /** How many answers were deleted. */
  answers: Scalars['Int']['output'];
  /** How many passages the videos of the session had, whether or not others have the same videos. */
  passages: Scalars['Int']['output'];
  /** How many videos of the session were deleted. */
  videos: Scalars['Int']['output'];
};

/** What `Mutation.endSession` gives. */
export type EndSessionPayload = {
  __typename?: 'EndSessionPayload';
  /** What went with it. */
  deleted: DeletionReceipt;
  /** The session that is gone. */
  sessionId: Scalars['ID']['output'];
};

/** What a caller may change. Every field but `session` needs a session. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Adds the first videos of a playlist, or of what a channel or handle has uploaded (the newest first), each as
   * `addVideos` does; follow them with `Subscription.videoEvents`. Videos that YouTube lists as private, deleted or not to be
   * watched are left out, and one that is listed twice is added once. Answers within 20 seconds with what could be read by
   * then; a session's playlists are read one at a time, and others wait their turn. RATE_LIMITED where the session, or the
   * caller's address, has added too many playlists, or videos: `first` counts before the playlist is read, and as many as
   * were named afterwards. BAD_USER_INPUT where `first` is out of its range or `language` is no BCP 47 tag; what is wrong with the playlist is
   * in `error`.
   */
  addPlaylist: AddPlaylistPayload;
  /**
   * A transcript that the client supplies, for videos that YouTube will not hand to a server. Where the session already
   * holds the video of `url`, its transcript becomes this one. LIMIT_REACHED where the session holds SESSION_MAX_VIDEOS
   * videos; RATE_LIMITED where the session, or the caller's address, has uploaded too often, or too many bytes;
   * BAD_USER_INPUT, saying what to change, where the content cannot be read. A WebSocket message has at most 128 KB:
   * send larger transcripts by POST.
   */
  addTranscript: AddTranscriptPayload;
  /**
   * Adds YouTube videos, whose transcripts are then fetched in the background: follow them with
   * `Subscription.videoEvents`. One result per link, in order. A bad link fails alone. A session holds one Video per YouTube
   * id: adding it again returns it, tries again where it FAILED, tries at once where it waits for `failure.retryAt` (at most
   * once a minute), and with another language fetches that one instead. RATE_LIMITED where the session, or the caller's
   * address, has added too many: each link counts.
   */
  addVideos: AddVideosPayload;
  /**
   * Starts an answer and returns at once: follow it with `Subscription.answerEvents`. Where videos that the question
   * concerns are not READY yet, the answer waits for them, ANSWER_WAIT_SECONDS at most. With an idempotencyKey already used
   * in this session for the same question, returns that answer; for another question it is BAD_USER_INPUT. RATE_LIMITED,
   * with `extensions.retryAfterMs`, while too many answers of the session are being written, or too many wait for videos, and
   * where the session, or the caller's address, has asked too often or used too many tokens of the model.
   */
  ask: AskPayload;
  /**
   * Begins a new answer to the same question about the same videos, with the history that the old one had, and returns at
   * once. The old one stays until it is deleted. NOT_FOUND where the old one is not in the session; else as `ask`: an
   * idempotencyKey that was already used in this session for the same question about the same videos returns that answer.
   */
  askAgain: AskAgainPayload;
  /**
   * Stops generating. The text so far stays. Harmless on an answer that has ended. NOT_FOUND where it is not in the
   * session.
   */
  cancelAnswer: CancelAnswerPayload;
  /** Deletes all answers of the session, in the same way; the videos stay. */
  clearAnswers: ClearAnswersPayload;
  /**
   * Deletes an answer, which no later question then follows up. A RUNNING one is cancelled first, so that its readers get
   * AnswerCancelled. NOT_FOUND where it is not in the session.
   */
  deleteAnswer: DeleteAnswerPayload;
  /** Deletes the session and all that belongs to it now, and says what was deleted. The token is worth nothing afterwards. */
  endSession: EndSessionPayload;
  /**
   * Removes a video from the session. NOT_FOUND where it is not in the session. Citations of it keep their quote, times,
   * link and title.
   */
  removeVideo: RemoveVideoPayload;
  /**
   * Get or create: the session of this token (the argument if given, even when invalid; else the Authorization header) if
   * it exists and has not expired, else a new one. The only mutation that needs no session. An unknown, malformed or
   * expired token is no error here: it gives a new session. RATE_LIMITED where too many were opened from the caller's
   * address; a session that is there is returned all the same.
   */
  session: SessionPayload;
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationAddPlaylistArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  language?: InputMaybe<Scalars['String']['input']>;
  url: Scalars['String']['input'];
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationAddTranscriptArgs = {
  input: AddTranscriptInput;
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationAddVideosArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
  urls: Array<Scalars['String']['input']>;
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationAskArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  question: Scalars['String']['input'];
  videoIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationAskAgainArgs = {
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationCancelAnswerArgs = {
  id: Scalars['ID']['input'];
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationDeleteAnswerArgs = {
  id: Scalars['ID']['input'];
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationRemoveVideoArgs = {
  id: Scalars['ID']['input'];
};


/** What a caller may change. Every field but `session` needs a session. */
export type MutationSessionArgs = {
  token?: InputMaybe<Scalars['String']['input']>;
};

/** Where a page stands in the whole list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last edge. null where the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there are entries after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are entries before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. null where the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** A stretch of a video's transcript, some one to three minutes long. */
export type Passage = {
  __typename?: 'Passage';
  /** Where it ends, in milliseconds. */
  endMs: Scalars['Int']['output'];
  /** Identifies the passage as long as the session holds its video. */
  id: Scalars['ID']['output'];
  /** Where it begins, in milliseconds. */
  startMs: Scalars['Int']['output'];
  /** The words. Plain text from outside: escape it before you show it as HTML or Markdown. */
  text: Scalars['String']['output'];
  /** Opens the video at startMs. null for an uploaded transcript without a URL. */
  url: Maybe<Scalars['URL']['output']>;
  /** The video it is from. */
  video: Video;
};

/**
 * What a caller may read. Every field but `server` needs a session: send `Authorization: Bearer <token>`, with the token that
 * `Mutation.session` gave.
 *
 * Errors of a whole operation carry `extensions.code`, the same on every transport: `UNAUTHENTICATED` (no token, or one
 * that is not known), `SESSION_EXPIRED`, `BAD_USER_INPUT`, `NOT_FOUND`, `LIMIT_REACHED`, `RATE_LIMITED` (too
 * much in too little time, by any field that does more than read: wait `extensions.retryAfterMs` milliseconds; nothing was
 * done, and `extensions.limit` names the limit), `INTERNAL_SERVER_ERROR` (its message says nothing of the cause), beside
 * those that GraphQL and Apollo Server define. `GRAPHQL_VALIDATION_FAILED` is also the code of a document over a limit of size, depth or cost,
 * which its message names. Times inside a video are integer milliseconds. Enums may grow: treat an unknown code as
 * `INTERNAL`, an unknown remedy as `NONE`.
 */
export type Query = {
  __typename?: 'Query';
  /** An answer of the session. null where it is not in the caller's session: what others have is not revealed. */
  answer: Maybe<Answer>;
  /**
   * Where the session's videos speak of it, best first: what an answer would be built from. Only READY videos are
   * searched. RATE_LIMITED where the session, or the caller's address, has searched too often.
   */
  search: Array<SearchHit>;
  /** What this server runs, takes and allows. Needs no session. */
  server: Server;
  /** The caller's session, with everything private to it. */
  session: Session;
  /** A video of the session. null where it is not in the caller's session: what others have is not revealed. */
  video: Maybe<Video>;
};


/**
 * What a caller may read. Every field but `server` needs a session: send `Authorization: Bearer <token>`, with the token that
 * `Mutation.session` gave.
 *
 * Errors of a whole operation carry `extensions.code`, the same on every transport: `UNAUTHENTICATED` (no token, or one
 * that is not known), `SESSION_EXPIRED`, `BAD_USER_INPUT`, `NOT_FOUND`, `LIMIT_REACHED`, `RATE_LIMITED` (too
 * much in too little time, by any field that does more than read: wait `extensions.retryAfterMs` milliseconds; nothing was
 * done, and `extensions.limit` names the limit), `INTERNAL_SERVER_ERROR` (its message says nothing of the cause), beside
 * those that GraphQL and Apollo Server define. `GRAPHQL_VALIDATION_FAILED` is also the code of a document over a limit of size, depth or cost,
 * which its message names. Times inside a video are integer milliseconds. Enums may grow: treat an unknown code as
 * `INTERNAL`, an unknown remedy as `NONE`.
 */
export type QueryAnswerArgs = {
  id: Scalars['ID']['input'];
};


/**
 * What a caller may read. Every field but `server` needs a session: send `Authorization: Bearer <token>`, with the token that
 * `Mutation.session` gave.
 *
 * Errors of a whole operation carry `extensions.code`, the same on every transport: `UNAUTHENTICATED` (no token, or one
 * that is not known), `SESSION_EXPIRED`, `BAD_USER_INPUT`, `NOT_FOUND`, `LIMIT_REACHED`, `RATE_LIMITED` (too
 * much in too little time, by any field that does more than read: wait `extensions.retryAfterMs` milliseconds; nothing was
 * done, and `extensions.limit` names the limit), `INTERNAL_SERVER_ERROR` (its message says nothing of the cause), beside
 * those that GraphQL and Apollo Server define. `GRAPHQL_VALIDATION_FAILED` is also the code of a document over a limit of size, depth or cost,
 * which its message names. Times inside a video are integer milliseconds. Enums may grow: treat an unknown code as
 * `INTERNAL`, an unknown remedy as `NONE`.
 */
export type QuerySearchArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
  videoIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


/**
 * What a caller may read. Every field but `server` needs a session: send `Authorization: Bearer <token>`, with the token that
 * `Mutation.session` gave.
 *
 * Errors of a whole operation carry `extensions.code`, the same on every transport: `UNAUTHENTICATED` (no token, or one
 * that is not known), `SESSION_EXPIRED`, `BAD_USER_INPUT`, `NOT_FOUND`, `LIMIT_REACHED`, `RATE_LIMITED` (too
 * much in too little time, by any field that does more than read: wait `extensions.retryAfterMs` milliseconds; nothing was
 * done, and `extensions.limit` names the limit), `INTERNAL_SERVER_ERROR` (its message says nothing of the cause), beside
 * those that GraphQL and Apollo Server define. `GRAPHQL_VALIDATION_FAILED` is also the code of a document over a limit of size, depth or cost,
 * which its message names. Times inside a video are integer milliseconds. Enums may grow: treat an unknown code as
 * `INTERNAL`, an unknown remedy as `NONE`.
 */
export type QueryVideoArgs = {
  id: Scalars['ID']['input'];
};

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

/** What `Mutation.removeVideo` gives. */
export type RemoveVideoPayload = {
  __typename?: 'RemoveVideoPayload';
  /** The id of the video that was removed. */
  videoId: Scalars['ID']['output'];
};

/** The place inside the passage that answers: its own times, text and link. */
export type SearchHit = {
  __typename?: 'SearchHit';
  /** Where it ends, in milliseconds. */
  endMs: Scalars['Int']['output'];
  /** The passage that it is part of. */
  passage: Passage;
  /** How well it fits: 0 to 1, comparable within one search. */
  score: Scalars['Float']['output'];
  /** Where it begins, in milliseconds. */
  startMs: Scalars['Int']['output'];
  /** The words. Plain text from outside: escape it before you show it as HTML or Markdown. */
  text: Scalars['String']['output'];
  /** Opens the video at startMs. null for an uploaded transcript without a URL. */
  url: Maybe<Scalars['URL']['output']>;
  /** true: the embedding model was out of reach, or has not read the transcripts yet, so it was found by its words alone. */
  wordsOnly: Scalars['Boolean']['output'];
};

/** A server: its version, its models and its limits. */
export type Server = {
  __typename?: 'Server';
  /** The model that answers; `extractive` where sentences are quoted without one. */
  answeringModel: Scalars['String']['output'];
  /** What this server can do beyond what every server does. */
  capabilities: Array<ServerCapability>;
  /** The model that embeds: its name, or `none` where search goes by words alone. */
  embeddingModel: Scalars['String']['output'];
  /** true: no model writes, and answers are sentences quoted from the transcripts. */
  isExtractive: Scalars['Boolean']['output'];
  /** What this server takes. */
  limits: ServerLimits;
  /** The program's version, by semantic versioning. */
  version: Scalars['String']['output'];
};

/** What a server can do beyond what every server does. */
export type ServerCapability =
  /** `Mutation.addPlaylist` works. */
  | 'PLAYLISTS'
  /** Use moves `Session.expiresAt`. */
  | 'SESSION_RENEWAL';

/** How much a server takes. */
export type ServerLimits = {
  __typename?: 'ServerLimits';
  /** Characters of a question or a search. */
  questionChars: Scalars['Int']['output'];
  /** Hours that a session lasts at most, however much it is used; null: it is not renewed. */
  sessionMaxHours: Maybe<Scalars['Float']['output']>;
  /** Minutes that a session lasts from its creation, or from its last use where it is renewed. May be a fraction. */
  sessionMinutes: Scalars['Float']['output'];
  /** Bytes of an uploaded transcript in UTF-8. */
  transcriptBytes: Scalars['Int']['output'];
  /** Videos that a session may hold. */
  videosPerSession: Scalars['Int']['output'];
};

/** A private room for videos and answers. It needs no account, ends at `expiresAt`, and is deleted with all that is in it. */
export type Session = {
  __typename?: 'Session';
  /** The session's questions and answers, oldest first. */
  answers: AnswerConnection;
  /** When the session was made. */
  createdAt: Scalars['DateTime']['output'];
  /**
   * createdAt + SESSION_EXPIRE_MINUTES, moved on by use where the server has SESSION_RENEWAL. From then on nothing in it can
   * be read.
   */
  expiresAt: Scalars['DateTime']['output'];
  /** Identifies the session. It is no secret, and no credential. */
  id: Scalars['ID']['output'];
  /** The latest that use can move `expiresAt` to; null: use does not move it. */
  renewableUntil: Maybe<Scalars['DateTime']['output']>;
  /** The videos added to the session, in the order of adding. */
  videos: Array<Video>;
};


/** A private room for videos and answers. It needs no account, ends at `expiresAt`, and is deleted with all that is in it. */
export type SessionAnswersArgs = {
  before?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** An answer reached its COMPLETED, FAILED or CANCELLED. */
export type SessionAnswerEnded = {
  __typename?: 'SessionAnswerEnded';
  /** The answer as it ended. */
  answer: Answer;
};

/** An answer was begun by ask or askAgain, in this tab or another; also sent for each RUNNING one at the beginning. */
export type SessionAnswerStarted = {
  __typename?: 'SessionAnswerStarted';
  /** The answer as it is when the event is sent: follow it with `Subscription.answerEvents`. */
  answer: Answer;
};

/** Answers were deleted by deleteAnswer or clearAnswers. */
export type SessionAnswersDeleted = {
  __typename?: 'SessionAnswersDeleted';
  /** The ids that they had. */
  answerIds: Array<Scalars['ID']['output']>;
};

/** endSession was called, in this tab or another. */
export type SessionDeleted = {
  __typename?: 'SessionDeleted';
  /** The id that it had. */
  sessionId: Scalars['ID']['output'];
};

/** Something that happened in the session. */
export type SessionEvent = SessionAnswerEnded | SessionAnswerStarted | SessionAnswersDeleted | SessionDeleted | SessionExpired | SessionExpiring | SessionRenewed | VideoRemoved | VideoUpdated;

/** The session has expired: nothing in it can be read any more. */
export type SessionExpired = {
  __typename?: 'SessionExpired';
  /** The id that it had. */
  sessionId: Scalars['ID']['output'];
};

/** Two minutes are left until `Session.expiresAt`, or fewer where the stream begins later. */
export type SessionExpiring = {
  __typename?: 'SessionExpiring';
  /** The session, with the time at which it expires. */
  session: Session;
};

/** What `Mutation.session` gives. */
export type SessionPayload = {
  __typename?: 'SessionPayload';
  /** Whether the session was made by this call. */
  created: Scalars['Boolean']['output'];
  /** The session of the token, or the new one. */
  session: Session;
  /** The bearer token: 256 random bits, stored only as a hash. The session's id is no secret, and no credential. */
  token: Scalars['String']['output'];
};

/** Use has moved `Session.expiresAt`; sent at most once a minute. */
export type SessionRenewed = {
  __typename?: 'SessionRenewed';
  /** The session, with its new time. */
  session: Session;
};

/**
 * What a caller may follow: over WebSocket (`graphql-transport-ws`), over `text/event-stream` or over
 * `multipart/mixed;subscriptionSpec=1.0`, all on `/graphql`.
 */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * One answer, from `after` (a cursor from an earlier event; default: its beginning), live or long finished, on any
   * replica. Apply AnswerDelta as text = text.slice(0, offset) + delta.text, AnswerCitation by number (replacing),
   * AnswerRestarted by clearing both: then a repeated, resumed or restarted stream needs no other care.
   * Completes only after a terminal event (AnswerCompleted, AnswerFailed, AnswerCancelled), which is sent again to whoever
   * resumes after it. Text that is replayed may arrive joined in fewer, larger deltas.
   * AnswerQueued, AnswerWaiting, AnswerInterrupted and AnswerResumed tell of the moment: they are not replayed once it has
   * passed, and their cursor is that of the event before them.
   * NOT_FOUND where the answer is not in the session; BAD_USER_INPUT for a cursor that is not of this answer.
   */
  answerEvents: AnswerEvent;
  /**
   * What happens in the session, whoever does it, beginning with each video and each RUNNING answer. Completes after
   * SessionExpired or SessionDeleted.
   */
  sessionEvents: SessionEvent;
  /** What happens to the session's videos, beginning with the present state of each. */
  videoEvents: VideoEvent;
};


/**
 * What a caller may follow: over WebSocket (`graphql-transport-ws`), over `text/event-stream` or over
 * `multipart/mixed;subscriptionSpec=1.0`, all on `/graphql`.
 */
export type SubscriptionAnswerEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};

/** One thing that the video says, with the place that it rests on. */
export type SummaryPoint = {
  __typename?: 'SummaryPoint';
  /** The words in the transcript. `number` counts the points from 1. */
  citation: Citation;
  /**
   * Plain text: the words of the citation, without "And so" and the like before them, or what a model wrote. Escape it
   * before you show it as HTML or Markdown.
   */
  text: Scalars['String']['output'];
};

/** What a model's provider counted. estimated: the provider did not say, as for cancelled answers. */
export type TokenUsage = {
  __typename?: 'TokenUsage';
  /** Tokens generated. */
  completionTokens: Scalars['Int']['output'];
  /** Counted by this server: the provider did not say. */
  estimated: Scalars['Boolean']['output'];
  /** Tokens sent. */
  promptTokens: Scalars['Int']['output'];
};

/** Where captions come from. */
export type TrackKind =
  /** Recognised by YouTube. */
  | 'AUTOMATIC'
  /** Written by people. */
  | 'MANUAL'
  /** Supplied by the client. */
  | 'UPLOADED';

/** How a supplied transcript is written. */
export type TranscriptFormat =
  /** Whichever of these the content is found to be. */
  | 'AUTO'
  /** SubViewer, as YouTube Studio exports it. */
  | 'SBV'
  /** SubRip. */
  | 'SRT'
  /**
   * Words with times, such as `[1:02]` or `0:15` before them, as YouTube's own transcript panel, meeting recorders and
   * speech recognisers write them; or without any times, which makes `Video.isTimed` false.
   */
  | 'TEXT'
  /** WebVTT. */
  | 'VTT';

/** One piece of what is said. */
export type TranscriptSegment = {
  __typename?: 'TranscriptSegment';
  /** Where it ends, in milliseconds. */
  endMs: Scalars['Int']['output'];
  /** Where it begins, in milliseconds. */
  startMs: Scalars['Int']['output'];
  /** The words. Plain text from outside: escape it before you show it as HTML or Markdown. */
  text: Scalars['String']['output'];
};

/** A video of the session, with its transcript. */
export type Video = {
  __typename?: 'Video';
  /** When it was added to the session. */
  addedAt: Scalars['DateTime']['output'];
  /** Whose channel it is on, as far as it is known. */
  author: Maybe<Scalars['String']['output']>;
  /**
   * What the video is about, part by part: in order and without gaps; empty until there is a transcript. Those of a video
   * that was added before this version come when it has been indexed again.
   */
  chapters: Array<Chapter>;
  /** The length in milliseconds; of the transcript, where the video's own is not known. */
  durationMs: Maybe<Scalars['Int']['output']>;
  /** Why there is no transcript: for good where `status` is FAILED, for now where it is QUEUED. */
  failure: Maybe<VideoFailure>;
  /** Private to the session: another session that adds the same video has another id for it. */
  id: Scalars['ID']['output'];
  /**
   * false: the transcript came without times; all `startMs` and `endMs` of it are estimates, good for the order alone, and
   * its links open the video at its beginning.
   */
  isTimed: Scalars['Boolean']['output'];
  /** BCP 47 tag of the track in use. */
  language: Maybe<Scalars['String']['output']>;
  /** How many passages can be searched. */
  passageCount: Scalars['Int']['output'];
  /** 0 to 1 */
  progress: Scalars['Float']['output'];
  /** How far the transcript is. */
  status: VideoStatus;
  /**
   * Questions that this video answers, tried before they are shown, the best first; fewer where not so many hold, none until
   * the video is READY. They are made at ingest from sentences of the transcript by rule, ranked, and the best of them run
   * through search (overgenerate and rank: Heilman and Smith, Good Question!, NAACL 2010): those stay whose answer in this
   * video alone is SURE with some to spare, and begins in the chapter that the question came from. No two are made by one
   * pattern. Once an `ask` about the whole video has had a model suggest some, those whose answer is SURE come before them.
   * Those of a video that was added before this version come when it has been indexed again. BAD_USER_INPUT for another
   * number than 1 to 10.
   */
  suggestedQuestions: Array<Scalars['String']['output']>;
  /**
   * The main points in the order of time, about one a chapter; empty until the video is READY. Those made at ingest are 20
   * at most, each a sentence of the transcript, or two: of those that can be read alone, the nearest to the centroid of
   * what its chapter says (Radev et al. 2004). Reading it never calls a model: once an `ask` about the whole video has had
   * a model write them, they are these. Those of a video that was added before this version come when it has been indexed
   * again.
   */
  summary: Array<SummaryPoint>;
  /** A still of the video. */
  thumbnailUrl: Maybe<Scalars['URL']['output']>;
  /** The video's title, as far as it is known. Plain text from outside: escape it before you show it as HTML or Markdown. */
  title: Maybe<Scalars['String']['output']>;
  /** Who made the captions in use. */
  track: Maybe<TrackKind>;
  /**
   * What is said, in order. Without arguments all of it. RESPONSE_TOO_LARGE where the response would have more than 4 MB:
   * ask for a part.
   */
  transcript: Array<TranscriptSegment>;
  /** Where to watch it. null for an uploaded transcript without a URL. */
  url: Maybe<Scalars['URL']['output']>;
  /** YouTube's id of the video. null for an uploaded transcript without a URL. */
  youtubeId: Maybe<Scalars['String']['output']>;
};


/** A video of the session, with its transcript. */
export type VideoSuggestedQuestionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A video of the session, with its transcript. */
export type VideoTranscriptArgs = {
  fromMs?: InputMaybe<Scalars['Int']['input']>;
  toMs?: InputMaybe<Scalars['Int']['input']>;
};

/** Something that happened to a video of the session. */
export type VideoEvent = VideoRemoved | VideoUpdated;

/** Why a transcript could not be had. */
export type VideoFailure = {
  __typename?: 'VideoFailure';
  /** For LANGUAGE_UNAVAILABLE: what there is, as BCP 47 tags. */
  availableLanguages: Array<Scalars['String']['output']>;
  /** What kind of refusal it is. */
  code: VideoFailureCode;
  /** What happened and what to do, for the person who added the video. */
  message: Scalars['String']['output'];
  /** What the person can do about it. */
  remedy: Remedy;
  /** When the server tries again by itself; null: it does not. */
  retryAt: Maybe<Scalars['DateTime']['output']>;
};

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

/** A video left the session. */
export type VideoRemoved = {
  __typename?: 'VideoRemoved';
  /** The id that it had. */
  videoId: Scalars['ID']['output'];
};

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

/** A video was added or changed; also sent for each video at the beginning of the stream. */
export type VideoUpdated = {
  __typename?: 'VideoUpdated';
  /** The video as it is now. */
  video: Video;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SessionEvent:
    | ( Omit<SessionAnswerEnded, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'SessionAnswerEnded' } )
    | ( Omit<SessionAnswerStarted, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'SessionAnswerStarted' } )
    | ( SessionAnswersDeleted & { __typename: 'SessionAnswersDeleted' } )
    | ( SessionDeleted & { __typename: 'SessionDeleted' } )
    | ( SessionExpired & { __typename: 'SessionExpired' } )
    | ( Omit<SessionExpiring, 'session'> & { session: _RefType['Session'] } & { __typename: 'SessionExpiring' } )
    | ( Omit<SessionRenewed, 'session'> & { session: _RefType['Session'] } & { __typename: 'SessionRenewed' } )
    | ( VideoRemoved & { __typename: 'VideoRemoved' } )
    | ( Omit<VideoUpdated, 'video'> & { video: _RefType['Video'] } & { __typename: 'VideoUpdated' } )
  ;
  VideoEvent:
    | ( VideoRemoved & { __typename: 'VideoRemoved' } )
    | ( Omit<VideoUpdated, 'video'> & { video: _RefType['Video'] } & { __typename: 'VideoUpdated' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  AnswerEvent:
    | ( Omit<AnswerCancelled, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'AnswerCancelled' } )
    | ( Omit<AnswerCitation, 'citation'> & { citation: _RefType['Citation'] } & { __typename: 'AnswerCitation' } )
    | ( Omit<AnswerCompleted, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'AnswerCompleted' } )
    | ( AnswerDelta & { __typename: 'AnswerDelta' } )
    | ( Omit<AnswerFailed, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'AnswerFailed' } )
    | ( AnswerInterrupted & { __typename: 'AnswerInterrupted' } )
    | ( AnswerQueued & { __typename: 'AnswerQueued' } )
    | ( AnswerRestarted & { __typename: 'AnswerRestarted' } )
    | ( AnswerResumed & { __typename: 'AnswerResumed' } )
    | ( Omit<AnswerSources, 'passages'> & { passages: Array<_RefType['Passage']> } & { __typename: 'AnswerSources' } )
    | ( Omit<AnswerStarted, 'answer'> & { answer: _RefType['Answer'] } & { __typename: 'AnswerStarted' } )
    | ( Omit<AnswerWaiting, 'videos'> & { videos: Array<_RefType['Video']> } & { __typename: 'AnswerWaiting' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddPlaylistError: ResolverTypeWrapper<AddPlaylistError>;
  AddPlaylistErrorCode: AddPlaylistErrorCode;
  AddPlaylistPayload: ResolverTypeWrapper<Omit<AddPlaylistPayload, 'results'> & { results: Array<ResolversTypes['AddVideoResult']> }>;
  AddTranscriptInput: AddTranscriptInput;
  AddTranscriptPayload: ResolverTypeWrapper<Omit<AddTranscriptPayload, 'video'> & { video: ResolversTypes['Video'] }>;
  AddVideoError: ResolverTypeWrapper<AddVideoError>;
  AddVideoErrorCode: AddVideoErrorCode;
  AddVideoResult: ResolverTypeWrapper<Omit<AddVideoResult, 'video'> & { video?: Maybe<ResolversTypes['Video']> }>;
  AddVideosPayload: ResolverTypeWrapper<Omit<AddVideosPayload, 'results'> & { results: Array<ResolversTypes['AddVideoResult']> }>;
  Answer: ResolverTypeWrapper<AnswerEntity>;
  AnswerCancelled: ResolverTypeWrapper<Omit<AnswerCancelled, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  AnswerCitation: ResolverTypeWrapper<Omit<AnswerCitation, 'citation'> & { citation: ResolversTypes['Citation'] }>;
  AnswerCompleted: ResolverTypeWrapper<Omit<AnswerCompleted, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  AnswerConfidence: AnswerConfidence;
  AnswerConnection: ResolverTypeWrapper<AnswerPage>;
  AnswerDelta: ResolverTypeWrapper<AnswerDelta>;
  AnswerEdge: ResolverTypeWrapper<Omit<AnswerEdge, 'node'> & { node: ResolversTypes['Answer'] }>;
  AnswerEvent: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['AnswerEvent']>;
  AnswerFailed: ResolverTypeWrapper<Omit<AnswerFailed, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  AnswerFailure: ResolverTypeWrapper<AnswerFailure>;
  AnswerFailureCode: AnswerFailureCode;
  AnswerInterrupted: ResolverTypeWrapper<AnswerInterrupted>;
  AnswerQueued: ResolverTypeWrapper<AnswerQueued>;
  AnswerRestarted: ResolverTypeWrapper<AnswerRestarted>;
  AnswerResumed: ResolverTypeWrapper<AnswerResumed>;
  AnswerScope: AnswerScope;
  AnswerSources: ResolverTypeWrapper<Omit<AnswerSources, 'passages'> & { passages: Array<ResolversTypes['Passage']> }>;
  AnswerStarted: ResolverTypeWrapper<Omit<AnswerStarted, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  AnswerStatus: AnswerStatus;
  AnswerWaiting: ResolverTypeWrapper<Omit<AnswerWaiting, 'videos'> & { videos: Array<ResolversTypes['Video']> }>;
  AskAgainPayload: ResolverTypeWrapper<Omit<AskAgainPayload, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  AskPayload: ResolverTypeWrapper<Omit<AskPayload, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CancelAnswerPayload: ResolverTypeWrapper<Omit<CancelAnswerPayload, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  Chapter: ResolverTypeWrapper<Chapter>;
  ChapterSource: ChapterSource;
  Citation: ResolverTypeWrapper<StoredCitation>;
  ClearAnswersPayload: ResolverTypeWrapper<ClearAnswersPayload>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAnswerPayload: ResolverTypeWrapper<DeleteAnswerPayload>;
  DeletionReceipt: ResolverTypeWrapper<DeletionReceipt>;
  EndSessionPayload: ResolverTypeWrapper<EndSessionPayload>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passage: ResolverTypeWrapper<VideoPassage>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Remedy: Remedy;
  RemoveVideoPayload: ResolverTypeWrapper<RemoveVideoPayload>;
  SearchHit: ResolverTypeWrapper<VideoHit>;
  Server: ResolverTypeWrapper<Server>;
  ServerCapability: ServerCapability;
  ServerLimits: ResolverTypeWrapper<ServerLimits>;
  Session: ResolverTypeWrapper<SessionEntity>;
  SessionAnswerEnded: ResolverTypeWrapper<Omit<SessionAnswerEnded, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  SessionAnswerStarted: ResolverTypeWrapper<Omit<SessionAnswerStarted, 'answer'> & { answer: ResolversTypes['Answer'] }>;
  SessionAnswersDeleted: ResolverTypeWrapper<SessionAnswersDeleted>;
  SessionDeleted: ResolverTypeWrapper<SessionDeleted>;
  SessionEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SessionEvent']>;
  SessionExpired: ResolverTypeWrapper<SessionExpired>;
  SessionExpiring: ResolverTypeWrapper<Omit<SessionExpiring, 'session'> & { session: ResolversTypes['Session'] }>;
  SessionPayload: ResolverTypeWrapper<Omit<SessionPayload, 'session'> & { session: ResolversTypes['Session'] }>;
  SessionRenewed: ResolverTypeWrapper<Omit<SessionRenewed, 'session'> & { session: ResolversTypes['Session'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SummaryPoint: ResolverTypeWrapper<Omit<SummaryPoint, 'citation'> & { citation: ResolversTypes['Citation'] }>;
  TokenUsage: ResolverTypeWrapper<TokenUsage>;
  TrackKind: TrackKind;
  TranscriptFormat: TranscriptFormat;
  TranscriptSegment: ResolverTypeWrapper<TranscriptSegment>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Video: ResolverTypeWrapper<ListedVideo>;
  VideoEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['VideoEvent']>;
  VideoFailure: ResolverTypeWrapper<VideoFailure>;
  VideoFailureCode: VideoFailureCode;
  VideoRemoved: ResolverTypeWrapper<VideoRemoved>;
  VideoStatus: VideoStatus;
  VideoUpdated: ResolverTypeWrapper<Omit<VideoUpdated, 'video'> & { video: ResolversTypes['Video'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddPlaylistError: AddPlaylistError;
  AddPlaylistPayload: Omit<AddPlaylistPayload, 'results'> & { results: Array<ResolversParentTypes['AddVideoResult']> };
  AddTranscriptInput: AddTranscriptInput;
  AddTranscriptPayload: Omit<AddTranscriptPayload, 'video'> & { video: ResolversParentTypes['Video'] };
  AddVideoError: AddVideoError;
  AddVideoResult: Omit<AddVideoResult, 'video'> & { video?: Maybe<ResolversParentTypes['Video']> };
  AddVideosPayload: Omit<AddVideosPayload, 'results'> & { results: Array<ResolversParentTypes['AddVideoResult']> };
  Answer: AnswerEntity;
  AnswerCancelled: Omit<AnswerCancelled, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  AnswerCitation: Omit<AnswerCitation, 'citation'> & { citation: ResolversParentTypes['Citation'] };
  AnswerCompleted: Omit<AnswerCompleted, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  AnswerConnection: AnswerPage;
  AnswerDelta: AnswerDelta;
  AnswerEdge: Omit<AnswerEdge, 'node'> & { node: ResolversParentTypes['Answer'] };
  AnswerEvent: ResolversInterfaceTypes<ResolversParentTypes>['AnswerEvent'];
  AnswerFailed: Omit<AnswerFailed, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  AnswerFailure: AnswerFailure;
  AnswerInterrupted: AnswerInterrupted;
  AnswerQueued: AnswerQueued;
  AnswerRestarted: AnswerRestarted;
  AnswerResumed: AnswerResumed;
  AnswerSources: Omit<AnswerSources, 'passages'> & { passages: Array<ResolversParentTypes['Passage']> };
  AnswerStarted: Omit<AnswerStarted, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  AnswerWaiting: Omit<AnswerWaiting, 'videos'> & { videos: Array<ResolversParentTypes['Video']> };
  AskAgainPayload: Omit<AskAgainPayload, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  AskPayload: Omit<AskPayload, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  Boolean: Scalars['Boolean']['output'];
  CancelAnswerPayload: Omit<CancelAnswerPayload, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  Chapter: Chapter;
  Citation: StoredCitation;
  ClearAnswersPayload: ClearAnswersPayload;
  DateTime: Scalars['DateTime']['output'];
  DeleteAnswerPayload: DeleteAnswerPayload;
  DeletionReceipt: DeletionReceipt;
  EndSessionPayload: EndSessionPayload;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Passage: VideoPassage;
  Query: Record<PropertyKey, never>;
  RemoveVideoPayload: RemoveVideoPayload;
  SearchHit: VideoHit;
  Server: Server;
  ServerLimits: ServerLimits;
  Session: SessionEntity;
  SessionAnswerEnded: Omit<SessionAnswerEnded, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  SessionAnswerStarted: Omit<SessionAnswerStarted, 'answer'> & { answer: ResolversParentTypes['Answer'] };
  SessionAnswersDeleted: SessionAnswersDeleted;
  SessionDeleted: SessionDeleted;
  SessionEvent: ResolversUnionTypes<ResolversParentTypes>['SessionEvent'];
  SessionExpired: SessionExpired;
  SessionExpiring: Omit<SessionExpiring, 'session'> & { session: ResolversParentTypes['Session'] };
  SessionPayload: Omit<SessionPayload, 'session'> & { session: ResolversParentTypes['Session'] };
  SessionRenewed: Omit<SessionRenewed, 'session'> & { session: ResolversParentTypes['Session'] };
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SummaryPoint: Omit<SummaryPoint, 'citation'> & { citation: ResolversParentTypes['Citation'] };
  TokenUsage: TokenUsage;
  TranscriptSegment: TranscriptSegment;
  URL: Scalars['URL']['output'];
  Video: ListedVideo;
  VideoEvent: ResolversUnionTypes<ResolversParentTypes>['VideoEvent'];
  VideoFailure: VideoFailure;
  VideoRemoved: VideoRemoved;
  VideoUpdated: Omit<VideoUpdated, 'video'> & { video: ResolversParentTypes['Video'] };
};

export type AddPlaylistErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddPlaylistError'] = ResolversParentTypes['AddPlaylistError']> = {
  code?: Resolver<ResolversTypes['AddPlaylistErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['Remedy'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AddPlaylistPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddPlaylistPayload'] = ResolversParentTypes['AddPlaylistPayload']> = {
  error?: Resolver<Maybe<ResolversTypes['AddPlaylistError']>, ParentType, ContextType>;
  results?: Resolver<Array<ResolversTypes['AddVideoResult']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  videoCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AddTranscriptPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddTranscriptPayload'] = ResolversParentTypes['AddTranscriptPayload']> = {
  video?: Resolver<ResolversTypes['Video'], ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AddVideoErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddVideoError'] = ResolversParentTypes['AddVideoError']> = {
  code?: Resolver<ResolversTypes['AddVideoErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddVideoResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddVideoResult'] = ResolversParentTypes['AddVideoResult']> = {
  error?: Resolver<Maybe<ResolversTypes['AddVideoError']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType>;
};

export type AddVideosPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddVideosPayload'] = ResolversParentTypes['AddVideosPayload']> = {
  results?: Resolver<Array<ResolversTypes['AddVideoResult']>, ParentType, ContextType>;
};

export type AnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Answer'] = ResolversParentTypes['Answer']> = {
  citations?: Resolver<Array<ResolversTypes['Citation']>, ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['AnswerConfidence']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['AnswerFailure']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  followUps?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  grounded?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leftOut?: Resolver<Array<ResolversTypes['Video']>, ParentType, ContextType>;
  markdown?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['AnswerScope'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['Passage']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AnswerStatus'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['TokenUsage']>, ParentType, ContextType>;
  videoIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  wordsOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AnswerCancelledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerCancelled'] = ResolversParentTypes['AnswerCancelled']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerCitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerCitation'] = ResolversParentTypes['AnswerCitation']> = {
  citation?: Resolver<ResolversTypes['Citation'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerCompletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerCompleted'] = ResolversParentTypes['AnswerCompleted']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerConnection'] = ResolversParentTypes['AnswerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AnswerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AnswerDeltaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerDelta'] = ResolversParentTypes['AnswerDelta']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerEdge'] = ResolversParentTypes['AnswerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
};

export type AnswerEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerEvent'] = ResolversParentTypes['AnswerEvent']> = {
  __resolveType: TypeResolveFn<'AnswerCancelled' | 'AnswerCitation' | 'AnswerCompleted' | 'AnswerDelta' | 'AnswerFailed' | 'AnswerInterrupted' | 'AnswerQueued' | 'AnswerRestarted' | 'AnswerResumed' | 'AnswerSources' | 'AnswerStarted' | 'AnswerWaiting', ParentType, ContextType>;
};

export type AnswerFailedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerFailed'] = ResolversParentTypes['AnswerFailed']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failure?: Resolver<ResolversTypes['AnswerFailure'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerFailure'] = ResolversParentTypes['AnswerFailure']> = {
  code?: Resolver<ResolversTypes['AnswerFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AnswerInterruptedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerInterrupted'] = ResolversParentTypes['AnswerInterrupted']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerQueuedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerQueued'] = ResolversParentTypes['AnswerQueued']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerRestartedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerRestarted'] = ResolversParentTypes['AnswerRestarted']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerResumedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerResumed'] = ResolversParentTypes['AnswerResumed']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerSourcesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerSources'] = ResolversParentTypes['AnswerSources']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passages?: Resolver<Array<ResolversTypes['Passage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerStartedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerStarted'] = ResolversParentTypes['AnswerStarted']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnswerWaitingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerWaiting'] = ResolversParentTypes['AnswerWaiting']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  videos?: Resolver<Array<ResolversTypes['Video']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AskAgainPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AskAgainPayload'] = ResolversParentTypes['AskAgainPayload']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
};

export type AskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AskPayload'] = ResolversParentTypes['AskPayload']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
};

export type CancelAnswerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelAnswerPayload'] = ResolversParentTypes['CancelAnswerPayload']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
};

export type ChapterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Chapter'] = ResolversParentTypes['Chapter']> = {
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ChapterSource'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type CitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Citation'] = ResolversParentTypes['Citation']> = {
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isTimed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quote?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType>;
  videoTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClearAnswersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClearAnswersPayload'] = ResolversParentTypes['ClearAnswersPayload']> = {
  answerIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAnswerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteAnswerPayload'] = ResolversParentTypes['DeleteAnswerPayload']> = {
  answerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeletionReceiptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletionReceipt'] = ResolversParentTypes['DeletionReceipt']> = {
  answers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  passages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  videos?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EndSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionPayload'] = ResolversParentTypes['EndSessionPayload']> = {
  deleted?: Resolver<ResolversTypes['DeletionReceipt'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addPlaylist?: Resolver<ResolversTypes['AddPlaylistPayload'], ParentType, ContextType, RequireFields<MutationAddPlaylistArgs, 'first' | 'url'>>;
  addTranscript?: Resolver<ResolversTypes['AddTranscriptPayload'], ParentType, ContextType, RequireFields<MutationAddTranscriptArgs, 'input'>>;
  addVideos?: Resolver<ResolversTypes['AddVideosPayload'], ParentType, ContextType, RequireFields<MutationAddVideosArgs, 'urls'>>;
  ask?: Resolver<ResolversTypes['AskPayload'], ParentType, ContextType, RequireFields<MutationAskArgs, 'question'>>;
  askAgain?: Resolver<ResolversTypes['AskAgainPayload'], ParentType, ContextType, RequireFields<MutationAskAgainArgs, 'id'>>;
  cancelAnswer?: Resolver<ResolversTypes['CancelAnswerPayload'], ParentType, ContextType, RequireFields<MutationCancelAnswerArgs, 'id'>>;
  clearAnswers?: Resolver<ResolversTypes['ClearAnswersPayload'], ParentType, ContextType>;
  deleteAnswer?: Resolver<ResolversTypes['DeleteAnswerPayload'], ParentType, ContextType, RequireFields<MutationDeleteAnswerArgs, 'id'>>;
  endSession?: Resolver<ResolversTypes['EndSessionPayload'], ParentType, ContextType>;
  removeVideo?: Resolver<ResolversTypes['RemoveVideoPayload'], ParentType, ContextType, RequireFields<MutationRemoveVideoArgs, 'id'>>;
  session?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, Partial<MutationSessionArgs>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PassageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passage'] = ResolversParentTypes['Passage']> = {
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  video?: Resolver<ResolversTypes['Video'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  answer?: Resolver<Maybe<ResolversTypes['Answer']>, ParentType, ContextType, RequireFields<QueryAnswerArgs, 'id'>>;
  search?: Resolver<Array<ResolversTypes['SearchHit']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query'>>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  video?: Resolver<Maybe<ResolversTypes['Video']>, ParentType, ContextType, RequireFields<QueryVideoArgs, 'id'>>;
};

export type RemoveVideoPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveVideoPayload'] = ResolversParentTypes['RemoveVideoPayload']> = {
  videoId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  passage?: Resolver<ResolversTypes['Passage'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  wordsOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Server'] = ResolversParentTypes['Server']> = {
  answeringModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  capabilities?: Resolver<Array<ResolversTypes['ServerCapability']>, ParentType, ContextType>;
  embeddingModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isExtractive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['ServerLimits'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ServerLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerLimits'] = ResolversParentTypes['ServerLimits']> = {
  questionChars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sessionMaxHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sessionMinutes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  transcriptBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  videosPerSession?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  answers?: Resolver<ResolversTypes['AnswerConnection'], ParentType, ContextType, RequireFields<SessionAnswersArgs, 'last'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  renewableUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  videos?: Resolver<Array<ResolversTypes['Video']>, ParentType, ContextType>;
};

export type SessionAnswerEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionAnswerEnded'] = ResolversParentTypes['SessionAnswerEnded']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionAnswerStartedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionAnswerStarted'] = ResolversParentTypes['SessionAnswerStarted']> = {
  answer?: Resolver<ResolversTypes['Answer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionAnswersDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionAnswersDeleted'] = ResolversParentTypes['SessionAnswersDeleted']> = {
  answerIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionDeleted'] = ResolversParentTypes['SessionDeleted']> = {
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEvent'] = ResolversParentTypes['SessionEvent']> = {
  __resolveType: TypeResolveFn<'SessionAnswerEnded' | 'SessionAnswerStarted' | 'SessionAnswersDeleted' | 'SessionDeleted' | 'SessionExpired' | 'SessionExpiring' | 'SessionRenewed' | 'VideoRemoved' | 'VideoUpdated', ParentType, ContextType>;
};

export type SessionExpiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionExpired'] = ResolversParentTypes['SessionExpired']> = {
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionExpiringResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionExpiring'] = ResolversParentTypes['SessionExpiring']> = {
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionPayload'] = ResolversParentTypes['SessionPayload']> = {
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionRenewedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionRenewed'] = ResolversParentTypes['SessionRenewed']> = {
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  answerEvents?: SubscriptionResolver<ResolversTypes['AnswerEvent'], "answerEvents", ParentType, ContextType, RequireFields<SubscriptionAnswerEventsArgs, 'id'>>;
  sessionEvents?: SubscriptionResolver<ResolversTypes['SessionEvent'], "sessionEvents", ParentType, ContextType>;
  videoEvents?: SubscriptionResolver<ResolversTypes['VideoEvent'], "videoEvents", ParentType, ContextType>;
};

export type SummaryPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SummaryPoint'] = ResolversParentTypes['SummaryPoint']> = {
  citation?: Resolver<ResolversTypes['Citation'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenUsageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenUsage'] = ResolversParentTypes['TokenUsage']> = {
  completionTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  estimated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  promptTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TranscriptSegmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TranscriptSegment'] = ResolversParentTypes['TranscriptSegment']> = {
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type VideoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Video'] = ResolversParentTypes['Video']> = {
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chapters?: Resolver<Array<ResolversTypes['Chapter']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['VideoFailure']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTimed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  passageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['VideoStatus'], ParentType, ContextType>;
  suggestedQuestions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType, RequireFields<VideoSuggestedQuestionsArgs, 'first'>>;
  summary?: Resolver<Array<ResolversTypes['SummaryPoint']>, ParentType, ContextType>;
  thumbnailUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  track?: Resolver<Maybe<ResolversTypes['TrackKind']>, ParentType, ContextType>;
  transcript?: Resolver<Array<ResolversTypes['TranscriptSegment']>, ParentType, ContextType, RequireFields<VideoTranscriptArgs, 'fromMs'>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  youtubeId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VideoEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VideoEvent'] = ResolversParentTypes['VideoEvent']> = {
  __resolveType: TypeResolveFn<'VideoRemoved' | 'VideoUpdated', ParentType, ContextType>;
};

export type VideoFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VideoFailure'] = ResolversParentTypes['VideoFailure']> = {
  availableLanguages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['VideoFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['Remedy'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type VideoRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VideoRemoved'] = ResolversParentTypes['VideoRemoved']> = {
  videoId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VideoUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VideoUpdated'] = ResolversParentTypes['VideoUpdated']> = {
  video?: Resolver<ResolversTypes['Video'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AddPlaylistError?: AddPlaylistErrorResolvers<ContextType>;
  AddPlaylistPayload?: AddPlaylistPayloadResolvers<ContextType>;
  AddTranscriptPayload?: AddTranscriptPayloadResolvers<ContextType>;
  AddVideoError?: AddVideoErrorResolvers<ContextType>;
  AddVideoResult?: AddVideoResultResolvers<ContextType>;
  AddVideosPayload?: AddVideosPayloadResolvers<ContextType>;
  Answer?: AnswerResolvers<ContextType>;
  AnswerCancelled?: AnswerCancelledResolvers<ContextType>;
  AnswerCitation?: AnswerCitationResolvers<ContextType>;
  AnswerCompleted?: AnswerCompletedResolvers<ContextType>;
  AnswerConnection?: AnswerConnectionResolvers<ContextType>;
  AnswerDelta?: AnswerDeltaResolvers<ContextType>;
  AnswerEdge?: AnswerEdgeResolvers<ContextType>;
  AnswerEvent?: AnswerEventResolvers<ContextType>;
  AnswerFailed?: AnswerFailedResolvers<ContextType>;
  AnswerFailure?: AnswerFailureResolvers<ContextType>;
  AnswerInterrupted?: AnswerInterruptedResolvers<ContextType>;
  AnswerQueued?: AnswerQueuedResolvers<ContextType>;
  AnswerRestarted?: AnswerRestartedResolvers<ContextType>;
  AnswerResumed?: AnswerResumedResolvers<ContextType>;
  AnswerSources?: AnswerSourcesResolvers<ContextType>;
  AnswerStarted?: AnswerStartedResolvers<ContextType>;
  AnswerWaiting?: AnswerWaitingResolvers<ContextType>;
  AskAgainPayload?: AskAgainPayloadResolvers<ContextType>;
  AskPayload?: AskPayloadResolvers<ContextType>;
  CancelAnswerPayload?: CancelAnswerPayloadResolvers<ContextType>;
  Chapter?: ChapterResolvers<ContextType>;
  Citation?: CitationResolvers<ContextType>;
  ClearAnswersPayload?: ClearAnswersPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteAnswerPayload?: DeleteAnswerPayloadResolvers<ContextType>;
  DeletionReceipt?: DeletionReceiptResolvers<ContextType>;
  EndSessionPayload?: EndSessionPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passage?: PassageResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveVideoPayload?: RemoveVideoPayloadResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  Server?: ServerResolvers<ContextType>;
  ServerLimits?: ServerLimitsResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionAnswerEnded?: SessionAnswerEndedResolvers<ContextType>;
  SessionAnswerStarted?: SessionAnswerStartedResolvers<ContextType>;
  SessionAnswersDeleted?: SessionAnswersDeletedResolvers<ContextType>;
  SessionDeleted?: SessionDeletedResolvers<ContextType>;
  SessionEvent?: SessionEventResolvers<ContextType>;
  SessionExpired?: SessionExpiredResolvers<ContextType>;
  SessionExpiring?: SessionExpiringResolvers<ContextType>;
  SessionPayload?: SessionPayloadResolvers<ContextType>;
  SessionRenewed?: SessionRenewedResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SummaryPoint?: SummaryPointResolvers<ContextType>;
  TokenUsage?: TokenUsageResolvers<ContextType>;
  TranscriptSegment?: TranscriptSegmentResolvers<ContextType>;
  URL?: GraphQLScalarType;
  Video?: VideoResolvers<ContextType>;
  VideoEvent?: VideoEventResolvers<ContextType>;
  VideoFailure?: VideoFailureResolvers<ContextType>;
  VideoRemoved?: VideoRemovedResolvers<ContextType>;
  VideoUpdated?: VideoUpdatedResolvers<ContextType>;
};

