import type { Vocabulary, VocabularyEntry } from "../text/query/vocabulary.ts";
import { tokenizerOf } from "../text/terms.ts";

/** The vocabulary of some texts of one language, for tests. */
export function vocabularyOf(texts: string[], language: string): Vocabulary {
  const entries = new Map<string, VocabularyEntry>();
  const pairs = new Set<string>();
  for (const text of texts) {
    let before = "";
    for (const { word, terms } of tokenizerOf(language).tokens(text))
      for (const term of terms) {
        const entry = entries.get(term) ?? { term, word, frequency: 0 };
        entries.set(term, { ...entry, frequency: entry.frequency + 1 });
        pairs.add(`${before} ${term}`);
        before = term;
      }
  }
  return {
    has: (term) => entries.has(term),
    // oxlint-disable-next-line require-yield
    *hasPair(one, other) {
      return pairs.has(`${one} ${other}`);
    },
    entries: () => entries.values(),
  };
}
