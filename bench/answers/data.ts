import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Cue } from "../../src/transcripts/cue.ts";
import { normalizeCues } from "../../src/transcripts/formats/normalize.ts";

export type Track = { videoId: string; language: string; title: string | null; cues: Cue[] };

export type Question = {
  source: string;
  videoId: string;
  text: string;
  language: string;
  /** Where the answer is said: spans in milliseconds. */
  gold: [fromMs: number, toMs: number][];
};

export type Data = { tracks: Track[]; questions: Question[] };

/** Reads `transcripts.jsonl.gz` and `questions.jsonl.gz` from a folder; cues are normalised as all uploads are. */
export async function readData(folder: string): Promise<Data> {
  const transcripts = await readLines<TranscriptLine>(`${folder}/transcripts.jsonl.gz`);
  const questions = await readLines<QuestionLine>(`${folder}/questions.jsonl.gz`);
  return {
    tracks: transcripts.map(({ video_id: videoId, lang: language, title, segments }) => {
      const cues = segments.map(([startMs, lastsMs, text]) => ({ startMs, endMs: startMs + lastsMs, text }));
      return { videoId, language, title, cues: normalizeCues(cues) };
    }),
    questions: questions.map(({ source, video_id: videoId, question: text, lang: language, gold }) => ({
      source,
      videoId,
      text,
      language,
      gold,
    })),
  };
}

type TranscriptLine = {
  video_id: string;
  lang: string;
  title: string | null;
  segments: [startMs: number, lastsMs: number, text: string][];
};

type QuestionLine = {
  source: string;
  video_id: string;
  question: string;
  lang: string;
  gold: [fromMs: number, toMs: number][];
};

async function readLines<Line>(path: string): Promise<Line[]> {
  const lines = gunzipSync(await readFile(path))
    .toString("utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}
