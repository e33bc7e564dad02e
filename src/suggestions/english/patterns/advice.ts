import { POINTING } from "../words.ts";
import { isUnderstood, readClause } from "../clause.ts";
import { nounPhraseEnd } from "../noun-phrase.ts";
import { DURATION, endsOpen, hasNoun, isDeed, match, type Pattern } from "./pattern.ts";

const lowered = (text: string) => `${text[0]!.toLowerCase()}${text.slice(1)}`;

/** "To sharpen a knife, you need …", "If you want to sharpen a knife, …": how do you sharpen a knife? */
const howTo: Pattern = {
  needs: /^(?:[\p{L}, ]{0,20}\b)?(?:to|if you|by|you can|you could)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const purpose =
      match(
        statement,
        /^(?:[Ii]n order to|[Tt]o) (?<deed>[^,.;:]+?)(?:, (?:you|we|just|simply|start|use|take|make|put|try|all you|first|place|add|cut|hold|apply)| (?:you|we) (?:can|need|have|just|could|should|use|must|take|multiply|divide|simply))\b/du,
      )?.deed ??
      match(
        statement,
        /^[Ii]f you (?:want|need|wanted|are trying|would like) to (?<deed>[^,.;:]+?), (?:you (?:can|could|need|have|should|must|will need)|just|simply|use|take|make|try|start|first|all you|the (?:best|easiest|first|key))\b(?! end up)/du,
      )?.deed;
    const means =
      match(statement, /^[Yy]ou can (?<deed>[^,.;:]+?) by (?:\p{L}+ing)\b/du)?.deed ??
      match(
        statement,
        /^[Bb]y \p{L}+ing [^,.;:]+?, (?:you|we) (?:can|could|are able to) (?<deed>[^,.;:]+?)[.,]/du,
      )?.deed;
    const deed = purpose ?? means;
    if (!deed || !isDeed(words, deed, true)) return undefined;
    return {
      question: `How ${purpose ? "do" : "can"} you ${textOf(deed)}?`,
      template: "how-to",
      weight: 0.95,
    };
  },
};

/** "The best way to learn is …": what is the best way to learn? */
const bestWay: Pattern = {
  needs: /\b(?:ways?|method|approach|strategy|trick|technique|place|time) to\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { what, deed } =
      match(
        statement,
        /^(?:[Tt]he |[Aa] |[Aa]nother |[Oo]ne (?=\p{L}+ (?:way|method|approach|strategy|trick|technique) )|(?=[Oo]ne (?:way|method|approach|strategy|trick|technique) ))(?<what>(?:[Oo]ne|best|easiest|simplest|fastest|quickest|good|great|common|better|simple|easy|standard|usual|most [\p{L}]+|only|right|key) (?:way|method|approach|strategy|trick|technique|place|time)) to (?<deed>[^,.;:]+?) (?:is|was|would be) (?!not\b)/du,
      ) ?? {};
    if (!what || !deed || !isUnderstood(words, deed) || endsOpen(words, deed)) return undefined;
    if (deed.to - deed.from < 2 || !words[deed.from]!.tags.has("Verb") || !hasNoun(words, deed))
      return undefined;
    const text = textOf(what);
    if (/^one\b/iu.test(text))
      return {
        question: `What is ${text.toLowerCase()} to ${textOf(deed)}?`,
        template: "best-way",
        weight: 0.85,
      };
    const isOneOfMany = /^(?:good|great|common|better|simple|easy|standard|usual)/u.test(text);
    const article = isOneOfMany ? (/^[aeiou](?!sual)/u.test(text) ? "an" : "a") : "the";
    return { question: `What is ${article} ${text} to ${textOf(deed)}?`, template: "best-way", weight: 1 };
  },
};

/** "If you heat water, it boils": what happens if you heat water? With advice: what should you do? */
const condition: Pattern = {
  needs: /^(?:[\p{L}, ]{0,20}\b)?(?:if|when)\b.+,/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { word, clause, main } =
      match(
        statement,
        /^(?<word>[Ii]f|[Ww]hen) (?<clause>[^,.;:]+?), (?:then )?(?<main>\S+ \S+(?: \S+)?)/du,
      ) ?? {};
    if (!word || !clause || !main || clause.to - clause.from > 12) return undefined;
    const read = readClause(words, clause.from, clause.to);
    if (!read || !isUnderstood(words, read.rest) || !hasNoun(words, read.rest) || endsOpen(words, clause))
      return undefined;
    if (POINTING.has(words[clause.to - 1]!.lower)) return undefined;
    const asked = textOf(clause);
    if (
      /^(?:you|people) (?:(?:\p{L}+ly|still|do not|don't|just|ever) )*(?:are|were|'re|had|have|want|need|like|love|see|look|think|know|remember|notice|watch|wanted|imagine|say|do|don't|still|get|go|guess|ask|find|read|told|say|tell|ever|hear|read|keep|talk|speak|mean|discuss|mention|consider|compare|work|use|move|start|can|could|would|did)\b|\bcup of tea\b|^(?:we|anybody|anyone|somebody|someone|everybody|everyone|nobody)\b|\b(?:was|were|had|did)\b/iu.test(
        asked,
      )
    )
      return undefined;
    const lead = textOf(main).toLowerCase();
    const conjunction = textOf(word).toLowerCase();
    if (/^\p{L}+ (?:and|or)\b/u.test(lead)) return undefined;
    const isYours = /^you\b/iu.test(asked);
    if (
      /^(?:you (?:should|need to|must|have to|want to)|make sure|try|don't|never|always|just|use|stop|keep|put|avoid)\b/u.test(
        lead,
      )
    )
      return isYours
        ? { question: `What should you do ${conjunction} ${asked}?`, template: "advice-if", weight: 0.9 }
        : undefined;
    if (
      /^(?:i|please|let|let's|we|how|what|why|who|you (?:can|could|might|may|see|know|said|will notice|would)|here|this is|that is|so|and|or|but|it's|the (?:first|answer|question))\b/u.test(
        lead,
      )
    )
      return undefined;
    return { question: `What happens ${conjunction} ${asked}?`, template: "consequence", weight: 0.85 };
  },
};

