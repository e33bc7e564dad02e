/** A sentence of an answer without its markers, and the numbers of the citations that it is marked with. */
export type AnswerSentence = { text: string; cited: number[] };

/** Markers after the full stop belong to the sentence before. Without one, a small letter goes on ("e.g. so"). */
const sentenceEnd =
  /(?:[.!?…؟۔।]["'”’»)*_]*(?=\s|\[\d|$)|[。！？｡][」』”’）]*|\n)(?:(?:[^\S\n]*\[\d+\])+|(?!\s*\p{Ll}))/gu;
const marker = /\s*\[(\d+)\]/gu;
/** A quotation with its marker is one claim, however many sentences it quotes. */
const markedQuotation = /“.*?”(?=\s*\[\d+\])/gu;

export function sentencesOfAnswer(text: string): AnswerSentence[] {
  const masked = text.replace(markedQuotation, (quotation) => quotation.replace(/[.!?…؟۔।。！？｡]/gu, ","));
  const ends = [...masked.matchAll(sentenceEnd)].map((end) => end.index + end[0].length);
  const pieces = [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
  const sentences: AnswerSentence[] = [];
  for (const piece of pieces) {
    const cited = [...piece.matchAll(marker)].map(([, number]) => Number(number));
    const words = piece.replace(marker, "").trim();
    if (/[\p{L}\p{N}]/u.test(words)) sentences.push({ text: words, cited });
    else sentences.at(-1)?.cited.push(...cited);
  }
  return sentences;
}
