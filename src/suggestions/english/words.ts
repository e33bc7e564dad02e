/** Words that point to something that only the video shows or has said before, or that say nothing. */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Of what a question holds none: who reads it has not seen the video. */
export const POINTING = words(
  `it its itself they them their theirs themselves this that these those he she him her his hers himself herself here there i
  me my mine myself we us our ours one ones other others another same such thing things stuff something someone somebody everything
  anything nothing everyone everybody guy guys above below previous next following last video videos chapter section
  today tomorrow yesterday now then so too also already just really actually basically literally kind sort like well okay ok um uh
  gonna wanna gotta yeah right let's lot lots bit let say said saying talking mentioned earlier later again else etc ever who whom
  whose which what when where why how if because though although while whereas etcetera whatever whoever yes no please maybe
  perhaps probably pretty quite exactly super instead however therefore did does lecture episode podcast slide slides screen
  specific particular certain given half second third folks ladies gentlemen homework exercise viewer viewers audience
  subscriber subscribers channel sponsor sponsors patreon beginning`,
);

/** Nouns that tell something only behind another: "the boiling point", "the point". */
export const VAGUE_NOUNS = words(
  `example examples point points question questions answer answers part parts way ways case cases fact sense side step time times
  day days week weeks year years people person place places end start idea ideas course`,
);

/** Of those, words that may stand amid a clause that is asked about. */
export const IN_CLAUSES = words(
  `who other one such half second beginning same given particular certain when if what how where`,
);

/** Nouns with "the" that need nothing to be understood. */
export const UNIQUE = words(
  `brain heart body sun moon earth world universe internet government economy market sky sea ocean spine skin stomach liver
  skull eye eyes ear ears nose mouth neck knee knees back shoulder shoulders hip hips ankle ankles wrist tongue lungs mind future past
  environment atmosphere climate web cloud nervous immune mediterranean military police church media press public law
  bible industry weather planet galaxy president bank constitution army navy`,
);
