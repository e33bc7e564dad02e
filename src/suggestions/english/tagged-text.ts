import nlp from "compromise/two";

/** A word of a sentence with its parts of speech, as compromise names them. */
export type Word = {
  /** As it is written, without punctuation. */
  text: string;
  lower: string;
  /** Punctuation behind it, but for a hyphen. */
  after: string;
  /** Whether a hyphen joins it to the next word. */
  isHyphenated: boolean;
  tags: ReadonlySet<string>;
};

/** Words that a verb is joined to. */
const SHORTENS =
  /^(?:it|that|there|here|what|who|where|how|when|why|he|she|let|this|everyone|everything|something|nothing|one)['’]s$/iu;

/** What compromise tells of a word. Its types name no tags. */
type Term = { text: string; pre: string; post: string; implicit?: string; tags: Set<string> };

/** The words of a sentence. Contractions of pronouns and names are written out ("it's": it, is), negated verbs stay ("isn't"). */
export function tagWords(sentence: string): Word[] {
  const terms = (nlp(sentence) as unknown as { docs: Term[][] }).docs.flat();
  const words: Word[] = [];
  for (const [at, { text, post, implicit, tags }] of terms.entries()) {
    const isHyphenated = post === "-";
    const after = isHyphenated ? "" : post.trim();
    const isRest = text === "";
    if (isRest && tags.has("Negative")) {
      const verb = words.at(-1);
      if (verb) verb.after = after;
      continue;
    }
    const isNegated = terms[at + 1]?.text === "" && terms[at + 1]!.tags.has("Negative");
    // "Planck's" amid a sentence is a genitive more often than "Planck is".
    const isGenitive = !isRest && /['’]s$/u.test(text) && !tags.has("Pronoun") && !SHORTENS.test(text);
    if (isRest && words.at(-1)?.tags.has("Possessive")) continue;
    const written = implicit === undefined || isNegated || isGenitive ? text : implicit;
    if (written === "") continue;
    words.push({
      text: written,
      lower: written.toLowerCase().replaceAll("’", "'"),
      after,
      isHyphenated,
      tags: isGenitive ? new Set([...tags, "Possessive"]) : tags,
    });
  }
  return words;
}

type Transform = {
  verb: {
    toInfinitive(verb: string, model: unknown, tense: string): string;
    conjugate(infinitive: string, model: unknown): { PresentTense: string; PastTense: string };
  };
};
const transform = (): Transform => (nlp.methods() as { two: { transform: Transform } }).two.transform;

/** The infinitive of an inflected verb in lower case: "drives", "drove". */
export function infinitiveOf(verb: string, tense: "PresentTense" | "PastTense"): string {
  return transform().verb.toInfinitive(verb, nlp.model(), tense);
}

/** The third person and the past of a verb: "makes", "made". */
export function verbForms(infinitive: string): { third: string; past: string } {
  const { PresentTense, PastTense } = transform().verb.conjugate(infinitive, nlp.model());
  return { third: PresentTense, past: PastTense };
}
