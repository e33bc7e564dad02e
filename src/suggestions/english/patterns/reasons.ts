import { invert, readClause } from "../clause.ts";
import type { MadeQuestion } from "../../question-candidate.ts";
import { mayBeVerb } from "../../../text/english/noun-phrases.ts";
import { isDeed, match, type Pattern } from "./pattern.ts";
import type { Statement } from "../read-sentence.ts";
import type { Word } from "../tagged-text.ts";

const REASON =
  /^(?:[Tt]he|[Oo]ne|[Aa]nother) (?:(?:main|big|biggest|real|key|only|other|whole) )?reason (?:that |why |for which )?(?<clause>[^,.;:]+?),? (?:is|was) (?:that|because|to|due)\b/du;
const THAT_IS_WHY = /^(?:that|this|which) is why (?<clause>[^,.;:]+)/diu;
const IT_IS =
  /^it is (?:really |very |so |also |always )*(?<how>important|hard|difficult|easy|easier|useful|helpful|essential|good|bad|better|best|critical|crucial|dangerous|impossible|necessary|vital|tempting|worth|risky)(?: for (?:you|us|people))? to (?<deed>[^,.;:]+?),? because\b/diu;
const THE_WAY =
  /^the way (?:that |in which )?(?<clause>[^,.;:]+?) (?:is|was) (?:by|that|to|through|with)\b/diu;
const WHAT = /^what (?<clause>[^,.;:]+?) (?:is|was) (?!this\b|that\b.?$|it\b|here\b)/diu;
const DO_BECAUSE =
  /^(?:[Yy]ou (?:should|need to|have to|must|want to) |[Aa]lways |[Mm]ake sure (?:that )?(?:you |to )|(?=\p{Lu}\p{L}+ (?:the|your|an?|some)\b))(?<deed>[^,.;:]+?),? (?:because|so that|so (?:you|it|the|your|they)|to (?:avoid|prevent|keep|make sure|ensure|protect|help))\b/du;
