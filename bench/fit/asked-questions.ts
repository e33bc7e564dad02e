import { parseQuestionCases } from "../../src/testing/questions/question-case.ts";
import type { Quote } from "../../src/search/search-result.ts";
import { spread } from "../draw.ts";
import { halfOf, sessionOf, type Data, type Question, type Track } from "../eval-data.ts";
import { POOLED_SOURCES } from "../questions/open-questions.ts";
import { readSample, SAMPLE_ID } from "./asker.ts";

/** A question that is asked of a session, and what is known of its answer. */
export type AskedQuestion = {
  source: string;
  text: string;
  tracks: Track[];
  isAnswered: boolean;
  /** Whether a quote answers; false where nothing does. */
  isRight: (quote: Quote) => boolean;
};

export type Half = "tune" | "report";

/** Questions in English, or those of its chapters that translators put into other languages, each asked of tracks in it. */
export type Tongue = "English" | "other";
const TRANSLATED_SOURCES = ["3b1b-chapters-translated"];

/** Open questions of a half. */
export const questionsOf = (data: Data, half: Half, tongue: Tongue): Question[] =>
  data.questions.filter(
    ({ source, language, videoId }) =>
      halfOf(videoId) === half &&
      (tongue === "English"
        ? POOLED_SOURCES.includes(source) && language === "en"
        : TRANSLATED_SOURCES.includes(source) && language !== "en"),
  );

/** As many of each source as there are, about so many in all. */
export function draw(questions: Question[], count: number): Question[] {
  const bySource = [...Map.groupBy(questions, ({ source }) => source).values()];
  const drawn: Question[] = [];
  for (const [index, each] of bySource.toSorted((one, other) => one.length - other.length).entries())
    drawn.push(...spread(each).slice(0, Math.ceil((count - drawn.length) / (bySource.length - index))));
  return drawn;
}

/** Questions in sessions of so many videos, each also without its video, for which there is one more. */
export function inSessions(data: Data, questions: Question[], videos: number): AskedQuestion[] {
  return questions.flatMap((question): AskedQuestion[] => {
    const session = sessionOf(question.videoId, data.tracks, question.language);
    const [own, ...others] = session as [Track, ...Track[]];
    const isRight = ({ passage, startMs, endMs }: Quote) =>
      passage.transcriptId === question.videoId &&
      question.gold.some(([from, to]) => startMs < to && endMs > from);
    const { source, text } = question;
    const tracks = [own, ...others.slice(0, videos - 1)];
    return [
      { source, text, tracks, isAnswered: true, isRight },
      { source, text, tracks: others.slice(0, videos), isAnswered: false, isRight: () => false },
    ];
  });
}

/** Cases that are answered by a quote or not at all, of those that follow up nothing. */
export async function caseQuestions(data: Data, lines: string, tongue: Tongue): Promise<AskedQuestion[]> {
  const sample = await readSample();
  const trackOf = (videoId: string, language: string): Track => {
    if (videoId === SAMPLE_ID) return sample;
    const track = data.tracks.find((one) => one.videoId === videoId && one.language === language);
    if (!track) throw new Error(`The transcripts have no ${language} track of the video ${videoId}`);
    return track;
  };
  return parseQuestionCases(lines).flatMap(
    ({ question, kind, after, expected, videoIds, languages }): AskedQuestion[] => {
      if (after !== null || kind === "other-language") return [];
      if (expected.form !== "quote" && expected.form !== "absent") return [];
      const tracks = videoIds.map((videoId) => trackOf(videoId, languages[videoId] ?? "en"));
      if (tracks.some(({ language }) => (language === "en") !== (tongue === "English"))) return [];
      const isRight = ({ text }: Quote) =>
        expected.form === "quote" && expected.quote.test(text.replaceAll(/\s+/gu, " "));
      return [
        {
          source: "cases",
          text: question,
          tracks,
          isAnswered: expected.form === "quote",
          isRight,
        },
      ];
    },
  );
}
