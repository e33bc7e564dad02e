const POINT = "(?:point|item|punkt|punto|ponto|punt)(?:s|e|es)?(?!\\p{L})";
/** "The second point", but neither "at what point does he first" nor "the first point of contact". */
const pointOfOrdinal = (ordinal: string) =>
  new RegExp(`(?<!\\p{L})(?:${ordinal})\\p{L}*\\s+${POINT}(?!\\s+(?:of|at|in|where|when)(?!\\p{L}))`, "iu");

/** Ordinals in English, German, Spanish, French, Italian, Portuguese and Dutch, as they begin. */
const ORDINALS = [
  "first|1st|erst|primer|premi|prim[oa]|eerste",
  "second|2nd|zweit|segund|deuxi|seconde|second[oa]|tweede",
  "third|3rd|dritt|tercer|troisi|terz[oa]|terceir|derde",
  "fourth|4th|viert|cuart|quatri|quart[oa]|vierde",
  "fifth|5th|fünft|quint|cinqui|vijfde",
  "sixth|6th|sechst|sext|sixi|sest[oa]|zesde",
  "seventh|7th|siebt|séptim|septi|settim|sétim|zevende",
  "eighth|8th|acht|octav|huiti|ottav|oitav|achtste",
].map(pointOfOrdinal);
const LAST = pointOfOrdinal("last|letzt|últim|derni|ultim|laatst");
/** "Point 3", "point number 3", "the 3. point". */
const NUMBER =
  /(?:point|item|punkt|punto|ponto|punt)\s+(?:#|no\.?|number|nr\.?|número|numéro)?\s*(\d{1,2})(?!\d)|(?<!\d)(\d{1,2})\.\s*(?:point|punkt)/iu;

const MAX_WORDS = 12;

/** The number, from 1, of the point of an answer that a question is about ("more on the second point"); null: it is about none. */
export function pointOf(question: string, count: number): number | null {
  if (question.split(/\s+/u).length > MAX_WORDS) return null;
  const [, behind, before] = NUMBER.exec(question) ?? [];
  const written = behind ?? before;
  const ordinal = ORDINALS.findIndex((each) => each.test(question)) + 1;
  const number = written !== undefined ? Number(written) : ordinal || (LAST.test(question) ? count : 0);
  return 1 <= number && number <= count ? number : null;
}
