import { readFile } from "node:fs/promises";
import { printVtt } from "../../src/testing/youtube/print-captions.ts";
import { judgeAnswer, type Verdict } from "../../src/testing/questions/judge-answer.ts";
import { chainsOf, type QuestionCase } from "../../src/testing/questions/question-case.ts";
import {
  openQuestionSession,
  type TimedAnswer,
  type Upload,
} from "../../src/testing/questions/question-session.ts";
import type { Track } from "../eval-data.ts";
import type { EvalServer } from "./eval-server.ts";

export type Judged = { case: QuestionCase; answer: TimedAnswer; verdict: Verdict };

export type AskCasesOptions = {
  server: Pick<EvalServer, "client" | "forgetAnswers">;
  cases: QuestionCase[];
  /** The uploads of a session. */
  uploadsOf: (asked: QuestionCase) => Upload[];
  onDone: (done: number) => void;
};

/**
 * Asks the questions of each session in one session of the server. Before each chain the session's answers are deleted, so
 * that a question has those alone in its history that it follows up. The outcomes are in the order of the cases.
 */
export async function askCases({ server, cases, uploadsOf, onDone }: AskCasesOptions): Promise<Judged[]> {
  const answers = new Map<QuestionCase, TimedAnswer>();
  for (const ofSession of Map.groupBy(cases, ({ session }) => session).values()) {
    const session = await openQuestionSession(server.client, uploadsOf(ofSession[0]!));
    for (const chain of chainsOf(ofSession)) {
      await server.forgetAnswers(session.id);
      for (const asked of chain) {
        answers.set(asked, await session.ask(asked.question));
        onDone(answers.size);
      }
    }
    await session.end();
  }
  return cases.map((asked) => {
    const answer = answers.get(asked)!;
    return { case: asked, answer, verdict: judgeAnswer(asked.expected, answer) };
  });
}

/** The project's sample talk goes by this name among the videos. */
const SAMPLE_ID = "tea-talk";

/** The uploads of a session's videos, from the open data and the project's sample. */
export async function createUploads(tracks: Track[]) {
  const sample = await readFile(new URL("../../examples/tea-talk.vtt", import.meta.url), "utf8");
  const titles = new Map(tracks.flatMap(({ videoId, title }) => (title === null ? [] : [[videoId, title]])));
  return ({ videoIds, languages }: Pick<QuestionCase, "videoIds" | "languages">): Upload[] =>
    videoIds.map((videoId) => {
      if (videoId === SAMPLE_ID) {
        const title = "Five things that go wrong with tea";
        return { videoId, input: { title, format: "VTT", content: sample, language: "en" } };
      }
      const language = languages[videoId] ?? "en";
      const track = tracks.find((one) => one.videoId === videoId && one.language === language);
      if (!track) throw new Error(`The transcripts have no ${language} track of the video ${videoId}`);
      return {
        videoId,
        input: {
          title: titles.get(videoId) ?? "Untitled",
          format: "VTT",
          content: printVtt(track.cues),
          language,
          url: `https://youtu.be/${videoId}`,
        },
      };
    });
}
