import type { Candidates } from "../candidates/candidate.ts";
import { greatest, sum as sumOf } from "../../text/sum.ts";
import type { ScoredWindow } from "../rank/rank-options.ts";
import type { RankedWindows } from "../rank/ranked-windows.ts";
import type { AnswerabilityFeatures } from "./features.ts";

/** A question in the language of the best window. */
export type Asked = {
  text: string;
  /** The numbers of the question's words, and of its terms with repeats. */
  words: number;
  length: number;
  /** Each term once: its weight in these transcripts, how much it counts in any, and how many passages hold it. */
  terms: { weight: number; counts: number; passages: number }[];
  english: boolean;
};

export type Searched = {
  corpus: Candidates["corpus"];
  /** The number of videos searched. */
  videos: number;
  /** Whether the encoder reads the language of the best window. */
  read: boolean;
};

/** BM25 of a term approaches its weight times this, the more often it occurs. */
const MOST_BM25 = 1.9;

/** The features of an answer's chance, from windows sorted best first. */
export function measureAnswerability(
  windows: ScoredWindow[],
  best: RankedWindows["best"],
  asked: Asked,
  searched: Searched,
): AnswerabilityFeatures {
  const { terms } = asked;
  const total = sumOf(terms.map(({ weight }) => weight)) || 1;
  const missingTermShare = terms.filter(({ passages }) => passages === 0);
  return {
    videoMargin: videoMargin(windows, searched.videos),
    context1: (best.context1 / total / MOST_BM25) * Math.log(1 + terms.length),
    pairs: Math.log(1 + best.pairs) / 4,
    phrases: Math.log(1 + best.phrases) / 4,
    numbers: windows[0]?.features.numbers ?? 0,
    missingTermShare: sumOf(missingTermShare.map(({ weight }) => weight)) / total,
    fillerShare: sumOf(terms.map(({ counts }) => 1 - counts)) / Math.max(1, terms.length),
    terms: Math.log(1 + terms.length),
    repeats: Math.log((1 + asked.length) / (1 + terms.length)),
    words: Math.log(1 + asked.words),
    questionMark: /[?？؟]/u.test(asked.text) ? 1 : 0,
    ...vectorFeatures(windows, searched),
    otherLanguage: asked.english ? 0 : 1,
  };
}

/** Videos are compared by so many of the best windows. */
const COMPARED_WINDOWS = 40;
/** The margin of a video that is alone, chosen so that an answerability of 0.5 means the same for it. */
const SINGLE_VIDEO_MARGIN = 0.5;
/** Each of fewer videos counts for more, so that 0.5 means the same: the best of few others is further behind. */
const MANY_VIDEOS = 15;

/** The share of the best video in the exponentials of half the score of each video's best window. */
function videoMargin(windows: ScoredWindow[], videos: number): number {
  if (videos < 2) return SINGLE_VIDEO_MARGIN;
  const scores = new Map<string, number>();
  for (const { candidate, score } of windows.slice(0, COMPARED_WINDOWS)) {
    const { transcriptId } = candidate.passage;
    if (!scores.has(transcriptId)) scores.set(transcriptId, score);
  }
  const [top = 0, ...others] = scores.values();
  const behind = sumOf(others.map((score) => Math.exp((score - top) / 2)));
  return 1 / (1 + behind * Math.cbrt(Math.max(1, MANY_VIDEOS / videos)));
}

type VectorFeatures = Pick<AnswerabilityFeatures, "nearest" | "video" | "videoAhead">;

const VIDEO_WINDOWS = 5;

function vectorFeatures(windows: ScoredWindow[], { corpus, videos, read }: Searched): VectorFeatures {
  const { cosineBest, cosineMean, cosineDeviation } = corpus;
  if (!read || cosineDeviation === 0) return { nearest: undefined, video: undefined, videoAhead: undefined };
  const cosines = new Map<string, number[]>();
  for (const { candidate, window } of windows) {
    const { transcriptId } = candidate.passage;
    const cosine = candidate.windows[window]!.cosine ?? cosineMean;
    const ofVideo = cosines.get(transcriptId);
    if (ofVideo) ofVideo.push(cosine);
    else cosines.set(transcriptId, [cosine]);
  }
  const [top = cosineMean, ...others] = [...cosines.values()].map((ofVideo) => {
    const nearest = ofVideo.toSorted((one, other) => other - one).slice(0, VIDEO_WINDOWS);
    return sumOf(nearest) / nearest.length;
  });
  const next = others.length === 0 ? cosineMean : greatest(others);
  return {
    nearest: cosineBest,
    video: top,
    videoAhead: videos < 2 ? undefined : (top - next) / cosineDeviation,
  };
}
