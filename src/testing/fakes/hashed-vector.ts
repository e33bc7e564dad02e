const STOP_WORDS = new Set(
  "a an and are as at be but by can do does for from has have he how i if in is it its me my no not of on or our she so that the their them then there they this to us was we were what when where which who why will with you your".split(
    " ",
  ),
);

/** A vector of length one that each word of the text adds to where its hash says: texts that share words are near. */
export function hashedVector(text: string, dimensions: number): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const contentWords = words.filter((word) => !STOP_WORDS.has(word));
  for (const word of contentWords.length > 0 ? contentWords : [text]) {
    const hash = fnv1a(word.replace(/(?<=...)s$/, ""));
    vector[hash % dimensions]! += hash & 0x10000 ? 1 : -1;
  }
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((x) => x / length) : vector.fill(1 / Math.sqrt(dimensions));
}

function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
