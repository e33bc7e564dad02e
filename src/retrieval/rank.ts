import type { Candidate, Candidates } from "./candidates.ts";
import type { Hit, SearchResult } from "./search-result.ts";
import type { Terms } from "./terms.ts";

export type RankOptions = {
  asked: { language: string; term: string }[];
  termsByLanguage: Map<string, Terms>;
  first: number;
};

/** Finds in each candidate the place that answers, and says how likely it is that there is an answer at all. */
export function rank(found: Candidates, { asked, termsByLanguage, first }: RankOptions): SearchResult {
  const best = Math.max(0, ...found.candidates.map((candidate) => candidate.lexical));
  const hits = found.candidates.slice(0, first).map((candidate): Hit => {
    const { id, transcriptId, startMs, endMs, text } = candidate;
    const sentences = candidate.sentences.map(([from, to, words]) => ({
      startMs: from,
      endMs: to,
      text: words,
    }));
    const weights = termWeights(found, asked, candidate.language);
    const place = placeOf(candidate, weights, termsByLanguage.get(candidate.language)!);
    const score = best === 0 ? 0 : candidate.lexical / best;
    return { score, ...place, passage: { id, transcriptId, startMs, endMs, text, sentences } };
  });
  return { hits, answerability: hits.length > 0 ? 1 : 0 };
}

/** Inverse document frequencies of the question's terms. */
function termWeights(found: Candidates, asked: RankOptions["asked"], language: string): Map<string, number> {
  const counts = found.documentFrequency[language] ?? {};
  return new Map(
    asked
      .filter((term) => term.language === language)
      .map(({ term }) => {
        const count = Number(counts[term] ?? 0);
        return [term, Math.log(1 + (found.passageCount - count + 0.5) / (count + 0.5))];
      }),
  );
}

/** The window that holds most of what was asked, from its first sentence that holds any of it. */
function placeOf(candidate: Candidate, weights: Map<string, number>, terms: Terms) {
  const total = Math.max(
    1e-9,
    [...weights.values()].reduce((sum, weight) => sum + weight, 0),
  );
  const scored = candidate.windows.map((window) => {
    const inside = candidate.sentences.filter(([from, to]) => from >= window.startMs && to <= window.endMs);
    const heldBy = inside.map(([, , text]) => new Set(terms(text)));
    const held = [...weights].filter(([term]) => heldBy.some((set) => set.has(term)));
    const mass = held.reduce((sum, [, weight]) => sum + weight, 0) / total;
    const from = Math.max(
      0,
      heldBy.findIndex((set) => held.some(([term]) => set.has(term))),
    );
    return { score: mass + 0.3 * window.cosine, sentences: inside.slice(from) };
  });
  const sentences = scored.toSorted((a, b) => b.score - a.score)[0]?.sentences ?? candidate.sentences;
  return {
    startMs: sentences[0]![0],
    endMs: Math.max(...sentences.map(([, to]) => to)),
    text: sentences.map(([, , text]) => text).join(" "),
  };
}
