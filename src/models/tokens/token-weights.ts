/** Characters of one script make a run; the encoding cuts between runs, except before a word (see `tokensOfRun`). */
export type Script = number;
export const START = 0;
export const SPACE = 1;
export const DIGIT = 2;
export const MARK = 3;
/** Characters that make no runs. */
const APART = 4;
/** Ideographs, kana and Thai are written without spaces: their runs are sentences. */
export const UNSPACED = 5;
/** Scripts from here on make words. */
export const LATIN = 6;
const CYRILLIC = 7;
const GREEK = 8;
const ARABIC = 9;
const HEBREW = 10;
const DEVANAGARI = 11;
const INDIC = 12;
const HANGUL = 13;
const CAUCASIAN = 14;

/** Tokens of a word beside those of its letters, and further tokens of each letter beyond the twelfth. */
const WORDS: Record<Script, [word: number, beyondTwelve: number]> = {
  [LATIN]: [0.73, 0.3],
  [CYRILLIC]: [0.4, 0.8],
  [GREEK]: [1.5, 0.6],
  [ARABIC]: [0.1, 0.65],
  [HEBREW]: [0.3, 0.6],
  [DEVANAGARI]: [0.2, 0.65],
  [INDIC]: [0.95, 0.5],
  [HANGUL]: [0.45, 0.5],
  [CAUCASIAN]: [0.5, 0.5],
};
/** Most frequent words of Latin letters have at most four, or are one token all the same. */
export const LATIN_BEYOND_FOUR = 0.24;
/** Letters right after others or after digits, as in identifiers and base64, are less often a word. */
export const LATIN_GLUED = 0.55;

type Kind = [script: Script, each: number, ...ranges: ([from: number, to: number] | string)[]];

/** Tokens of each character, beside those of its run. A character in several kinds belongs to the last. */
const KINDS: Kind[] = [
  [START, 0],
  [APART, 2, [0x80, 0x7ff]],
  [APART, 2.6, [0x800, 0xffff]],
  // Control characters, signs such as § and ×, digits that are not ASCII, joiners and variants of emoji.
  [
    APART,
    1,
    [0, 0x1f],
    [0x7f, 0x7f],
    [0xa1, 0xbf],
    [0x660, 0x669],
    [0x6f0, 0x6f9],
    [0x966, 0x96f],
    [0x200c, 0x200f],
  ],
  [APART, 1, [0x20a0, 0x20bf], [0xfe00, 0xfe0f], "×÷"],
  // Arrows, mathematics, drawings; letters of full width; ideographs that few know.
  [APART, 2.2, [0x2070, 0x209f], [0x20c0, 0x2bff], [0xff21, 0xffef], [0x3400, 0x4dbf]],
  // Halves of surrogate pairs: second ones, first ones of emoji, and of all else.
  [APART, 1, [0xdc00, 0xdfff]],
  [APART, 1.2, [0xd83c, 0xd83e]],
  [APART, 3, [0xd800, 0xd83b], [0xd83f, 0xdbff]],
  [SPACE, 0, "\t\v\f \u00a0", [0x2000, 0x200b]],
  [SPACE, 1, "\n\r\u2028\u2029"],
  [DIGIT, 0, [0x30, 0x39]],
  [
    MARK,
    0,
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
    [0x2010, 0x2027],
    [0x202a, 0x206f],
    "¡«·»¿،؛؟",
  ],
  [UNSPACED, 0.5, [0x3000, 0x303f], [0xff00, 0xff20]],
  [UNSPACED, 0.81, [0x3040, 0x30ff], [0x31f0, 0x31ff]],
  [UNSPACED, 0.86, [0x4e00, 0x9fff], [0xf900, 0xfaff]],
  // Thai; Lao, Burmese and Khmer.
  [UNSPACED, 0.42, [0xe00, 0xe7f]],
  [UNSPACED, 0.61, [0xe80, 0xeff], [0x1000, 0x109f], [0x1780, 0x17ff]],
  [LATIN, 0, [0x61, 0x7a]],
  // Rare in English and in Romance languages, in which a word is most often one token.
  [LATIN, 0.6, "jkz"],
  [LATIN, 0.63, [0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0xff], "ªµº"],
  [LATIN, 0.79, [0x100, 0x24f]],
  // Vietnamese; phonetic signs; accents that follow their letter.
  [LATIN, 0.2, [0x1e00, 0x1eff]],
  [LATIN, 1.9, [0x250, 0x2ff]],
  [LATIN, 1.5, [0x300, 0x36f]],
  [CYRILLIC, 0.2, [0x400, 0x52f]],
  // Of Ukrainian and Bulgarian, whose WORDS take more than those of Russian.
  [CYRILLIC, 1.7, "іїєґъІЇЄҐЪ"],
  [GREEK, 0.14, [0x370, 0x3ff], [0x1f00, 0x1fff]],
  [
    ARABIC,
    0.34,
    [0x600, 0x60b],
    [0x60d, 0x61a],
    [0x61c, 0x61e],
    [0x620, 0x65f],
    [0x66a, 0x6ef],
    [0x6fa, 0x6ff],
  ],
  [ARABIC, 0.34, [0x750, 0x77f], [0x8a0, 0x8ff], [0xfb50, 0xfdff], [0xfe70, 0xfefe]],
  [HEBREW, 0.425, [0x590, 0x5ff], [0xfb1d, 0xfb4f]],
  [DEVANAGARI, 0.335, [0x900, 0x965], [0x970, 0x97f]],
  // Bengali to Malayalam; Telugu and Kannada; Sinhala.
  [INDIC, 0.25, [0x980, 0xd7f]],
  [INDIC, 0.3, [0xc00, 0xcff]],
  [INDIC, 0.41, [0xd80, 0xdff]],
  [HANGUL, 0.62, [0x1100, 0x11ff], [0x3130, 0x318f], [0xac00, 0xd7a3]],
  // Armenian, Georgian.
  [CAUCASIAN, 0.275, [0x530, 0x58f], [0x10a0, 0x10ff]],
];
export const CAPITAL = KINDS.push([LATIN, 0.2, [0x41, 0x5a]]) - 1;

export const TOKENS_OF_WORD = Float64Array.from(
  { length: CAUCASIAN + 1 },
  (_, script) => WORDS[script]?.[0] ?? 0,
);
export const TOKENS_BEYOND_TWELVE = Float64Array.from(TOKENS_OF_WORD, (_, script) => WORDS[script]?.[1] ?? 0);
export const SCRIPT_OF_KIND = Uint8Array.from(KINDS, ([script]) => script);
export const TOKENS_OF_CHARACTER = Float64Array.from(KINDS, ([, tokens]) => tokens);
/** "Token" is as good as "token"; "TOKEN" takes more. */
export const TOKENS_OF_FIRST = TOKENS_OF_CHARACTER.with(CAPITAL, 0);
export const KIND_OF_CODE = new Uint8Array(0x1_0000);
KINDS.forEach(([, , ...ranges], kind) => {
  for (const range of ranges) {
    if (typeof range !== "string") KIND_OF_CODE.fill(kind, range[0], range[1] + 1);
    else for (const character of range) KIND_OF_CODE[character.charCodeAt(0)] = kind;
  }
});
