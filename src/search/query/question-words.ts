import { createTerms } from "../../text/terms.ts";
import { baseLanguage } from "../../text/words.ts";

/**
 * Words of asking rather than of the matter: the passage that answers does not say them. Such a word still counts a
 * little, since it may be the matter after all.
 */
const ASKING: Record<string, string> = {
  en: `anybody anyone ask asking actually also around believe clarify confused confusing correct correctly curious else
    even everybody everyone exactly excuse explain explained explanation got great guess guys hello help hey hi instead
    just kindly know look love maybe mention mentioned miss missed mistake mistaken please possible professor question
    rather really said say says sir somebody someone something sorry still student suppose supposed sure talking teacher
    tell thank thanks think thought timestamp understand understanding understood video wait want wonder wondering wrong`,
};

/** The weight of a word of asking, beside 1 for others. */
const ASKING_WEIGHT = 0.3;

/** The weight of a question's term in a language: less than 1 for what only belongs to the asking. */
export function createTermWeight(language: string): (term: string) => number {
  const asking = new Set(createTerms(language)(ASKING[baseLanguage(language)] ?? ""));
  return (term) => (asking.has(term) ? ASKING_WEIGHT : 1);
}
