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

/**
 * Reads `transcripts.jsonl.gz` and `questions.jsonl.gz` from a folder. Cues are normalised as those of YouTube are, when
 * they are first read: most tracks are in no session.
 */
export async function readData(folder: string): Promise<Data> {
  const transcripts = await readLines(`${folder}/transcripts.jsonl.gz`, trackOf);
  const questions = await readLines(`${folder}/questions.jsonl.gz`, questionOf);
  // The first of several tracks of a video in one language, since a session holds one.
  const first = new Map(transcripts.toReversed().map((track) => [trackKey(track), track]));
  return { tracks: [...first.values()], questions };
}

function trackOf(text: string): Track {
  const { video_id: videoId, lang: language, title } = JSON.parse(text) as TranscriptLine;
  let cues: Cue[] | undefined;
  const readCues = () =>
    normalizeCues(
      (JSON.parse(text) as TranscriptLine).segments.map(([startMs, durationMs, words]) => ({
        startMs,
        endMs: startMs + durationMs,
        text: words,
      })),
    );
  return {
    videoId,
    language,
    title,
    get cues() {
      return (cues ??= readCues());
    },
  };
}

function questionOf(text: string): Question {
  const line = JSON.parse(text) as QuestionLine;
  return {
    source: line.source,
    videoId: line.video_id,
    text: line.question,
    language: line.lang,
    gold: line.gold,
    anchored: line.anchored === true,
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

async function readLines<Item>(path: string, read: (line: string) => Item): Promise<Item[]> {
  const text = gunzipSync(await readFile(path)).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(read);
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
