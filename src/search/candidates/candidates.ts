import type { EntityManager } from "../../database/open.ts";
import { readVectorScores } from "./vector-scores.ts";
import { readCandidates } from "./read-candidates.ts";
import { countPassages, readTermStatistics, scorePassages, type LexicalScore } from "./term-statistics.ts";
import type { Candidates, CandidateQuery } from "./candidate.ts";
import { greatest, sum } from "../../text/sum.ts";

/** The weight of a passage's neighbours, beside 1 for the passage itself. */
const NEIGHBOUR_WEIGHT = 0.5;

/**
 * Finds the passages of some transcripts that may answer, by a weighted sum of BM25, the BM25 of their neighbours, and
 * cosine. The search is exact: it compares every passage and every vector of the transcripts. The statement for the words
 * runs beside the one for the vectors; a third reads the candidates.
 */
export async function findCandidates(em: EntityManager, query: CandidateQuery): Promise<Candidates> {
  const { terms, cosineWeight, limit } = query;
  const ids = query.transcripts.map(({ id }) => id);
  const embedded = query.vector.then((values) => values && { model: query.model!, values });
  const [transcripts, cosines] = await Promise.all([
    readTermStatistics(em, query.transcripts, terms),
    embedded.then((vector) => readVectorScores(em, ids, vector)),
  ]);
  const vector = await embedded;

  const documentFrequency = countPassages(transcripts);
  const lengths = transcripts.flatMap((statistics) => statistics.lengths);
  const size = { passages: lengths.length, length: Math.max(1, sum(lengths) / lengths.length || 1) };
  const scored = scorePassages(transcripts, terms, documentFrequency, size);
  const passageScoreBest = greatest(
    scored.map(({ passageScore }) => passageScore),
    0,
  );
  const neighbourScoreBest = greatest(
    scored.map(({ neighbourScore }) => neighbourScore),
    0,
  );
  const scoreOf = ({ id, passageScore, neighbourScore }: LexicalScore): number =>
    ratio(passageScore, passageScoreBest) +
    ratio(neighbourScore, neighbourScoreBest) * NEIGHBOUR_WEIGHT +
    ratio((cosines.best.get(id) ?? cosines.mean) - cosines.mean, cosines.deviation) * cosineWeight;
  const best = scored
    .map((passage) => ({ passage, score: scoreOf(passage) }))
    .toSorted((one, other) => other.score - one.score || (one.passage.id < other.passage.id ? -1 : 1))
    .slice(0, limit)
    .map(({ passage }) => passage);

  const { mean: cosineMean, deviation: cosineDeviation } = cosines;
  const cosineBest = cosines.best.size === 0 ? 0 : greatest(cosines.best.values());
  return {
    candidates: await readCandidates(em, best, vector),
    wordsOnly: vector === null,
    documentFrequency,
    positions: readPositions(best),
    corpus: { ...size, passageScoreBest, neighbourScoreBest, cosineBest, cosineMean, cosineDeviation },
  };
}

const ratio = (value: number, best: number): number => (best > 0 ? value / best : 0);

function readPositions(scores: LexicalScore[]): Candidates["positions"] {
  const read = (positions: string) => JSON.parse(`[${positions}]`) as number[];
  return new Map(
    [...new Set(scores.map(({ statistics }) => statistics))].map(({ transcriptId, postings }) => [
      transcriptId,
      new Map(postings.map(({ term, positions }) => [term, read(positions)])),
    ]),
  );
}
