import type { Database } from "../../src/database/open.ts";
import type { Search } from "../../src/search/search.ts";
import type { SearchResult } from "../../src/search/search-result.ts";
import { cutChunks, rankChunks, type Chunk } from "./baselines.ts";
import type { Encoder } from "../encoders.ts";
import { sessionOf, trackKey, type Question, type Track } from "../eval-data.ts";
import { scoreOf, type Score } from "./score.ts";

export const OURS = "video-rag";

export type Asked = {
  question: Question;
  /** By the name of the ranking. */
  scores: Record<string, Score>;
  answerability: number;
  /** The answerability of the question in the session without its video. */
  absentAnswerability: number | undefined;
  /** The time of the search, without embedding the question. */
  searchMs: number;
};

type AskerOptions = {
  database: Database;
  tracks: Track[];
  /** Transcript ids by `trackKey`. */
  ids: Map<string, string>;
  encoder: Encoder;
  search: Search;
};

/** Asks questions of sessions of 20 videos, through the server's own search. */
export function asker({ database, tracks, ids, encoder, search }: AskerOptions) {
  const { signal } = new AbortController();
  const chunksOf = new Map<Track, Chunk[]>();
  const executor = database.fork();

  const find = (session: Track[], question: Question): Promise<SearchResult> =>
    search({
      executor,
      transcripts: session.map((track) => ({
        id: ids.get(trackKey(track))!,
        indexVersion: 1,
      })),
      query: question.text,
      first: 10,
      signal,
    });

  async function baselines(session: Track[], question: Question): Promise<Record<string, Score>> {
    const chunks = session.flatMap((track) => {
      const cut = chunksOf.get(track) ?? cutChunks(track);
      chunksOf.set(track, cut);
      return cut;
    });
    const [vector] = await encoder.vectors([question.text], signal);
    const vectors = await encoder.vectors(
      chunks.map((chunk) => chunk.text),
      signal,
    );
    const ranked = rankChunks(chunks, question.text, { question: vector!, chunks: vectors });
    return Object.fromEntries(
      Object.entries(ranked).map(([name, places]) => [name, scoreOf(question, places)]),
    );
  }

  return async (question: Question, also: { baselines: boolean; absent: boolean }): Promise<Asked> => {
    const session = sessionOf(question.videoId, tracks, question.language);
    await encoder.vectors([question.text], signal);
    const started = performance.now();
    const found = await find(session, question);
    const searchMs = performance.now() - started;
    const videoOf = new Map(session.map((track) => [ids.get(trackKey(track)), track.videoId]));
    const places = found.hits.map(({ startMs, endMs, passage }) => ({
      videoId: videoOf.get(passage.transcriptId)!,
      startMs,
      endMs,
    }));
    const without = also.absent ? await find(session.slice(1), question) : undefined;
    return {
      question,
      scores: {
        [OURS]: scoreOf(question, places),
        ...(also.baselines && (await baselines(session, question))),
      },
      answerability: found.answerability,
      absentAnswerability: without?.answerability,
      searchMs,
    };
  };
}
