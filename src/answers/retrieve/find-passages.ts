import { choosePassages } from "./choose-passages.ts";
import type { Retrieval, Retrieved, RetrievedQuestion } from "./retrieval.ts";

/** What is said about something anywhere in the videos; for a list, everywhere. */
export async function findPassages(
  { question, read, videos, ...how }: RetrievedQuestion,
  { search }: Pick<Retrieval, "search">,
): Promise<Retrieved> {
  const isForAll = read.scope === "LIST";
  const query = isForAll && read.topic ? read.topic : question;
  const found = await search.search(videos, query, { ...how, isForAll });
  return { ...found, videos, hits: choosePassages(question, found.hits, found.quotes) };
}
