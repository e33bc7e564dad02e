import { mayBeVerb } from "../../../text/english/noun-phrases.ts";
import { opening, words } from "../signs.ts";
import { JOINING } from "./joining.ts";

/** Whether a clause without punctuation lacks its verb, or what follows from it ("if the two are equal"). */
export const isUnfinished = (clause: string): boolean =>
  countVerbs(clause) < (SUBORDINATE.test(clause) ? 2 : 1);

/** Whether a sentence may have a verb. */
export const mayHaveVerb = (sentence: string): boolean =>
  GERUND.test(sentence)
    ? countVerbs(sentence) > 0
    : AUXILIARY.test(sentence) || wordsNotAsNoun(sentence).some((word) => mayBeVerb(word));

/** A sentence that begins with the gerund of a verb has another. */
const GERUND = opening(JOINING, "\\p{L}+ing");

function countVerbs(said: string): number {
  const clause = said.replaceAll(RELATIVE, "");
  const others = wordsNotAsNoun(clause).filter((word) => /(?:s|ed)$/u.test(word) && mayBeVerb(word));
  return (clause.match(AUXILIARIES)?.length ?? 0) + others.length;
}

const wordsNotAsNoun = (sentence: string): string[] =>
  (sentence.match(NOT_AS_NOUN) ?? []).filter((word) => word !== "the" && !word.endsWith("ing"));

/** What begins a relative clause, whose verb is not that of its sentence. */
const RELATIVE =
  /(?<=\p{L} )(?<!(?:means?|says?|tells? \p{L}+|know|show|so|is|sure) )(?:that|which|who)(?:['’]s| (?:is|are|was|were|has|have|had|can|will|would))(?: \p{L}+ed)?(?!\p{L})/giu;

/** A word in small letters behind none that a noun or an infinitive stands behind. */
const NOT_AS_NOUN =
  /(?<!(?:^|\s)(?:the|an?|of|this|that|my|your|his|her|our|their|its|two|three|four|most|more|some|every|each|all|any|no|in|on|at|by|for|with|from|and|to) )(?<!\p{L})\p{Ll}+/gu;
const AUXILIARY = words(
  "is | isn't | are | aren't | was | wasn't | were | has | have | had | do | does | did | can | could | will | would | should | must | may | might | \\p{L}+'(?:s|re|ve|ll|d|m) | \\p{L}+n't",
);
const AUXILIARIES = new RegExp(AUXILIARY.source, "giu");
const SUBORDINATE = opening(
  JOINING,
  "if | when | because | since | before | after | first before | as | even if | even though | although | once | while | where | wherever | whenever | whichever | whoever | whatever",
);
