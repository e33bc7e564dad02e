import { signal } from "@preact/signals";
import { ApiError } from "../api/api-error.ts";
import { TranscriptDocument, type VideoPartsFragment } from "../api/generated/graphql.ts";
import type { Http } from "../api/http.ts";
import { createConsent } from "./consent.ts";
import type { Quote, Segment } from "./transcript.ts";

export type Watched = {
  video: VideoPartsFragment;
  startMs: number;
  quote: Quote | undefined;
  /** Another for each jump, also to the same place. */
  jump: number;
};

export type Transcript =
  | { state: "loading" }
  | { state: "ready"; segments: readonly Segment[]; isPart: boolean }
  | { state: "failed"; message: string };

/** Of a transcript that is too long to be sent whole, this much is read around the place, in milliseconds. */
const PART_MS = 60 * 60_000;

/** The video that is being watched, at which place, and its transcript. */
export function createWatchStore({ http, onSessionOver }: { http: Http; onSessionOver: () => void }) {
  const watched = signal<Watched>();
  const transcript = signal<Transcript>({ state: "loading" });
  const consent = createConsent();
  let loaded: { id: string; fromMs: number; toMs: number } | undefined;
  let jumps = 0;

  async function load(video: VideoPartsFragment, startMs: number): Promise<void> {
    const isThere = loaded?.id === video.id && startMs >= loaded.fromMs && startMs <= loaded.toMs;
    if (isThere && transcript.peek().state === "ready") return;
    transcript.value = { state: "loading" };
    const isStill = () => watched.peek()?.video.id === video.id;
    try {
      const segments = await read(video.id, 0, null);
      if (isStill()) keep(video.id, segments, { fromMs: 0, toMs: Number.POSITIVE_INFINITY });
    } catch (error) {
      if (!isStill()) return;
      if (error instanceof ApiError && error.code === "RESPONSE_TOO_LARGE") return loadPart(video, startMs);
      fail(error);
    }
  }

  async function loadPart(video: VideoPartsFragment, startMs: number): Promise<void> {
    const fromMs = Math.max(0, startMs - PART_MS / 2);
    const toMs = startMs + PART_MS / 2;
    try {
      keep(video.id, await read(video.id, fromMs, toMs), { fromMs, toMs });
    } catch (error) {
      fail(error);
    }
  }

  async function read(id: string, fromMs: number, toMs: number | null): Promise<Segment[]> {
    const { video } = await http.request(TranscriptDocument, { id, fromMs: Math.floor(fromMs), toMs });
    if (!video) throw new ApiError("This video is no longer in your session.", "NOT_FOUND");
    return video.transcript;
  }

  function keep(id: string, segments: readonly Segment[], part: { fromMs: number; toMs: number }): void {
    loaded = { id, ...part };
    transcript.value = { state: "ready", segments, isPart: Number.isFinite(part.toMs) };
  }

  function fail(error: unknown): void {
    loaded = undefined;
    if (error instanceof ApiError && error.isSessionOver) onSessionOver();
    transcript.value = { state: "failed", message: error instanceof Error ? error.message : String(error) };
  }

  return {
    watched,
    transcript,
    consent,
    open(video: VideoPartsFragment, startMs: number, quote?: Quote): void {
      watched.value = { video, startMs, quote, jump: ++jumps };
      void load(video, startMs);
    },
    close: () => (watched.value = undefined),
    /** Closes it where it shows a video that is gone. */
    closeOf(id: string): void {
      if (loaded?.id === id) loaded = undefined;
      if (watched.peek()?.video.id === id) watched.value = undefined;
    },
  };
}

export type WatchStore = ReturnType<typeof createWatchStore>;
