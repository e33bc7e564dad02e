import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Cue } from "../src/captions/cue.ts";
import { normalizeCues } from "../src/captions/normalize/normalize.ts";
import { digest } from "./draw.ts";

export type Track = { videoId: string; language: string; title: string | null; cues: Cue[] };

export type Question = {
  source: string;
  videoId: string;
  text: string;
  language: string;
  /** The spans in which the answer is said, in milliseconds. */
  gold: [fromMs: number, toMs: number][];
  /** For viewers' comments: whether the comment names the time itself. */
  anchored: boolean;
};

export const trackKey = ({ videoId, language }: Pick<Track, "videoId" | "language">): string =>
  `${videoId}|${language}`;

export type Data = { tracks: Track[]; questions: Question[] };

/** Reads `transcripts.jsonl.gz` and `questions.jsonl.gz` from a folder, and normalises cues as those of YouTube are. */
export async function readData(folder: string): Promise<Data> {
  const transcripts = await readLines<TranscriptLine>(`${folder}/transcripts.jsonl.gz`);
  const questions = await readLines<QuestionLine>(`${folder}/questions.jsonl.gz`);
  // The first of several tracks of a video in one language, since a session holds one.
  const first = new Map(transcripts.toReversed().map((line) => [`${line.video_id}|${line.lang}`, line]));
  return {
    tracks: [...first.values()].map((line) => ({
      videoId: line.video_id,
      language: line.lang,
      title: line.title,
      cues: normalizeCues(
        line.segments.map(([startMs, durationMs, text]) => ({ startMs, endMs: startMs + durationMs, text })),
      ),
    })),
    questions: questions.map((line) => ({
      source: line.source,
      videoId: line.video_id,
      text: line.question,
      language: line.lang,
      gold: line.gold,
      anchored: line.anchored === true,
    })),
  };
}

type TranscriptLine = {
  video_id: string;
  lang: string;
  title: string | null;
  segments: [startMs: number, durationMs: number, text: string][];
};
type QuestionLine = {
  source: string;
  video_id: string;
  question: string;
  lang: string;
  gold: [number, number][];
  anchored?: boolean;
};

async function readLines<T>(path: string): Promise<T[]> {
  const text = gunzipSync(await readFile(path)).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** The half that a video belongs to for good: weights are chosen on one half, and numbers are reported on the other. */
export function halfOf(videoId: string): "tune" | "report" {
  return Number.parseInt(digest(`half:${videoId}`).slice(0, 2), 16) % 2 === 0 ? "tune" : "report";
}

export const VIDEOS_IN_SESSION = 20;

/**
 * The videos of the session that a question about `videoId` is asked in: that video first, then others in an order that
 * depends only on their ids and on `draw`. Videos that have a track in the language come first.
 */
export function sessionOf(videoId: string, tracks: Track[], language: string, draw = 0): Track[] {
  const byVideo = new Map<string, Track>();
  for (const track of tracks) {
    if (track.language === language || (track.language === "en" && !byVideo.has(track.videoId))) {
      byVideo.set(track.videoId, track);
    }
  }
  const gold = byVideo.get(videoId);
  if (gold === undefined) return [];
  const others = [...byVideo.values()]
    .filter((track) => track !== gold)
    .map((track) => ({
      track,
      key: `${track.language === language ? 0 : 1}${digest(`${videoId}|${track.videoId}${draw === 0 ? "" : `|${draw}`}`)}`,
    }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ track }) => track);
  return [gold, ...others.slice(0, VIDEOS_IN_SESSION - 1)];
}