const DO_NOT_BECAUSE =
  /^(?:[Yy]ou (?:should not|shouldn't|should never|don't want to|do not want to|never want to) |[Nn]ever |[Dd]on't |[Dd]o not |[Aa]void (?=\p{L}+ing))(?<deed>[^,.;:]+?),? (?:because|otherwise|or else|so that|as (?:it|this|that) (?:can|will|could|may)|since|or (?:you|it|the)|this (?:can|will|could))\b/du;

/** "Water boils because …", "The reason that water boils is …": why does water boil? */
const because: Pattern = {
  needs: /\b(?:because|reason|is why|s why)\b/iu,
  ask(statement) {
    const { words } = statement;
    const reason = match(statement, REASON)?.clause;
    if (reason) return askWhy(statement, reason.from, reason.to, 1);
    const before = match(statement, THAT_IS_WHY)?.clause;
    if (before) return askWhy(statement, before.from, before.to, 0.85);
    const { how, deed } = match(statement, IT_IS) ?? {};
    if (how && deed && isDeed(words, deed, true))
      return {
        question: `Why is it ${statement.textOf(how).toLowerCase()} to ${statement.textOf(deed)}?`,
        template: "why-it-is",
        weight: 1,
      };
    const at = words.findIndex(({ lower }) => lower === "because");
    const isExplained = at >= 3 && words.length - at >= (words[at + 1]?.lower === "of" ? 5 : 4);
    if (!isExplained) return undefined;
    for (const from of clauseStarts(words, at)) {
      const made = askWhy(statement, from, at, from === 0 ? 0.95 : 0.85);
      if (made) return made;
    }
    return undefined;
  },
};

/** Where a clause may begin that ends before a word: the whole statement, then what follows a comma or a conjunction. */
function clauseStarts(words: Word[], before: number): number[] {
  const starts = [0];
  for (let at = before - 3; at > 0; at--) {
    const { lower, after } = words[at - 1]!;
    if (after === "," || /^(?:and|but|so)$/u.test(lower))
      if (after !== "," && mayBeVerb(words[at]!.lower) && !words[at]!.tags.has("Plural")) continue;
      else starts.push(/^(?:and|but|so)$/u.test(words[at]!.lower) ? at + 1 : at);
  }
  return starts.filter((start) => before - start >= 3);
}

function askWhy(statement: Statement, from: number, to: number, weight: number): MadeQuestion | undefined {
  const { words, textOf } = statement;
  const clause = to - from < 3 ? undefined : readClause(words, from, to);
  const asked = clause && invert(words, clause, textOf);
  if (asked === undefined) return undefined;
  const template = /^(?:is|are|was|were|isn't|aren't|wasn't|weren't)\b/u.test(asked)
    ? "why-be"
    : /^(?:should|shouldn't|must)\b/u.test(asked)
      ? "why-should"
      : "why";
  return { question: `Why ${asked}?`, template, weight };
}

/** Why a whole statement holds, whose reason is told next. */
export const whyOf = (statement: Statement): MadeQuestion | undefined =>
  askWhy(statement, 0, statement.words.length, 0.9);

/** "What gradient descent does is …": what does gradient descent do? "The way that it is done is …": how? */
const cleft: Pattern = {
  needs: /^(?:[\p{L}, ]{0,20}\b)?(?:what|the way)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const way = match(statement, THE_WAY)?.clause;
    const clause = way ?? match(statement, WHAT)?.clause;
    const read = clause && readClause(words, clause.from, clause.to);
    if (!read || words[read.subject.from]!.lower === "you" || words[read.subject.from]!.lower === "we")
      return undefined;
    if (/^(?:is|are|was|were|can|could|will|would|should|.*n't)$/u.test(words[read.verb]!.lower) && !way)
      return undefined;
    const asked = invert(words, read, textOf);
    if (asked === undefined) return undefined;
    return {
      question: `${way ? "How" : "What"} ${asked}?`,
      template: way ? "how" : "what-does",
      weight: 0.95,
    };
  },
};

/** "Rinse the rice so that …": why should you rinse the rice? */
const advice: Pattern = {
  needs:
    /^(?:[\p{L}, ]{0,20}\b)?(?:you (?:should|need to|have to|must|want to|do|don['’]t|shouldn['’]t|never)|always|never|make sure|do not|don['’]t|avoid|\p{L}+ (?:the|your|an?|some))\b.*\b(?:because|so|avoid|prevent|keep|sure|ensure|protect|help|otherwise|or|since|as|this)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const not = match(statement, DO_NOT_BECAUSE)?.deed;
    const deed = not ?? match(statement, DO_BECAUSE)?.deed;
    if (!deed || !isDeed(words, deed)) return undefined;
    const text = textOf(deed);
    return {
      question: `Why ${not ? "shouldn't" : "should"} you ${text[0]!.toLowerCase()}${text.slice(1)}?`,
      template: not ? "why-should-not" : "why-should",
      weight: 0.95,
    };
  },
};

/** "Plants make food by …": how do plants make food? */
const by: Pattern = {
  needs: /\b(?:by|through) \p{L}+ing\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const at = words.findIndex(
      ({ lower }, n) => /^(?:by|through)$/u.test(lower) && words[n + 1]?.lower.endsWith("ing"),
    );
    const clause = at < 3 ? undefined : readClause(words, 0, at);
    if (
      !clause ||
      /^(?:is|are|was|were|can|could|will|would|should|has|have|had)/u.test(words[clause.verb]!.lower)
    )
      return undefined;
    // "The surface formed by turning it" is no statement.
    if (clause && words[clause.verb]!.lower.endsWith("ed")) return undefined;
    const asked = invert(words, clause, textOf);
    return asked === undefined ? undefined : { question: `How ${asked}?`, template: "how", weight: 0.95 };
  },
};

/** "Water boils when …": when does water boil? */
const when: Pattern = {
  needs:
    /\b(?:happens?|occurs?|arises?|forms?|appears?|begins?|starts?|ends?|stops?|develops?) (?:when|if|once|after|until)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const at = words.findIndex(
      ({ lower }, n) =>
        n > 0 &&
        /^(?:when|if|once|after|until)$/u.test(lower) &&
        /^(?:happen|occur|arise|form|appear|begin|start|end|stop|develop)/u.test(words[n - 1]!.lower),
    );
    const clause = at < 2 ? undefined : readClause(words, 0, at);
    const asked = clause && invert(words, clause, textOf);
    return asked === undefined
      ? undefined
      : { question: `When ${asked}?`, template: "when-does", weight: 0.85 };
  },
};

export const REASON_PATTERNS: Pattern[] = [because, cleft, advice, by, when];
