import { invert, readClause } from "../clause.ts";
import { isPluralPhrase, nounPhraseEnd, type Span } from "../noun-phrase.ts";
import { endsOpen, hasNoun, match, type Pattern } from "./pattern.ts";
import { infinitiveOf, type Word } from "../tagged-text.ts";

const SUPERLATIVE =
  /^(?<one>[Oo]ne of )?[Tt]he (?<what>(?:number one |single )?(?:most [\p{L}-]+|least [\p{L}-]+|biggest|largest|smallest|greatest|hardest|easiest|best|worst|main|key|fastest|strongest|highest|lowest|longest|oldest|simplest|toughest|earliest|closest|deepest|primary|number one) [^,.;:]+?) (?<be>is|are|was|were) (?!it\b|not\b|this\b|here\b|these\b|going\b|in\b|on\b)/du;
const MORE = /^(?:of|in|for|to|about|when|people|companies|founders|you|with|on|behind|from|ever)$/u;
const UNTOLD =
  /^(?:your|it|its|they|them|their|this|that|these|those|he|she|him|her|his|here|there|i|me|my|we|us|our|ones?|other|another|same|such|thing|things|stuff|something|video|so|now|then|today|question|example|point|part|kind|sort|reason|reasons)$/u;

/** "The biggest mistake people make is …": what is the biggest mistake people make? */
const superlative: Pattern = {
  needs:
    /^(?:[\p{L}, ]{0,20}\b)?the (?:number|single|most|least|main|key|first|worst|best|primary|\p{L}+est)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { one, what, be } = match(statement, SUPERLATIVE) ?? {};
    if (!what || !be) return undefined;
    const length = what.to - what.from;
    const core = nounPhraseEnd(words, what.from, false);
    if (length < 3 || length > 10 || core === undefined || endsOpen(words, what)) return undefined;
    if (words.slice(what.from, what.to).some(({ lower, after }) => UNTOLD.test(lower) || after !== ""))
      return undefined;
    const isMoreTold = core < what.to && MORE.test(words[core]!.lower);
    if (!isMoreTold && !(core === what.to && length >= 5)) return undefined;
    const asked = one ? "one of the" : "the";
    return {
      question: `What ${textOf(be)} ${asked} ${textOf(what)}?`,
      template: "superlative",
      weight: 0.95,
    };
  },
};

const TELLS =
  /^(?:measures?|represents?|describes?|predicts?|explains?|stores?|produces?|controls?|determines?|encodes?|computes?|calculates?|provides?|requires?|contains?|affects?|creates?|prevents?|protects?|removes?|reduces?|increases?|improves?|involves?|tells?|says?|states?|believed|argued|discovered|invented|proved|realized|suggests?|uses?|needs?|includes?|causes?|regulates?|drives?|recommends?|supports?|triggers?|carries|carry|connects?|combines?|proposed|claimed)$/u;
const NEEDS_TELLS = new RegExp(String.raw`\b${TELLS.source.slice(1, -1)}\b`, "iu");

/** "The derivative measures …": what does the derivative measure? */
const whatDoes: Pattern = {
  needs: NEEDS_TELLS,
  ask(statement) {
    const { words, textOf } = statement;
    const end = nounPhraseEnd(words, 0);
    const verb = words[end ?? 0];
    const object = words[(end ?? 0) + 1];
    if (end === undefined || !verb || !object || !TELLS.test(verb.lower) || !verb.tags.has("Verb"))
      return undefined;
    const subject = { from: 0, to: end };
    if (!statement.isSubject(subject) || !isToldOf(words, end + 1)) return undefined;
    const isPlural = isPluralPhrase(words, subject);
    const isPast = verb.tags.has("PastTense");
    if (!isPast && isPlural === verb.lower.endsWith("s")) return undefined;
    const base =
      isPast || !isPlural ? infinitiveOf(verb.lower, isPast ? "PastTense" : "PresentTense") : verb.lower;
    const who = /^(?:you|us)$/u.test(object.lower) ? ` ${object.lower}` : "";
    const aux = isPast ? "did" : isPlural ? "do" : "does";
    return { question: `What ${aux} ${textOf(subject)} ${base}${who}?`, template: "what-does", weight: 0.7 };
  },
};

