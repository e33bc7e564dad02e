/** Mathematical signs, and the English words for them. Captions hold the words, questions often the signs. */
const SIGNS: [RegExp, string][] = [
  [/(?:\^2|²)(?!\p{N})/gu, " squared "],
  [/(?:\^3|³)(?!\p{N})/gu, " cubed "],
  [/\^/gu, " to the "],
  [/√/gu, " square root "],
  [/∫/gu, " integral "],
  [/∞/gu, " infinity "],
  [/∂/gu, " partial "],
  [/[∑Σ]/gu, " sum "],
  [/°/gu, " degrees "],
  [/%/gu, " percent "],
  [/=/gu, " equals "],
  [/≈/gu, " approximately "],
  [/(?<=\p{L}|\p{N}|\))\s?\/\s?(?=\p{N}|\p{L}\b|\()/gu, " over "],
];

const GREEK: Record<string, string> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  Δ: "delta",
  ε: "epsilon",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  ϕ: "phi",
  ψ: "psi",
  ω: "omega",
  Ω: "omega",
};

/** A Greek letter that stands alone is a sign; beside others it is part of a Greek word. */
const GREEK_LETTER = /(?<!\p{Script=Greek})[αβγδΔεθλμπρστφϕψωΩ](?!\p{Script=Greek})/u;
const GREEK_LETTERS = new RegExp(GREEK_LETTER, "gu");

const WORDS = new Map([
  ["sin", "sine"],
  ["cos", "cosine"],
  ["tan", "tangent"],
  ["sqrt", "root"],
  ["zero", "0"],
  ["one", "1"],
  ["two", "2"],
  ["three", "3"],
  ["four", "4"],
  ["five", "5"],
  ["six", "6"],
  ["seven", "7"],
  ["eight", "8"],
  ["nine", "9"],
  ["ten", "10"],
]);

/** Puts the mathematical signs of an English text into words. */
export function verbalizeMath(text: string): string {
  if (/^[\p{L}\s.,;:!?'"()-]*$/u.test(text) && !GREEK_LETTER.test(text)) return text;
  const verbalized = SIGNS.reduce((result, [sign, words]) => result.replace(sign, words), text);
  return verbalized.replace(GREEK_LETTERS, (letter) => ` ${GREEK[letter]} `);
}

/** The form that stands for all the ways to write an English word: `sine` for `sin`, digits for small numbers. */
export function unifyEnglish(word: string): string {
  return WORDS.get(word) ?? word;
}
