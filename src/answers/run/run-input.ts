import type { Session } from "../../sessions/session.ts";
import type { Video } from "../../videos/video.ts";
import type { Videos } from "../../videos/videos.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";

const HISTORY_TURNS = 6;

export type RunInput = {
  question: string;
  /** The videos the question is about. */
  videos: Video[];
  history: CitedTurn[];
};

/** What a run is started with. Its input may still be loading. */
export type RunContext = { session: Session; input: Promise<RunInput> };

/** Reads what a run needs beside its answer. */
export async function loadRunInput(
  answer: AnswerToRun,
  { store, videos }: { store: Pick<AnswerStore, "turnsBefore">; videos: Videos },
): Promise<RunInput> {
  const { question, videoIds, session } = answer;
  const [sessionVideos, history] = await Promise.all([
    videos.list(session),
    store.turnsBefore(answer, HISTORY_TURNS),
  ]);
  return {
    question,
    videos: videoIds ? sessionVideos.filter((video) => videoIds.includes(video.id)) : sessionVideos,
    history,
  };
}
