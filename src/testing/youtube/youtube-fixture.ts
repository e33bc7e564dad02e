import { afterEach, beforeEach } from "vitest";
import { TranscriptError } from "../../youtube/transcript-failure.ts";
import { createYouTube, type YouTube, type YouTubeOptions } from "../../youtube/youtube.ts";
import type { VideoBehaviour } from "./youtube-behaviour.ts";
import { startYouTubeServer, type YouTubeServer } from "./youtube-server.ts";

type Closable = { close: () => Promise<void> };

/** The id of the one video that these tests fetch. */
export const VIDEO_ID = "dQw4w9WgXcQ";

/** Gives each test of a file its own stand-in YouTube and edges to it, and closes them after it. */
export function useYouTube() {
  let server: YouTubeServer;
  let opened: Closable[] = [];
  beforeEach(async () => {
    server = await startYouTubeServer();
    opened = [server];
  });
  afterEach(async () => {
    for (const one of opened.toReversed()) await one.close();
  });

  /** Closes it after the test. */
  function track<Opened extends Closable>(one: Opened): Opened {
    opened.push(one);
    return one;
  }

  function open(options: YouTubeOptions = {}): YouTube {
    return track(createYouTube({ baseUrl: server.url, timeoutMs: 2_000, random: () => 0, ...options }));
  }

  function fetchVideo(
    behaviour: VideoBehaviour,
    { youtube = open(), language = null }: { youtube?: YouTube; language?: string | null } = {},
  ) {
    server.setVideo(VIDEO_ID, behaviour);
    return youtube.fetchTranscript({ youtubeId: VIDEO_ID, language }, new AbortController().signal);
  }

  /** The formats of captions that were asked for, in order. */
  const formatsAsked = (): (string | null)[] =>
    server.requests
      .filter(({ kind }) => kind === "captions")
      .map(({ url }) => new URL(url).searchParams.get("fmt"));

  return {
    get server() {
      return server;
    },
    track,
    open,
    fetchVideo,
    formatsAsked,
  };
}

/** The refusal that a fetch ends with. */
export async function refusalOf(promise: Promise<unknown>): Promise<TranscriptError> {
  const error = await promise.then(
    () => new Error("nothing was refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof TranscriptError) return error;
  throw error;
}
