/** How much a term tells, from the sets of terms of all documents: the rarer the more, always above zero (BM25's). */
export function inverseDocumentFrequency(documents: Set<string>[]): (term: string) => number {
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const term of document) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return (term) => {
    const count = counts.get(term) ?? 0;
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
}
