import type { FileDecoder } from "../captions/encoding/decode-file.ts";
import type { AnswerLog } from "../answers/log/log.ts";
import type { Answers } from "../answers/answers.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import { runFor } from "../async/owner.ts";
import { currentFields, type LogFields } from "../observability/log-fields.ts";
import type { Client } from "../limits/client-keys.ts";
import type { LimitedAction } from "../limits/limits.ts";
import type { RateLimits } from "../limits/rate-limits.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { SessionSearch } from "../search/session-search.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { ReadUpload } from "../transcripts/uploads.ts";
import type { Videos } from "../videos/videos.ts";
import type { CheckQuestion } from "./inputs.ts";
import type { Session } from "../sessions/session.ts";
import DataLoader from "dataloader";
import { Cancellation } from "../async/cancellation.ts";
import { bearerToken } from "../sessions/tokens.ts";
import type { Cue } from "../captions/cue.ts";
import { readOverviewsOf, type Overview } from "../transcripts/overview.ts";
import { readCues } from "../search/index/read-cues.ts";
import type { Video, VideoPassage } from "../videos/video.ts";
import { ResponseSize } from "./execution/response-size.ts";
import type { ServerInfo } from "./server-info.ts";

/** Transcripts whose cues are read one after the other: of fifty, a dozen are read at a time. */
const TRANSCRIPTS_PER_READ = 4;

/** The services that resolvers and transports call. */
export type ApiServices = {
  database: Database;
  bus: Bus;
  metrics: Metrics;
  rateLimits: RateLimits;
  sessions: Sessions;
  sessionEnds: SessionEnds;
  videos: Videos;
  readUpload: ReadUpload;
  decodeFile: FileDecoder;
  search: SessionSearch;
  log: AnswerLog;
  answers: Answers;
  checkQuestion: CheckQuestion;
  serverInfo: ServerInfo;
};

/** Who sends an operation. */
export type Caller = {
  /** The value of an Authorization header, or whatever a client sent in its place. */
  authorization: unknown;
  /** The client's IP address. */
  address: string;
  /** Default: http. */
  transport?: Transport;
};

export type Transport = "http" | "websocket";

/**
 * The context that resolvers get, one for each operation, on every transport. The class has no fields private by `#`,
 * since Apollo Server hands resolvers a shallow clone.
 */
export class Context {
  readonly services: ApiServices;
  /** The token of the Authorization header, or of a WebSocket's connectionParams. */
  readonly token: string | null;
  /** The client's IP address. */
  readonly address: string;
  readonly transport: Transport;
  /** What log lines tell about the operation; its session once that is known. */
  readonly fields: LogFields = currentFields() ?? {};
  /** To be cancelled once nobody waits for the operation any more. What it has stored stays. */
  readonly cancellation = new Cancellation();
  /** Begins anew with each event of a subscription. */
  responseSize = new ResponseSize();
  /** The cursor of a Last-Event-ID header, which takes precedence over a subscription's `after`. */
  resumeAfter: string | null = null;
  private authorized: Session | null = null;
  private sessionVideos: Promise<Map<string, Video>> | null = null;
  private passageLoader: DataLoader<string, VideoPassage | null> | null = null;
  private cueLoader: DataLoader<string, Cue[]> | null = null;
  private overviewLoader: DataLoader<string, Overview> | null = null;

  constructor(services: ApiServices, { authorization, address, transport = "http" }: Caller) {
    this.services = services;
    this.token = bearerToken(authorization);
    this.address = address;
    this.transport = transport;
  }

  /** Finds the session of the token, before each root field, which is a use of it. Throws UNAUTHENTICATED or SESSION_EXPIRED. */
  async authorize(): Promise<void> {
    const { sessions, sessionEnds } = this.services;
    const session = await runFor(this.address, () => sessions.authorizeUse(this.token));
    this.setSession(sessionEnds.shared(session));
  }

  /** Makes a session the caller's, and forgets what was read in another. */
  setSession(session: Session): void {
    if (session.id !== this.authorized?.id) this.clearCache();
    this.authorized = session;
    this.fields.sessionId = session.id;
  }

  /** The caller's session, which every root field but Query.server and Mutation.session has. Throws where there is none. */
  get session(): Session {
    if (!this.authorized)
      throw new Error("A resolver needs the session of an operation that was not authorized");
    return this.authorized;
  }

  /** The session, or null where no root field has been authorized yet. */
  get optionalSession(): Session | null {
    return this.authorized;
  }

  /** Whom rate limits count. */
  get client(): Client {
    return { address: this.address, sessionId: this.authorized?.id ?? null };
  }

  /** Counts what the client is about to do. Rejects with RATE_LIMITED where it has done too much of it. */
  consume(action: LimitedAction, points = 1): Promise<void> {
    return this.services.rateLimits.consume(action, this.client, points);
  }

  /** The session's videos by id. They, and all below, are read once an operation, or once an event of a subscription. */
  videos(): Promise<Map<string, Video>> {
    const { session, services } = this;
    this.sessionVideos ??= runFor(session.id, () => services.videos.list(session)).then(
      (list) => new Map(list.map((video) => [video.id, video])),
    );
    return this.sessionVideos;
  }

  /** The passages of these ids that the session's videos still have, in the order of the ids. */
  async passages(ids: string[]): Promise<VideoPassage[]> {
    this.passageLoader ??= new DataLoader(async (wanted: readonly string[]) => {
      const videos = [...(await this.videos()).values()];
      const found = await runFor(this.session.id, () => this.services.search.passages(videos, [...wanted]));
      const byId = new Map(found.map((passage) => [passage.id, passage]));
      return wanted.map((id) => byId.get(id) ?? null);
    });
    const passages = await Promise.all(ids.map((id) => this.passageLoader!.load(id)));
    return passages.filter((passage) => passage !== null);
  }

  /** The cues of a transcript, in order. */
  async cues(transcriptId: string): Promise<Cue[]> {
    this.cueLoader ??= new DataLoader(
      async (ids: readonly string[]) => {
        const read: Cue[][] = [];
        for (const id of ids) {
          this.cancellation.throwIfCancelled();
          read.push(await runFor(this.session.id, () => readCues(this.services.database.fork(), id)));
        }
        return read;
      },
      { maxBatchSize: TRANSCRIPTS_PER_READ },
    );
    return this.cueLoader.load(transcriptId);
  }

  /** What a transcript says as a whole. */
  overview(transcriptId: string): Promise<Overview> {
    const { session, services } = this;
    this.overviewLoader ??= new DataLoader((ids: readonly string[]) =>
      runFor(session.id, () => readOverviewsOf(services.database, ids)),
    );
    return this.overviewLoader.load(transcriptId);
  }

  /** Forgets what was read. To be called before each mutation, and after each event of a subscription. */
  clearCache(): void {
    this.sessionVideos = null;
    this.passageLoader = null;
    this.cueLoader = null;
    this.overviewLoader = null;
  }
}
