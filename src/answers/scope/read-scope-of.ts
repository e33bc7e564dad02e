import type { Video } from "../../videos/video.ts";
import { readScope, type ReadScope } from "./read-scope.ts";

/** What kind of question it is, and which of these videos it names. */
export const readScopeOf = (question: string, videos: Video[]): ReadScope =>
  readScope(
    question,
    videos.map(({ id, transcript: { title, language } }) => ({
      id,
      title: title ?? null,
      language: language ?? "und",
    })),
  );
