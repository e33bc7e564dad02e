import type { FetchedTranscript, FetchTranscript } from "../../youtube/fetch-transcript.ts";

export type FakeTranscripts = {
  fetchTranscript: FetchTranscript;
  /** What was asked for, in order. */
  requests: { youtubeId: string; language: string | null }[];
};

/** In place of YouTube: a short transcript for each video, which names it. `before` may delay or refuse. */
export function createFakeTranscripts(
  before: (
    request: { youtubeId: string; language: string | null },
    signal: AbortSignal,
  ) => Promise<void> | void = () => {},
): FakeTranscripts {
  const requests: FakeTranscripts["requests"] = [];
  return {
    requests,
    async fetchTranscript(request, signal) {
      requests.push(request);
      await before(request, signal);
      signal.throwIfAborted();
      return fakeTranscript(request.youtubeId, request.language ?? "en");
    },
  };
}

export function fakeTranscript(youtubeId: string, language = "en"): FetchedTranscript {
  return {
    cues: [
      { startMs: 0, endMs: 4000, text: `This is the video that is called ${youtubeId}.` },
      { startMs: 4000, endMs: 9000, text: "Water boils at one hundred degrees." },
      { startMs: 9000, endMs: 15_000, text: "On a mountain it boils sooner, since the air is thin." },
    ],
    language,
    track: "MANUAL",
    title: `Title of ${youtubeId}`,
    author: "An author",
    thumbnailUrl: `https://i.ytimg.com/vi/${youtubeId}/hqdefault.jpg`,
    durationMs: 15_000,
    chapters: null,
  };
}

/** The n-th of many ids that look like YouTube's. */
export const fakeYouTubeId = (number: number): string => `fake_${String(number).padStart(6, "0")}`;

export const fakeUrl = (number: number): string => `https://www.youtube.com/watch?v=${fakeYouTubeId(number)}`;
