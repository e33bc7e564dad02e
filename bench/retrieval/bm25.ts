export type CountedText = { counts: Map<string, number>; length: number };

export const BM25_STANDARD = { k1: 1.2, b: 0.75 };

/** The BM25 score of each text, with document frequencies among these texts. */
export function bm25(texts: CountedText[], terms: string[], { k1, b }: { k1: number; b: number }): number[] {
  const average = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const scores = Array.from(texts, () => 0);
  for (const term of terms) {
    const holding = texts.reduce((count, text) => count + (text.counts.has(term) ? 1 : 0), 0);
    const weight = Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
    for (const [index, { counts, length }] of texts.entries()) {
      const frequency = counts.get(term);
      if (frequency === undefined) continue;
      scores[index]! += (weight * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / average));
    }
  }
  return scores;
}
