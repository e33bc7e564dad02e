/**
 * One spelling for the British and the American one of a word. It stands for both and need be neither: what counts is that
 * no two words get the same. `-our` is American, `-ise` British, after the rule that is the safer one.
 */
export function unifySpelling(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  for (const [hint, pattern, replacement] of RULES)
    if (word.includes(hint)) {
      const unified = word.replace(pattern, replacement);
      if (unified !== word) return unified;
    }
  return word;
}

/** Each rule is tried only on words that hold its hint. */
const RULES: [hint: string, pattern: RegExp, replacement: string][] = [
  // colour, favourite, neighbourhood; not four, hour, tour, your, and verbs in -vour.
  [
    "our",
    /^((?:dis|mis|un|en|multi|re|techni)?(?:arb|ard|arm|behavi|cand|clam|clang|col|dem|dol|enam|end|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|sci|splend|succ|tum|val|vap|vig))our/u,
    "$1or",
  ],
  // centre, theatres, kilometre; not acre, genre, mediocre.
  ["tre", /(cen|thea|lus|spec|li|me|mi|goi)tre(s|d)?$/u, "$1ter$2"],
  ["bre", /(fi|cali|sa|som)bre(s|d)?$/u, "$1ber$2"],
  ["meagre", /^meagre/u, "meager"],
  // organize, analyzed, realization, with prize and size among them, which meet no other word.
  ["z", /([iy])z(es?|ed|ers?|ing|ations?|able)$/u, "$1s$2"],
  ["nce", /^(def|off|pret|lic)ence(s|d|less)?$/u, "$1ense$2"],
  ["ogue", /^(anal|catal|dial|monol|prol|epil|homol)ogue(s|d)?$/u, "$1og$2"],
  ["ae", /^((?:\p{L}*(?:an|h|p|t|gyn|k|arch|f))|orthop|encyclop)ae(?=\p{L}{2})(?!robi|rial|ro)/u, "$1e"],
  ["oe", /^(\p{L}*(?:diarrh)|)oe(?=strog|sophag|dem|nolog|a$)/u, "$1e"],
  ["foet", /^foet/u, "fet"],
  ["moeb", /moeb/u, "meb"],
  ["oeuv", /oeuv/u, "euv"],
  ["mould", /mould/u, "mold"],
  ["plough", /plough/u, "plow"],
  ["sulph", /sulph/u, "sulf"],
  ["grey", /grey/u, "gray"],
  ["scept", /^scept(?=ic)/u, "skept"],
  ["dgement", /dgement/u, "dgment"],
];

const IRREGULAR = new Map(
  `aeroplane airplane|aluminium aluminum|artefact artifact|ageing aging|axe ax|cheque check|cosy cozy|doughnut donut|
  draught draft|fulfil fulfill|gaol jail|kerb curb|jewellery jewelry|maths math|moustache mustache|mum mom|omelette omelet|
  plait braid|practise practice|practising practicing|practised practiced|programme program|pyjama pajama|skilful skillful|
  tonne ton|tyre tire|whisky whiskey|wilful willful|yoghurt yogurt|yoghourt yogurt|disc disk|instalment installment|
  enrolment enrollment|licence license|counsellor counselor|traveller traveler|woollen woolen|tranquillity tranquility|
  marvellous marvelous|chilli chili|cypher cipher`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string])
    .flatMap(([one, other]) => [
      [one, other],
      [`${one}s`, `${other}s`],
    ]),
);
