import type { AnswerLog } from "../answers/log/log.ts";
import type { Answers } from "../answers/answers.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { SessionSearch } from "../search/session-search.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { ReadUpload } from "../transcripts/uploads.ts";
import type { Videos } from "../videos/videos.ts";
import type { CheckQuestion } from "./inputs.ts";
import type { Session } from "../sessions/session.ts";
import DataLoader from "dataloader";
import { bearerToken } from "../sessions/tokens.ts";
import type { Cue } from "../captions/cue.ts";
import { readCuesOf } from "../transcripts/read-transcript.ts";
import type { Video, VideoPassage } from "../videos/video.ts";
import type { ServerInfo } from "./server-info.ts";

/** Transcripts whose cues are read at once: each may be megabytes, parsed in one go. */
const TRANSCRIPTS_PER_READ = 4;

/** The services that resolvers and transports call. */
export type ApiServices = {
  database: Database;
  bus: Bus;
  metrics: Metrics;
  sessions: Sessions;
  sessionEnds: SessionEnds;
  videos: Videos;
  readUpload: ReadUpload;
  search: SessionSearch;
  log: AnswerLog;
  answers: Answers;
  checkQuestion: CheckQuestion;
  serverInfo: ServerInfo;
};

/**
 * What resolvers are given: the same for every transport, one for each operation. A class without private fields, since
 * Apollo Server hands resolvers a shallow clone.
 */
export class Context {
  readonly services: ApiServices;
  /** The token of the Authorization header, or of a WebSocket's connectionParams. */
  readonly token: string | null;
  /** The cursor of a Last-Event-ID header, which stands above a subscription's own `after`. */
  resumeAfter: string | null = null;
  private authorized: Session | null = null;
  private sessionVideos: Promise<Map<string, Video>> | null = null;
  private passageLoader: DataLoader<string, VideoPassage | null> | null = null;
  private cueLoader: DataLoader<string, Cue[]> | null = null;

  /** `authorization` is what the transport found: an Authorization header's value, or nothing. */
  constructor(services: ApiServices, authorization: unknown) {
    this.services = services;
    this.token = bearerToken(authorization);
  }

  /** Finds the session of the token, before each root field. Throws UNAUTHENTICATED or SESSION_EXPIRED. */
  async authorize(): Promise<void> {
    const { sessions, sessionEnds } = this.services;
    this.setSession(sessionEnds.shared(await sessions.authorize(this.token)));
  }

  /** The session becomes the caller's; what was read in another is forgotten. */
  setSession(session: Session): void {
    if (session.id !== this.authorized?.id) this.clearCache();
    this.authorized = session;
  }

  /** The caller's session. Every root field but Query.server and Mutation.session has it. */
  get session(): Session {
    if (!this.authorized)
      throw new Error("A resolver needs the session of an operation that was not authorized");
    return this.authorized;
  }

  /** The session, or null where no root field has been authorized yet. */
  get optionalSession(): Session | null {
    return this.authorized;
  }

  /** The session's videos by id, read once an operation, or once an event of a subscription, as all that follows. */
  videos(): Promise<Map<string, Video>> {
    const { session, services } = this;
    this.sessionVideos ??= services.videos
      .list(session)
      .then((list) => new Map(list.map((video) => [video.id, video])));
    return this.sessionVideos;
  }

  /** The passages of these ids that the session's videos still have, in the order of the ids. */
  async passages(ids: string[]): Promise<VideoPassage[]> {
    this.passageLoader ??= new DataLoader(async (wanted: readonly string[]) => {
      const videos = [...(await this.videos()).values()];
      const found = await this.services.search.passages(videos, [...wanted]);
      const byId = new Map(found.map((passage) => [passage.id, passage]));
      return wanted.map((id) => byId.get(id) ?? null);
    });
    const passages = await Promise.all(ids.map((id) => this.passageLoader!.load(id)));
    return passages.filter((passage) => passage !== null);
  }

  /** The cues of a transcript, in order. */
  cues(transcriptId: string): Promise<Cue[]> {
    this.cueLoader ??= new DataLoader((ids: readonly string[]) => readCuesOf(this.services.database, ids), {
      maxBatchSize: TRANSCRIPTS_PER_READ,
    });
    return this.cueLoader.load(transcriptId);
  }

  /** Forgets what was read: called before each mutation, and after each event of a subscription. */
  clearCache(): void {
    this.sessionVideos = null;
    this.passageLoader = null;
    this.cueLoader = null;
  }
}
