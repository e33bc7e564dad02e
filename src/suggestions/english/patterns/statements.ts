import { invert, isUnderstood, readClause } from "../clause.ts";
import { isNoun, isPluralPhrase, nounPhraseEnd, type Span } from "../noun-phrase.ts";
import { endsOpen, hasNoun, isDeed, match, type Pattern } from "./pattern.ts";
import type { MadeQuestion } from "../../question-candidate.ts";
import type { Statement } from "../read-sentence.ts";
import { verbForms, type Word } from "../tagged-text.ts";
import { POINTING } from "../words.ts";

/** Verbs of what something does to something else, told by no more than its name. */
const ACTS =
  `cause increase reduce decrease improve prevent protect produce control determine affect support drive regulate trigger
  stimulate influence limit strengthen weaken damage destroy attract absorb relieve treat trap generate transform replace
  predict explain guarantee block carry pump store convert separate connect enable allow help make lower raise kill power
  shape define create encourage boost eliminate minimize maximize simplify slow`.split(/\s+/u);
/** Of those, verbs whose object does or is something: "makes the sky blue". */
const CAUSATIVE = new Set(["enable", "allow", "help", "make"]);

type Act = { infinitive: string; tense: "present" | "past" | "infinitive"; third: string };
const FORMS = new Map<string, Act>();
for (const infinitive of ACTS) {
  const { third, past } = verbForms(infinitive);
  FORMS.set(past, { infinitive, tense: "past", third });
  FORMS.set(infinitive, { infinitive, tense: "infinitive", third });
  FORMS.set(third, { infinitive, tense: "present", third });
}

const CAN = /^(?:can|could|will|would|may|might)$/u;
const ADVERB = /^(?:also|actually|really|always|often|usually|typically|\p{L}+ly)$/u;
const ACTS_THERE = new RegExp(String.raw`\b(?:${[...FORMS.keys()].join("|")})\b`, "iu");
/** The most words of a question behind its verb. */
const MOST_TOLD = 9;

/** "Smoking raises blood pressure": what raises blood pressure? */
const agent: Pattern = {
  needs: ACTS_THERE,
  ask(statement) {
    const { words, textOf } = statement;
    const verb = words.findIndex(({ lower }, at) => at > 0 && FORMS.has(lower));
    if (verb < 1 || verb > 8) return undefined;
    const { infinitive, tense, third } = FORMS.get(words[verb]!.lower)!;
    let end = verb;
    while (end > 1 && ADVERB.test(words[end - 1]!.lower)) end--;
    const modal = CAN.test(words[end - 1]!.lower) ? words[end - 1]!.lower : undefined;
    if (modal) end--;
    const subject = { from: 0, to: end };
    if (end < 1 || words[end - 1]!.after !== "" || !isAgent(statement, subject)) return undefined;
    const isPlural = isPluralPhrase(words, subject);
    if (modal ? tense !== "infinitive" : tense !== "past" && isPlural !== (tense === "infinitive"))
      return undefined;
    const told = toldBehind(statement, verb + 1, CAUSATIVE.has(infinitive));
    if (told === undefined) return undefined;
    const isPerson = words.slice(0, end).every(({ tags }) => tags.has("Person"));
    const does = modal ? `${modal} ${infinitive}` : tense === "past" ? words[verb]!.lower : third;
    const weight = words.slice(told.from, told.to).filter(isNoun).length > 1 ? 0.85 : 0.65;
    return {
      question: `${isPerson ? "Who" : "What"} ${does} ${textOf(told)}?`,
      template: `agent ${infinitive}`,
      weight,
    };
  },
};

const isAgent = ({ words, isSubject }: Statement, span: Span): boolean =>
  isSubject(span) ||
  (words[0]!.tags.has("Gerund") &&
    isUnderstood(words, span) &&
    (span.to === 1 || nounPhraseEnd(words, 1) === span.to));

