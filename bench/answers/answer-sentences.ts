/** A sentence of an answer without its markers, and the numbers of the citations that it is marked with. */
export type AnswerSentence = { text: string; cited: number[] };

/** The end of a sentence with the markers after it. A small letter continues the sentence ("e.g. so"), except after a MARKER. */
const SENTENCE_END =
  /(?:[.!?…؟۔।]["'”’»)*_]*(?=\s|\[\d|$)|[。！？｡][」』”’）]*|\n)(?:(?:[^\S\n]*\[\d+\])+|(?!\s*\p{Ll}))/gu;
const MARKER = /\s*\[(\d+)\]/gu;
/** A quotation with its MARKER is one claim, however many sentences it quotes. */
const MARKED_QUOTATION = /“.*?”(?=\s*\[\d+\])/gu;

export function sentencesOfAnswer(text: string): AnswerSentence[] {
  const masked = text.replace(MARKED_QUOTATION, (quotation) => quotation.replace(/[.!?…؟۔।。！？｡]/gu, ","));
  const ends = [...masked.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length);
  const pieces = [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
  const sentences: AnswerSentence[] = [];
  for (const piece of pieces) {
    const cited = [...piece.matchAll(MARKER)].map(([, number]) => Number(number));
    const words = piece.replace(MARKER, "").trim();
    if (/[\p{L}\p{N}]/u.test(words)) sentences.push({ text: words, cited });
    else sentences.at(-1)?.cited.push(...cited);
  }
  return sentences;
}
