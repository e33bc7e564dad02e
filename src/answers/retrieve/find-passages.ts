import { choosePassages } from "./choose-passages.ts";
import type { Retrieval, Retrieved, RetrievedQuestion } from "./retrieval.ts";

/** What is said about something anywhere in the videos; for a list, everywhere. */
export async function findPassages(
  { question, read, videos, ...how }: RetrievedQuestion,
  { search }: Pick<Retrieval, "search">,
): Promise<Retrieved> {
  const found = await search.search(videos, question, { ...how, isForAll: read.scope === "LIST" });
  return { ...found, videos, hits: choosePassages(question, found.hits, found.quotes) };
}
