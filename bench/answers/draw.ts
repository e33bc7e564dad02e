import { digest, spread } from "../draw.ts";
import type { Data, Question, Track } from "../eval-data.ts";

/** A question and the videos of the session that it is asked in. */
export type Case = {
  /** The question's source; where it is not in English, with its language: `chapters/de`. */
  source: string;
  question: Question;
  tracks: Track[];
  /** false: its video was left out, so that the right answer is a refusal. */
  isAnswerable: boolean;
};

export type DrawOptions = {
  /** Most questions of each source. */
  questions: number;
  /** Videos in a session. */
  videos: number;
  /** The share of questions whose video is left out. */
  unanswerable: number;
  /** Only these sources; one without a language stands for all of its languages. */
  sources: string[] | null;
};

/**
 * Draws the same cases from the same data every time, by digests of ids. The questions of a source are all about the
 * same `videos` videos, spread evenly over them, so that each video is embedded once.
 */
export function drawCases(data: Data, options: DrawOptions): Case[] {
  const bySource = Map.groupBy(data.questions, sourceOf);
  return [...bySource]
    .filter(([source]) => isWanted(source, options.sources))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([source, questions]) => casesOf(source, questions, data.tracks, options));
}

function casesOf(source: string, questions: Question[], tracks: Track[], options: DrawOptions): Case[] {
  const { language } = questions[0]!;
  const asked = new Set(questions.map(({ videoId }) => videoId));
  const rank = (track: Track) =>
    `${asked.has(track.videoId) ? 0 : 1}${track.language === language ? 0 : 1}${digest(track.videoId)}`;
  const chosen = [...trackOfEachVideo(tracks, language)]
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
    .slice(0, options.videos);
  const answerable = new Set(
    chosen.filter((track) => track.language === language).map(({ videoId }) => videoId),
  );
  return spread(questions.filter(({ videoId }) => answerable.has(videoId)))
    .slice(0, options.questions)
    .map((question, index) => {
      const isAnswerable =
        Math.floor((index + 1) * options.unanswerable) === Math.floor(index * options.unanswerable);
      const without = chosen.filter(({ videoId }) => videoId !== question.videoId);
      return { source, question, isAnswerable, tracks: isAnswerable ? chosen : without };
    });
}

const sourceOf = ({ source, language }: Question) => (language === "en" ? source : `${source}/${language}`);

const isWanted = (source: string, wanted: string[] | null) =>
  wanted === null || wanted.includes(source) || wanted.includes(source.split("/")[0]!);

/** The track in the language, else the English one. */
function trackOfEachVideo(tracks: Track[], language: string): Iterable<Track> {
  const chosen = new Map<string, Track>();
  for (const track of tracks) {
    if (track.language === language || (track.language === "en" && !chosen.has(track.videoId))) {
      chosen.set(track.videoId, track);
    }
  }
  return chosen.values();
}