/** The object of a verb, with what belongs to it; undefined where that needs to be known from before. */
function toldBehind({ words, isSubject }: Statement, from: number, mayGoOn: boolean): Span | undefined {
  const end = nounPhraseEnd(words, from);
  if (end === undefined) return undefined;
  const object = { from, to: end };
  const isYours = words[from]!.lower === "your" && end > from + 1;
  if (!(isYours || isSubject(object)) || !isUnderstood(words, object)) return undefined;
  let to = end;
  while (to < words.length && words[to - 1]!.after === "" && !STOPS.test(words[to]!.lower)) to++;
  const all = { from, to };
  const isAll = to - from <= MOST_TOLD && isUnderstood(words, all) && !endsOpen(words, all);
  if (mayGoOn)
    return isAll && to > end && !/^(?:of|for|in|to be)$/u.test(words[end]!.lower) ? all : undefined;
  const next = words[end];
  const isClosed = next === undefined || words[end - 1]!.after !== "" || CLOSES.test(next.lower);
  return isAll && isClosed ? all : isClosed ? object : undefined;
}

const STOPS = /^(?:and|but|so|because|which|that|who|or|as|while|since|where)$/u;
const CLOSES =
  /^(?:and|but|so|because|by|when|if|in|on|at|during|while|through|with|without|from|for|over|as|until|after|before)$/u;

const MOST_WORDS = 14;
/** What a statement begins with that needs nothing to be understood. */
const MAY_BE_ASKED =
  /^(?:(?:so|and|but|now|well|okay),? )?(?!(?:it|this|that|these|those|they|he|she|i|we|there|here|if|when|what|how|why|because|let|the (?:first|next|other|last|same))\b)/iu;
const WEAK =
  /^(?:it|them|him|her|there|here|good|great|nice|cool|okay|right|interesting|amazing|important|true|fine|done|gone|able|sure|ready|different|hard|easy|big|huge|small|key|crazy|wild|fun|funny|awesome|correct|possible|available|wrong|bad)$/u;

