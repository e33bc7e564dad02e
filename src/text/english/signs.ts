/** Signs, and the English words for them. Captions hold the words, questions often the signs. */
const SIGNS: [RegExp, string][] = [
  [/(?:\^2|²)(?!\p{N})/gu, " squared "],
  [/(?:\^3|³)(?!\p{N})/gu, " cubed "],
  [/\^/gu, " to the "],
  [/√/gu, " square root "],
  [/∫/gu, " integral "],
  [/∞/gu, " infinity "],
  [/∂/gu, " partial "],
  [/[∑Σ]/gu, " sum "],
  [/[$]\s?(\p{N}[\p{N}.,]*\p{N}|\p{N})/gu, "$1 dollars"],
  [/€\s?(\p{N}[\p{N}.,]*\p{N}|\p{N})/gu, "$1 euros"],
  [/£\s?(\p{N}[\p{N}.,]*\p{N}|\p{N})/gu, "$1 pounds"],
  [/€/gu, " euros "],
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

const SYMBOLS = new Map([
  ["sin", "sine"],
  ["cos", "cosine"],
  ["tan", "tangent"],
  ["sqrt", "root"],
  ["ii", "2"],
  ["iii", "3"],
]);

/** What one of the signs may be in a text that has any. */
const SIGN = /[\^²³√∫∞∂∑Σ°%=≈/$€£]/u;

/** Puts the signs of mathematics, money and measures in an English text into words, and `US` into `U.S.` */
export function verbalizeSigns(text: string): string {
  let verbalized = text;
  if (SIGN.test(text)) for (const [sign, words] of SIGNS) verbalized = verbalized.replace(sign, words);
  if (GREEK_LETTER.test(text))
    verbalized = verbalized.replace(GREEK_LETTERS, (letter) => ` ${GREEK[letter]} `);
  // In capitals alone it may well be "us".
  return text.includes("US") && /\p{Ll}/u.test(text) ? verbalized.replace(/\bUS\b/gu, "u.s.") : verbalized;
}

/** The word for an abbreviation of mathematics: `sine` for `sin`; digits for the numerals of wars and kings. */
export function unifySymbol(word: string): string {
  return SYMBOLS.get(word) ?? word;
}
