import { digitValue } from "../fold-signs.ts";

const IGNORED = /[\p{M}\p{Cf}]/u;

/** A text as labels are compared: lower case, ASCII digits, single blanks, without accents and marks that are not seen. */
export type FoldedText = {
  text: string;
  /** The offset in the text that was given behind each character of `text`. */
  ends: number[];
};

export function foldLabel(given: string): FoldedText {
  let text = "";
  const ends: number[] = [];
  let offset = 0;
  for (const character of given) {
    offset += character.length;
    for (const folded of foldCharacter(character)) {
      if (folded === " " && text.endsWith(" ")) ends[ends.length - 1] = offset;
      else {
        text += folded;
        for (let unit = 0; unit < folded.length; unit++) ends.push(offset);
      }
    }
    // Accents belong to the character before.
    if (ends.length > 0 && IGNORED.test(character)) ends[ends.length - 1] = offset;
  }
  return { text, ends };
}

function* foldCharacter(character: string): Generator<string> {
  if (/\p{Nd}/u.test(character)) {
    yield String(digitValue(character.codePointAt(0)!));
    return;
  }
  for (const part of character.normalize("NFKD").toLowerCase())
    if (/\s/u.test(part)) yield " ";
    else if (!IGNORED.test(part)) yield part;
}