const isToldOf = (words: Word[], at: number): boolean =>
  !/^(?:it|this|these|those|them|itself|something|things|here)$/u.test(words[at]!.lower) &&
  (nounPhraseEnd(words, at) !== undefined || /^(?:that|how|whether|what|you|us)$/u.test(words[at]!.lower));

/** "In 1859, Darwin published …": when did Darwin publish …? */
const whenDid: Pattern = {
  needs: /\b(?:1\d{3}|20\d{2})\b/u,
  ask(statement) {
    const { words, textOf } = statement;
    const clause =
      match(statement, /^[Ii]n (?:the )?(?:\p{L}+ )?(?:of )?(?:1\d{3}|20\d{2}),? (?<clause>[^,.;:]+?)[,.]/du)
        ?.clause ??
      match(
        statement,
        /^(?<clause>\p{L}[^,.;:]+?) (?:back )?in (?:the )?(?:\p{Lu}\p{L}+ )?(?:of )?(?:1\d{3}|20\d{2})\b/du,
      )?.clause;
    if (!clause || clause.to - clause.from < 3 || clause.to - clause.from > 12 || endsOpen(words, clause))
      return undefined;
    const read = readClause(words, clause.from, clause.to);
    if (
      !read ||
      !words[read.verb]!.tags.has("PastTense") ||
      /^(?:was|were|had|you|we)$/u.test(words[read.verb]!.lower)
    )
      return undefined;
    if (!hasNoun(words, read.rest) || /^(?:you|we)$/u.test(words[clause.from]!.lower)) return undefined;
    const asked = invert(words, read, textOf);
    return asked === undefined
      ? undefined
      : { question: `When ${asked}?`, template: "when-did", weight: 0.9 };
  },
};

const COUNTED: [template: string, expression: RegExp][] = [
  [
    "how-many",
    /^[Tt]here are (?:about |around |roughly |over |more than |only |nearly |exactly )*(?:\p{N}[\p{N},.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundreds of|thousands of|millions of)(?: (?:million|billion|thousand|hundred)s?)? (?<what>[^,.;:]+?) (?<where>in|on|inside|within) (?<x>[^,.;:]+?)[,.]/du,
  ],
  [
    "how-many",
    /^(?<x>[^,.;:]+?) (?<verb>has|have|contains?) (?:about |around |roughly |over |more than |only |nearly |exactly )*(?:\p{N}[\p{N},.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)(?: (?:million|billion|thousand|hundred)s?)? (?<what>[^,.;:]+?)[,.]/du,
  ],
];

/** "There are eight planets in the solar system", "A spider has eight legs": how many? */
const howMany: Pattern = {
  needs:
    /\b(?:there are|has|have|contains?)\b.*(?:\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundreds|thousands|millions)\b)/iu,
  ask(statement) {
    const { words, textOf } = statement;
    for (const [template, expression] of COUNTED) {
      const { x, what, where: preposition, verb } = match(statement, expression) ?? {};
      if (!x || !what || !statement.isSubject(x) || !isCounted(words, what)) continue;
      const things = textOf(what);
      const question = preposition
        ? `How many ${things} are there ${textOf(preposition)} ${textOf(x)}?`
        : `How many ${things} ${isPluralPhrase(words, x) ? "do" : "does"} ${textOf(x)} ${textOf(verb!).startsWith("contain") ? "contain" : "have"}?`;
      return { question, template, weight: 0.85 };
    }
    return undefined;
  },
};

const isCounted = (words: Word[], what: Span): boolean =>
  nounPhraseEnd(words, what.from) === what.to &&
  isPluralPhrase(words, what) &&
  words
    .slice(what.from, what.to)
    .every(
      ({ lower }) =>
        !UNTOLD.test(lower) && !/^(?:years|days|times|ways|minutes|percent|dollars)$/u.test(lower),
    );

export const FACT_PATTERNS: Pattern[] = [superlative, whatDoes, whenDid, howMany];
