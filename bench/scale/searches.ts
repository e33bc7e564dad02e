import { createSpeaker } from "../search/speech.ts";
import { request } from "../stream/client.ts";
import { tokenOf } from "./copies.ts";

const SEARCH = `query ($query: String!) { search(query: $query) { score startMs endMs text url passage { id } } }`;
/** A prime: steps of it pass through all sessions, far from one to the next. */
const STEP = 7919;

/** The number of the n-th of `count` sessions, spread over all. */
export const spreadSession = (n: number, count: number, sessions: number): number =>
  Math.floor(((n % count) * sessions) / count);

/** Another session each time, until all have had their turn. */
export const nextSession = (n: number, sessions: number): number => (n * STEP) % sessions;

/** Searches sessions of a server, each time with another question. Throws where nothing is found. */
export function createSearcher(url: string, seed: number) {
  const { question } = createSpeaker(seed);
  return async (session: number): Promise<void> => {
    const { search } = await request(url, SEARCH, { query: question() }, tokenOf(session));
    if (search.length === 0) throw new Error(`Session ${session} has nothing`);
  };
}
