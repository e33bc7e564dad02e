import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { parseConfig } from "../../src/config.ts";
import { startServer } from "../../src/server.ts";
import type { Services } from "../../src/services.ts";
import type { ChatModel } from "../../src/models/chat.ts";
import { createTestClient } from "../../src/testing/client/test-client.ts";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import type { FetchTranscript } from "../../src/youtube/fetch-transcript.ts";
import { openEncoder } from "../encoders.ts";
import { trackKey, type Track } from "../eval-data.ts";
import { sessionVideos } from "../session-videos.ts";

export type EvalServerOptions = {
  /** The folder of cached vectors. */
  cache: string;
  /** What `addVideos` finds, in place of YouTube. */
  tracks?: Track[];
  asProvider?: boolean;
  /** Answers in place of quoted sentences. */
  chat?: ChatModel;
  promptTokens?: number;
};

/**
 * The server in this process with a new PGlite database, or the empty PostgreSQL of DATABASE_URL. It answers without a
 * model, unless one is given. `asProvider`: see `openEncoder`.
 */
export async function startEvalServer(options: EvalServerOptions) {
  const { cache, tracks = [], asProvider = false, chat = null, promptTokens } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-eval-"));
  const config = parseConfig({
    PORT: "0",
    LOG_LEVEL: "error",
    DATABASE_URL: process.env["DATABASE_URL"],
    DATA_DIR: join(dataDir, "database"),
    SESSION_EXPIRE_MINUTES: "1440",
    ...WITHOUT_RATE_LIMITS,
    PROMPT_MAX_TOKENS: promptTokens === undefined ? undefined : String(promptTokens),
  });
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const { model: embedding } = await openEncoder(cache, asProvider);
  const dependencies = { embedding, chat, fetchTranscript: fetchFrom(tracks) };
  const server = await startServer(config, logger, { dependencies });
  const client = createTestClient(server.url);
  const services: Services = server.services;

  return {
    client,
    services,
    engine: config.database.url === null ? "PGlite" : "PostgreSQL",
    /** Deletes the session's answers, so that the next question has no history. */
    async forgetAnswers(sessionId: string): Promise<void> {
      await services.database.fork().execute(`delete from answers where session_id = ?`, [sessionId]);
    },
    /** The chance of an answer that search tells for the session's videos. */
    async chanceOfAnswer(sessionId: string, question: string): Promise<number> {
      const videos = await sessionVideos(services.database, sessionId);
      return (await services.search.search(videos, question, { first: 10 })).answerability;
    },
    async close(): Promise<void> {
      await client.dispose();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type EvalServer = Awaited<ReturnType<typeof startEvalServer>>;

function fetchFrom(tracks: Track[]): FetchTranscript {
  const byKey = new Map(tracks.map((track) => [trackKey(track), track]));
  return async ({ youtubeId, language }) => {
    const { cues, title } = byKey.get(trackKey({ videoId: youtubeId, language: language ?? "en" }))!;
    const unknown = { author: null, thumbnailUrl: null, durationMs: null, chapters: null };
    return { cues, title, language: language ?? "en", track: "MANUAL", ...unknown };
  };
}
