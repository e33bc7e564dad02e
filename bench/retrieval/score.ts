import type { Question } from "../eval-data.ts";

/** The part of a video that a result shows. */
export type Place = { videoId: string; startMs: number; endMs: number };

export type Score = {
  hit1: number;
  hit5: number;
  /** Reciprocal rank within ten results. */
  mrr: number;
  /** Whether the first result starts at most 15 s before a gold span and no later than its end. */
  land1: number;
  /** Seconds of speech that the five best results cover. */
  seconds: number;
};

const LANDS_BEFORE_MS = 15_000;

export function scoreOf({ videoId, gold }: Question, places: Place[]): Score {
  const hits = (place: Place) =>
    place.videoId === videoId && gold.some(([from, to]) => place.startMs < to && place.endMs > from);
  const rank = places.slice(0, 10).findIndex(hits);
  const first = places[0];
  const lands =
    first?.videoId === videoId &&
    gold.some(([from, to]) => first.startMs >= from - LANDS_BEFORE_MS && first.startMs <= to);
  return {
    hit1: rank === 0 ? 1 : 0,
    hit5: rank >= 0 && rank < 5 ? 1 : 0,
    mrr: rank < 0 ? 0 : 1 / (rank + 1),
    land1: lands ? 1 : 0,
    seconds: secondsCovered(places.slice(0, 5)),
  };
}

function secondsCovered(places: Place[]): number {
  const sorted = places.toSorted((one, other) => one.startMs - other.startMs);
  let covered = 0;
  const endOf = new Map<string, number>();
  for (const { videoId, startMs, endMs } of sorted) {
    const from = Math.max(startMs, endOf.get(videoId) ?? 0);
    covered += Math.max(0, endMs - from);
    endOf.set(videoId, Math.max(endMs, from));
  }
  return covered / 1000;
}