/** "You should water a cactus when …": when should you water a cactus? */
const whenShould: Pattern = {
  needs: /\b(?:before|after|when|until|once|if|every)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { deed, when } =
      match(
        statement,
        /^[Yy]ou (?:should|must|have to|need to) (?:only |always )?(?<deed>[^,.;:]+?) (?<when>before|after|when|until|once|if|every) /du,
      ) ?? {};
    if (!deed || !when || !isDeed(words, deed)) return undefined;
    const asks = textOf(when) === "every" ? "How often" : "When";
    return { question: `${asks} should you ${textOf(deed)}?`, template: "when-should", weight: 0.85 };
  },
};

const TAKES = new RegExp(
  String.raw`\b[Ii]t (?:usually |typically |only |can |will |would |generally )*(?<verb>takes?|took) ${DURATION} (?:for (?<whom>[^,.;:]+?) )?to (?<deed>[^,.;:]+?)[,.]`,
  "du",
);
const HOLD = new RegExp(
  String.raw`^(?:[Yy]ou (?:should|can|need to|want to|have to|will) )?(?<deed>(?:[Hh]old|[Kk]eep|[Bb]oil|[Bb]ake|[Cc]ook|[Ss]oak|[Rr]est|[Ll]eave|[Aa]pply|[Ss]tir|[Ss]immer|[Ww]ash|[Rr]inse|[Bb]rush|[Ss]crub|[Mm]assage|[Ss]tretch|[Mm]icrowave|[Ff]reeze|[Ss]team|[Rr]oast|[Ff]ry) [^,.;:]+?) (?:for|after) ${DURATION}`,
  "du",
);

/** "It takes ten minutes to boil an egg": how long does it take to boil an egg? */
const howLong: Pattern = {
  needs: /\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { verb, whom, deed } = match(statement, TAKES) ?? {};
    if (verb && deed && isDeed(words, deed, true) && (!whom || statement.isSubject(whom))) {
      const aux = textOf(verb) === "took" ? "did" : "does";
      const forWhom = whom ? ` for ${textOf(whom)}` : "";
      return {
        question: `How long ${aux} it take${forWhom} to ${textOf(deed)}?`,
        template: "how-long",
        weight: 1,
      };
    }
    const held = match(statement, HOLD)?.deed;
    if (!held || !isUnderstood(words, held) || !hasNoun(words, held)) return undefined;
    return { question: `How long should you ${lowered(textOf(held))}?`, template: "how-long", weight: 0.95 };
  },
};

/** "Place your hand on …": where should you place your hand? */
const where: Pattern = {
  needs: /\b(?:place|put|position|rest|store|insert|wrap|tie)\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { verb, x } =
      match(
        statement,
        /^(?:[Yy]ou (?:should|can|need to|want to|have to|will) )?(?<verb>[Pp]lace|[Pp]ut|[Pp]osition|[Rr]est|[Ss]tore|[Ii]nsert|[Ww]rap|[Tt]ie) (?<x>(?:your|the) [^,.;:]+?) (?:on|onto|in|into|under|underneath|behind|around|over|between|against|above|below|at|near|next|inside|along|across) (?!it\b|this\b|that\b|here\b)/du,
      ) ?? {};
    if (!verb || !x || nounPhraseEnd(words, x.from, false) !== x.to || !isUnderstood(words, x))
      return undefined;
    if (words[x.from]!.lower !== "your" && !statement.isSubject(x)) return undefined;
    return {
      question: `Where should you ${lowered(textOf(verb))} ${textOf(x)}?`,
      template: "where-should",
      weight: 0.8,
    };
  },
};

/** "You need yeast to make bread": what do you need to make bread? */
const needed: Pattern = {
  needs: /\byou (?:will )?(?:only |just )?need\b|\byou['’]ll need\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { x, deed } =
      match(
        statement,
        /^[Yy]ou (?:will |only |just |also )*need (?<x>(?!to\b)[^,.;:]+?) (?:in order )?to (?<deed>[^,.;:]+?)(?:[,.]|$)/du,
      ) ?? {};
    if (!x || !deed || nounPhraseEnd(words, x.from) !== x.to || !isDeed(words, deed, true)) return undefined;
    return { question: `What do you need to ${textOf(deed)}?`, template: "needed", weight: 0.9 };
  },
};

/** "About half of …": what share? */
const share: Pattern = {
  needs: /(?:%|\bpercent) of\b/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const of = match(
      statement,
      /^(?:[Aa]bout |[Aa]round |[Rr]oughly |[Oo]ver |[Nn]early |[Oo]nly |[Mm]ore than |[Aa]lmost )*[\p{N}.,]+(?:%| ?percent) of (?<clause>[^,.;:]+?)(?:[,.]|$)/du,
    )?.clause;
    const read = of && readClause(words, of.from, of.to);
    if (!of || !read || !isUnderstood(words, read.rest) || endsOpen(words, of) || of.to - of.from > 10)
      return undefined;
    return { question: `What percentage of ${textOf(of)}?`, template: "share", weight: 0.9 };
  },
};

export const ADVICE_PATTERNS: Pattern[] = [
  howTo,
  bestWay,
  condition,
  whenShould,
  howLong,
  where,
  needed,
  share,
];
