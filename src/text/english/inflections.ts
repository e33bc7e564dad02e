import irregularPlurals from "irregular-plurals";

/**
 * Other forms of a word that a stemmer does not bring to it: the singular of an irregular plural (`mouse` for `mice`), the
 * infinitive of an irregular verb (`choose` for `chose`). undefined where there is none.
 */
export const baseForm = (word: string): string | undefined => BASE_FORMS.get(word);

/** The further word that a form may be one of: leaves are those of trees, or somebody leaves. */
export const secondBaseForm = (word: string): string | undefined => SECOND_BASE_FORMS.get(word);

const SECOND_BASE_FORMS = new Map([
  ["leaves", "leaf"],
  ["lives", "life"],
  ["axes", "axis"],
  ["bases", "basis"],
  ["wolves", "wolf"],
]);

/** Plurals that are left as they are: they are words of their own, or more often another word. */
const KEPT_PLURALS = new Set(
  "these those media dice data agenda staffs pros solos beaus brothers vitae soma tempos".split(" "),
);

/** Infinitives, each with its other forms. Forms that are more often another word are left out: left, saw, rose, ground. */
const VERBS = `arise arose arisen|awake awoke awoken|bear bore borne|beat beaten|become became|begin began begun|bend bent|
bet|bind bound|bite bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|
buy bought|catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt|
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|
fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|
get got gotten|give gave given|go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|
kneel knelt|know knew known|lead led|lean leant|leap leapt|learn learnt|lend lent|light lit|lose lost|make made|mean meant|
meet met|mistake mistook mistaken|overcome overcame|pay paid|prove proven|ride rode ridden|ring rang rung|rise risen|
run ran|say said|see seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank
shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spell spelt|spend spent|spill spilt|
spin spun|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|stink stank|
strike struck stricken|strive strove|swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung|take took taken|
teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|undertake undertook undertaken|
wake woke woken|wear wore worn|weave wove woven|weep wept|win won|withdraw withdrew withdrawn|write wrote written`;

const BASE_FORMS = new Map<string, string>([["analysis", "analyse"]]);
for (const [singular, plural] of irregularPlurals)
  if (singular !== plural && !KEPT_PLURALS.has(plural) && !SECOND_BASE_FORMS.has(plural))
    BASE_FORMS.set(plural, BASE_FORMS.get(singular) ?? singular);
for (const forms of VERBS.split("|")) {
  const [infinitive, ...others] = forms.trim().split(/\s+/u);
  for (const form of others) BASE_FORMS.set(form, infinitive!);
}
