import type { EntityManager } from "../../database/open.ts";
import { readVectorScores } from "./vector-scores.ts";
import { readCandidates } from "./read-candidates.ts";
import { countPassages, readTermStatistics, scorePassages, type LexicalScore } from "./term-statistics.ts";
import type { Candidates, CandidateQuery } from "./candidate.ts";
import { greatest, sum } from "../../text/sum.ts";

/** Parameters with which no stored vector is compared: every cosine is null. */
const NO_VECTOR = [null, null, null];

/** What is said around a passage, beside 1 for the passage itself. */
const CONTEXT_WEIGHT = 0.5;

/**
 * Finds the passages of some transcripts that may answer, by a weighted sum of BM25, the BM25 of what is said around
 * them, and cosine. Exact: every passage and every vector of the transcripts is looked at. The statement for the words
 * runs beside the one for the vectors; a third reads the candidates.
 */
export async function findCandidates(em: EntityManager, query: CandidateQuery): Promise<Candidates> {
  const { terms, cosineWeight, limit } = query;
  const ids = query.transcripts.map(({ id }) => id);
  const sent = query.vector.then((vector) =>
    vector ? [query.model, vector.length, `[${vector.join(",")}]`] : NO_VECTOR,
  );
  const [transcripts, near] = await Promise.all([
    readTermStatistics(em, query.transcripts, terms),
    sent.then((vector) => readVectorScores(em, ids, vector)),
  ]);

  const documentFrequency = countPassages(transcripts);
  const lengths = transcripts.flatMap((statistics) => statistics.lengths);
  const size = { passages: lengths.length, length: Math.max(1, sum(lengths) / lengths.length || 1) };
  const scored = scorePassages(transcripts, terms, documentFrequency, size);
  const lexicalBest = greatest(
    scored.map(({ lexical }) => lexical),
    0,
  );
  const contextBest = greatest(
    scored.map(({ context }) => context),
    0,
  );
  const scoreOf = ({ id, lexical, context }: LexicalScore): number =>
    ratio(lexical, lexicalBest) +
    ratio(context, contextBest) * CONTEXT_WEIGHT +
    ratio((near.best.get(id) ?? near.mean) - near.mean, near.deviation) * cosineWeight;
  const best = scored
    .map((passage) => ({ passage, score: scoreOf(passage) }))
    .toSorted((one, other) => other.score - one.score || (one.passage.id < other.passage.id ? -1 : 1))
    .slice(0, limit)
    .map(({ passage }) => passage);

  const { mean: cosineMean, deviation: cosineDeviation } = near;
  const cosineBest = near.best.size === 0 ? 0 : greatest(near.best.values());
  return {
    candidates: await readCandidates(em, best, await sent),
    wordsOnly: (await query.vector) === null,
    documentFrequency,
    places: readPlaces(best),
    corpus: { ...size, lexicalBest, contextBest, cosineBest, cosineMean, cosineDeviation },
  };
}

const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function readPlaces(passages: LexicalScore[]): Candidates["places"] {
  const read = (places: string) => JSON.parse(`[${places}]`) as number[];
  return new Map(
    [...new Set(passages.map(({ statistics }) => statistics))].map(({ transcriptId, postings }) => [
      transcriptId,
      new Map(postings.map(({ term, places }) => [term, read(places)])),
    ]),
  );
}
