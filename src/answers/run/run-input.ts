import type { Video } from "../../videos/video.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";

const HISTORY_TURNS = 6;

export type RunInput = {
  question: string;
  /** The videos the question is about. */
  videos: Video[];
  history: CitedTurn[];
  /** How much of the text stands already, in UTF-16 code units. */
  keptLength: number;
};

/**
 * What a run is started with. Its input may still be loading; null: it waits for videos, and does not write.
 */
export type RunContext = { answer: AnswerToRun; input: Promise<RunInput> | null };

/** Reads what a run needs beside its answer and the videos of its session. */
export async function loadRunInput(
  answer: AnswerToRun,
  sessionVideos: Video[] | Promise<Video[]>,
  store: Pick<AnswerStore, "turnsBefore">,
): Promise<RunInput> {
  const [videos, history] = await Promise.all([sessionVideos, store.turnsBefore(answer, HISTORY_TURNS)]);
  return {
    question: answer.question,
    videos: askedVideos(videos, answer.videoIds),
    history,
    keptLength: answer.kept?.text.length ?? 0,
  };
}

/** The videos of a session that a question may be about. `ids`: those it was restricted to; null: all. */
export const askedVideos = (videos: Video[], ids: string[] | null | undefined): Video[] =>
  ids ? videos.filter((video) => ids.includes(video.id)) : videos;
