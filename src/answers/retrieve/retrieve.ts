import { compareVideos } from "./compare-videos.ts";
import { findPassages } from "./find-passages.ts";
import type { Retrieval, Retrieved, RetrievedQuestion } from "./retrieval.ts";
import { outlineVideos } from "./outline-videos.ts";
import { quoteMoment } from "./quote-moment.ts";

/** Finds what answers a question, by its kind. */
export async function retrieve(question: RetrievedQuestion, services: Retrieval): Promise<Retrieved> {
  switch (question.read.scope) {
    case "WHOLE_VIDEOS":
      // A video in which nothing can be summed up may still have something to say.
      return (await outlineVideos(question, services)) ?? findPassages(question, services);
    case "COMPARISON":
      return compareVideos(question, services);
    case "TIME":
      return quoteMoment(question, services);
    default:
      return findPassages(question, services);
  }
}