/** "Ice reduces swelling", "You should rinse rice": does ice reduce swelling? Should you rinse rice? */
const whether: Pattern = {
  needs: {
    test(line) {
      if (!MAY_BE_ASKED.test(line)) return false;
      const said =
        firstClause(line)
          .toLowerCase()
          .match(/[\p{L}\p{N}'’-]+/gu) ?? [];
      if (said.length > MOST_WORDS || said.length < 4) return false;
      return said.every((word, at) => at < 2 || !POINTING.has(word));
    },
  },
  ask(statement) {
    const { words, textOf } = statement;
    const to = clauseEnd(words);
    if (to < 4) return undefined;
    if (words[0]!.lower === "you") return whetherYou(statement, to);
    const clause = readClause(words, 0, to);
    if (words.slice(0, to).some(({ tags, text }) => tags.has("Value") || /\p{N}/u.test(text)))
      return undefined;
    if (!clause || /^(?:you|we|people)$/u.test(words[0]!.lower)) return undefined;
    if (!isTelling(words, clause.rest) || endsOpen(words, clause.rest)) return undefined;
    if (
      words[clause.verb]!.lower.endsWith("n't") ||
      words.slice(0, to).some(({ lower }) => /^(?:not|never|no)$/u.test(lower))
    )
      return undefined;
    const asked = invert(words, clause, textOf);
    if (asked === undefined || /^(?:is|are|was|were) .* (?:an?|the|called|known)\b/u.test(asked))
      return undefined;
    if (!ASKS_PLAINLY.test(asked) || words[clause.verb]!.tags.has("PastTense")) return undefined;
    if (words.slice(0, clause.subject.to).some(({ tags }) => tags.has("Person"))) return undefined;
    if (asked.startsWith("do ") && !isPluralPhrase(words, clause.subject)) return undefined;
    // "The crests of a wave": a noun in the plural with what may be a verb far behind it.
    const { subject } = clause;
    if (asked.startsWith("do ") && (subject.to > 3 || CLOSES.test(words[clause.rest.from]!.lower)))
      return undefined;
    // "Is debugging testing?": what something is, is better asked by "what".
    const tells = /^(?:is|are)\b/u.test(asked) && words[clause.rest.from]!;
    if (tells && !["Adjective", "Comparative", "Participle", "PastTense"].some((tag) => tells.tags.has(tag)))
      return undefined;
    return { question: `${asked[0]!.toUpperCase()}${asked.slice(1)}?`, template: "whether", weight: 0.45 };
  },
};

/** Where a clause ends that says something by itself: the statement may go on with a reason, or more. */
function clauseEnd(words: Word[]): number {
  for (const [at, { lower, after }] of words.entries()) {
    if (/[,.;:!?…—]/u.test(after)) return at + 1;
    if (at > 3 && GOES_ON.test(lower)) return at;
  }
  return words.length;
}
const GOES_ON = /^(?:because|but|so|which|since|although|while|whereas|unless|until|when|if)$/u;
const firstClause = (line: string): string =>
  /^(?:(?:so|and|but|now|well|okay),? )?.{12,}?(?=[,.;:!?…—]| (?:because|but|so|which|since|although|while|whereas|unless|until|when|if) |$)/iu.exec(
    line,
  )?.[0] ?? line;

/** "You can freeze bread": can you freeze bread? */
function whetherYou(statement: Statement, to: number): MadeQuestion | undefined {
  const { words, textOf } = statement;
  const asks = YOURS.find(([form]) => form.test(statement.line));
  if (asks === undefined) return undefined;
  const [form, question, template] = asks;
  const deed = match(statement, form)?.deed;
  if (!deed) return undefined;
  const told = { from: deed.from, to };
  if (!isDeed(words, told, true) || to - deed.from < 4) return undefined;
  return { question: `${question} ${textOf(told)}?`, template, weight: 0.5 };
}
const YOURS: [form: RegExp, question: string, template: string][] = [
  [/^[Yy]ou should (?:always |only |definitely |probably )?(?<deed>\p{L}.*)/du, "Should you", "whether"],
  [
    /^[Yy]ou (?:do not|don't|will not|won't) (?:need|have) to (?<deed>\p{L}.*)/du,
    "Do you need to",
    "whether",
  ],
  [/^[Yy]ou (?:always |really )?(?:need to|have to|must) (?<deed>\p{L}.*)/du, "Do you need to", "whether"],
];

const ASKS_PLAINLY = /^(?:is|are|do|does|can)\b(?!.*\b(?:cup of tea|all roads)\b)/u;

const isTelling = (words: Word[], { from, to }: Span): boolean =>
  to > from &&
  words.slice(from, to).some((word) => isNoun(word) && !WEAK.test(word.lower)) &&
  !WEAK.test(words[to - 1]!.lower);

const isCounted = (words: Word[], { from, to }: Span): boolean =>
  (to - from === 1 && words[from]!.lower === "people") || nounPhraseEnd(words, from, false) === to;

const COUNTED_AGENTS =
  /^(?:[Aa]bout |[Aa]round |[Rr]oughly |[Oo]ver |[Nn]early |[Mm]ore than |[Aa]lmost |[Ss]ome )*(?:\p{N}[\p{N},.]*|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundreds of|thousands of|millions of)(?: (?:million|billion|thousand|hundred)s?)? (?<things>(?:\p{L}+ ){0,2}?\p{L}+s|people|men|women|children) (?<verb>\p{L}+) (?<rest>[^,.;:]+)/du;

/** "About three million people use it": how many people use it? */
const howManyDo: Pattern = {
  needs:
    /^(?:[\p{L}, ]{0,30}\b)?(?:\p{N}[\p{N},.]*|two|three|four|five|six|seven|eight|nine|ten|hundreds|thousands|millions) (?:\p{L}+ ){1,5}/iu,
  ask(statement) {
    const { words, textOf } = statement;
    const { things, verb, rest } = match(statement, COUNTED_AGENTS) ?? {};
    if (!things || !verb || !rest || !isCounted(words, things)) return undefined;
    if (
      !isUnderstood(words, things) ||
      !words[verb.from]!.tags.has("Verb") ||
      words[verb.from]!.tags.has("Gerund")
    )
      return undefined;
    if (
      /^(?:years|days|times|ways|minutes|hours|percent|weeks|months|seconds|degrees)$/u.test(
        words[things.to - 1]!.lower,
      )
    )
      return undefined;
    if (
      !isUnderstood(words, rest) ||
      !hasNoun(words, rest) ||
      endsOpen(words, rest) ||
      rest.to - rest.from > 8
    )
      return undefined;
    return {
      question: `How many ${textOf(things)} ${textOf(verb)} ${textOf(rest)}?`,
      template: "how-many",
      weight: 0.85,
    };
  },
};

export const STATEMENT_PATTERNS: Pattern[] = [agent, howManyDo, whether];
