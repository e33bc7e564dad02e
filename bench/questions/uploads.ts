import { readFile } from "node:fs/promises";
import type { QuestionCase } from "../../src/testing/questions/question-case.ts";
import type { Upload } from "../../src/testing/questions/question-session.ts";
import { printVtt } from "../../src/testing/youtube/print-captions.ts";
import type { Track } from "../eval-data.ts";

/** The project's sample talk goes by this name among the videos. */
const SAMPLE_ID = "tea-talk";
const SAMPLE_TITLE = "Five things that go wrong with tea";

/** The uploads of a session's videos, from the open data and the project's sample. */
export async function createUploads(tracks: Track[]) {
  const sample = await readFile(new URL("../../examples/tea-talk.vtt", import.meta.url), "utf8");
  const titles = new Map(tracks.flatMap(({ videoId, title }) => (title === null ? [] : [[videoId, title]])));
  return ({ videoIds, languages }: Pick<QuestionCase, "videoIds" | "languages">): Upload[] =>
    videoIds.map((videoId) => {
      if (videoId === SAMPLE_ID) {
        return { videoId, input: { title: SAMPLE_TITLE, format: "VTT", content: sample, language: "en" } };
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
