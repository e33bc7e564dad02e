import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { AskedTerm, DocumentFrequency } from "./candidate.ts";
import { termStatisticsStatement } from "./candidates-sql.ts";
import { idf } from "../../text/bm25.ts";
import { sum } from "../../text/sum.ts";

/** Term-frequency saturation (k1) and length normalization (b). */
export const BM25 = { k1: 0.9, b: 0.7 };

/** The statistics of a question's terms in one transcript, whose passages go by their ordinals. */
export type TermStatistics = {
  transcriptId: string;
  language: string;
  /** The id of each passage, and how many terms it has. */
  ids: string[];
  lengths: number[];
  postings: PostingList[];
};

type PostingList = {
  term: string;
  /** The passages that hold it, and how often each does. */
  ordinals: number[];
  frequencies: number[];
  /** The positions of the term among all terms of the windows, ascending, with commas between. */
  positions: string;
};

export type LexicalScore = {
  id: string;
  statistics: TermStatistics;
  /** BM25 over all passages searched; 0 where no term occurs. */
  passageScore: number;
  /** The sum of BM25 over the passage, the two before it and the two after it. */
  neighbourScore: number;
};

/** Reads the statistics of these terms in transcripts. */
export async function readTermStatistics(
  em: EntityManager,
  transcripts: { id: string; language: string }[],
  terms: AskedTerm[],
): Promise<TermStatistics[]> {
  const ids = transcripts.map(({ id }) => id);
  const distinct = [...new Set(terms.map(({ term }) => term))];
  const rows = await run(em, termStatisticsStatement(ids, distinct));
  const languages = new Map(transcripts.map(({ id, language }) => [id, language]));
  const asked = new Set(terms.map(({ language, term }) => `${language} ${term}`));
  return rows.map(({ id, ids: passageIds, lengths, postings }) => {
    const language = languages.get(id)!;
    return {
      transcriptId: id,
      language,
      ids: passageIds ?? [],
      lengths: lengths ?? [],
      // A term of the question in one language need not be one in another.
      postings: (postings ?? [])
        .map(([term, ordinals, frequencies, positions]) => ({ term, ordinals, frequencies, positions }))
        .filter(({ term }) => asked.has(`${language} ${term}`)),
    };
  });
}

/** In how many passages each term occurs, by language. */
export function countPassages(transcripts: TermStatistics[]): DocumentFrequency {
  const byLanguage: DocumentFrequency = new Map();
  for (const { language, postings } of transcripts) {
    const counts = byLanguage.get(language) ?? new Map<string, number>();
    byLanguage.set(language, counts);
    for (const { term, ordinals } of postings) counts.set(term, (counts.get(term) ?? 0) + ordinals.length);
  }
  return byLanguage;
}

const NEIGHBOURS = 2;

/** The lexical scores of all passages. `length`: how many terms a passage has, on average. */
export function scorePassages(
  transcripts: TermStatistics[],
  terms: AskedTerm[],
  frequency: DocumentFrequency,
  { passages, length }: { passages: number; length: number },
): LexicalScore[] {
  const weights = new Map(
    terms.map(({ language, term, weight }) => {
      const holding = frequency.get(language)?.get(term) ?? 0;
      return [`${language} ${term}`, weight * idf(passages, holding)];
    }),
  );
  return transcripts.flatMap((statistics) => {
    const scores = statistics.lengths.map(() => 0);
    for (const { term, ordinals, frequencies } of statistics.postings) {
      const weight = weights.get(`${statistics.language} ${term}`)!;
      for (const [index, ordinal] of ordinals.entries()) {
        const times = frequencies[index]!;
        const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * statistics.lengths[ordinal]!) / length);
        scores[ordinal]! += (weight * times * (BM25.k1 + 1)) / (times + shortness);
      }
    }
    return statistics.ids.map((id, ordinal) => ({
      id,
      statistics,
      passageScore: scores[ordinal]!,
      neighbourScore: sum(scores.slice(Math.max(0, ordinal - NEIGHBOURS), ordinal + NEIGHBOURS + 1)),
    }));
  });
}
