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
    if (character > "\u007F" && ends.length > 0 && IGNORED.test(character)) ends[ends.length - 1] = offset;
  }
  return { text, ends };
}

function foldCharacter(character: string): string[] {
  const code = character.charCodeAt(0);
  if (code > 0x20 && code < 0x7f) return [character.toLowerCase()];
  if (/\p{Nd}/u.test(character)) {
    return [String(digitValue(character.codePointAt(0)!))];
  }
  return [...character.normalize("NFKD").toLowerCase()]
    .filter((part) => !IGNORED.test(part))
    .map((part) => (/\s/u.test(part) ? " " : part));
}
