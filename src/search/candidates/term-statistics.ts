import { executeBound } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { AskedTerm, DocumentFrequency } from "./candidate.ts";
import { SAID_SQL } from "./candidates-sql.ts";
import { sum } from "../../text/sum.ts";

/** How soon a term that is repeated counts no more, and how much long passages are held back. */
export const BM25 = { k1: 0.9, b: 0.7 };

/** A transcript as far as a question's terms go. Passages are known by their ordinals. */
export type Said = {
  transcriptId: string;
  language: string;
  /** Of each passage. */
  ids: string[];
  lengths: number[];
  postings: SaidTerm[];
};

type SaidTerm = {
  term: string;
  /** The passages that hold it, and how often each does. */
  ordinals: number[];
  frequencies: number[];
  /** Its places among all terms of the windows, ascending, with commas between. */
  places: string;
};

export type SaidPassage = {
  id: string;
  said: Said;
  /** BM25 over all passages searched; 0 where no term occurs. */
  lexical: number;
  /** The sum of it over the passage, the two before it and the two after it. */
  context: number;
};

/** Reads what is said of these terms in transcripts. */
export async function readSaid(
  em: EntityManager,
  transcripts: { id: string; language: string }[],
  terms: AskedTerm[],
): Promise<Said[]> {
  const rows = await executeBound<Row>(em, SAID_SQL, [
    transcripts.map(({ id }) => id),
    [...new Set(terms.map(({ term }) => term))],
  ]);
  const languages = new Map(transcripts.map(({ id, language }) => [id, language]));
  const asked = new Set(terms.map(({ language, term }) => `${language} ${term}`));
  return rows.map(({ id, ids, lengths, postings }) => {
    const language = languages.get(id)!;
    return {
      transcriptId: id,
      language,
      ids: ids ?? [],
      lengths: lengths ?? [],
      // What is a term of the question in one language need not be one in another.
      postings: (postings ?? [])
        .map(([term, ordinals, frequencies, places]) => ({ term, ordinals, frequencies, places }))
        .filter(({ term }) => asked.has(`${language} ${term}`)),
    };
  });
}

type Row = {
  id: string;
  ids: string[] | null;
  lengths: number[] | null;
  postings: [string, number[], number[], string][] | null;
};

/** In how many passages each term occurs, by language. */
export function countPassages(transcripts: Said[]): DocumentFrequency {
  const byLanguage: DocumentFrequency = new Map();
  for (const { language, postings } of transcripts) {
    const counts = byLanguage.get(language) ?? new Map<string, number>();
    byLanguage.set(language, counts);
    for (const { term, ordinals } of postings) counts.set(term, (counts.get(term) ?? 0) + ordinals.length);
  }
  return byLanguage;
}

/** The inverse document frequency of a term that so many of the passages hold. */
export const rarity = (passages: number, holding: number): number =>
  Math.log(1 + (passages - holding + 0.5) / (holding + 0.5));

const NEIGHBOURS = 2;

/** All passages, with what their words say for them. `length`: how many terms a passage has, on average. */
export function scorePassages(
  transcripts: Said[],
  terms: AskedTerm[],
  frequency: DocumentFrequency,
  { passages, length }: { passages: number; length: number },
): SaidPassage[] {
  const weights = new Map(
    terms.map(({ language, term, weight }) => {
      const holding = frequency.get(language)?.get(term) ?? 0;
      return [`${language} ${term}`, weight * rarity(passages, holding)];
    }),
  );
  return transcripts.flatMap((said) => {
    const scores = said.lengths.map(() => 0);
    for (const { term, ordinals, frequencies } of said.postings) {
      const weight = weights.get(`${said.language} ${term}`)!;
      for (const [index, ordinal] of ordinals.entries()) {
        const times = frequencies[index]!;
        const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * said.lengths[ordinal]!) / length);
        scores[ordinal]! += (weight * times * (BM25.k1 + 1)) / (times + shortness);
      }
    }
    return said.ids.map((id, ordinal) => ({
      id,
      said,
      lexical: scores[ordinal]!,
      context: sum(scores.slice(Math.max(0, ordinal - NEIGHBOURS), ordinal + NEIGHBOURS + 1)),
    }));
  });
}
