/** The inverse document frequency (BM25's, always above zero) of a term, from the sets of terms of all documents. */
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
