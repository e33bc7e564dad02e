import type { SentenceQuestion } from "../question-candidate.ts";
import { isCommonWord } from "../../text/english/known-words.ts";
import { isUnderstood } from "./clause.ts";
import { isPluralPhrase, nounPhraseEnd, type Span } from "./noun-phrase.ts";
import { readStatement, type Statement, type Usage } from "./read-sentence.ts";
import { POINTING, VAGUE_NOUNS } from "./words.ts";

/** A statement that begins with a noun phrase and a verb, as far as its words tell. */
const BEGINS =
  /^(?:(?:so|and|but|now|well|okay|because|also|then|again|in fact|of course|for example|basically|actually)(?:,|(?= ))\s*)*(?<article>(?:the|an?) )?(?<phrase>[\p{L}][\p{L}’'-]*(?: [\p{L}][\p{L}’'-]*){0,2}?) (?:(?:\p{L}+ly|also|often|always|really|just) )?(?:is|are|was|were|can|could|will|would|may|might|has|have|does|do|did|\p{L}{3,}s|\p{L}{3,}ed|make|help|give|need|use|work|tend|become|cause|mean) /iu;
/** In so many sentences a topic is named. */
const FEWEST = 3;
const FEWEST_OF_WORD = 4;
const LEAST_WORDS = 7;
const MOST_WORDS = 40;

type Form = {
  template: string;
  weight: number;
  /** What the statement holds that answers the question. */
  told: RegExp;
  ask: (x: string, isPlural: boolean) => string;
};

const be = (isPlural: boolean) => (isPlural ? "are" : "is");
const does = (isPlural: boolean) => (isPlural ? "do" : "does");

const FORMS: Form[] = [
  {
    template: "importance",
    weight: 0.8,
    told: /\b(?:important|importance|matters?|crucial|essential|critical|powerful|valuable|the key to|fundamental)\b/iu,
    ask: (x, isPlural) => `Why ${be(isPlural)} ${x} important?`,
  },
  {
    template: "usefulness",
    weight: 0.8,
    told: /\b(?:useful|helpful|handy|helps?|used (?:to|for|in|as|by|when)|lets? (?:you|us)|allows?|enables?)\b/iu,
    ask: (x, isPlural) => `How ${be(isPlural)} ${x} useful?`,
  },
  {
    template: "mechanism",
    weight: 0.75,
    told: /\b(?:by \p{L}+ing|works?|uses|takes (?:the|an?|in)|converts?|turns? (?:the|an?|it|into)|starts? (?:by|with)|step by step|process)\b/iu,
    ask: (x, isPlural) => `How ${does(isPlural)} ${x} work?`,
  },
  {
    template: "what-can",
    weight: 0.75,
    told: /\bcan (?!be\b|not\b)\p{L}+/iu,
    ask: (x) => `What can ${x} do?`,
  },
  {
    template: "role",
    weight: 0.65,
    told: /\b(?:role|responsible|controls?|determines?|drives?|affects?|depends? on|makes?|gives?|changes?|creates?|causes?|defines?|increases?|decreases?|leads? to|provides?|protects?)\b/iu,
    ask: (x, isPlural) => `What role ${does(isPlural)} ${x} play?`,
  },
  {
    template: "explain",
    weight: 0.6,
    told: /\b(?:is|are|was|were|means?|has|have)\b/iu,
    ask: (x) => `Can you explain ${x}?`,
  },
];

const RELATES =
  /\b(?:depends?|equals?|equal to|proportional|related|relat(?:es|ion\p{L}*)|connect(?:s|ed|ion)|correspond\p{L}*|affects?|influences?|determines?|increas\p{L}*|decreas\p{L}*|larger|smaller|higher|lower|faster|slower|product|ratio|times|divided|inverse|opposite|same as|part of|leads? to|causes?|produces?|creates?|because|converts?|turns? into|comes? from|made (?:of|from|by)|perpendicular|parallel|interacts?|drives?|controls?|with more|instead of|rather than)\b/iu;

type Topic = {
  phrase: string;
  text: string;
  isPlural: boolean;
  sentence: number;
  statement: Statement;
  span: Span;
};

/** Questions about what the transcript often names, each with a statement about it. */
export function topicQuestions(
  sentences: string[],
  isLeftOut: (sentence: number) => boolean,
  usage: Usage,
): SentenceQuestion[] {
  const topics = readTopics(sentences, isLeftOut, usage);
  const byPhrase = Map.groupBy(topics, ({ phrase }) => phrase);
  const made: SentenceQuestion[] = [];
  for (const { text, isPlural, sentence, statement } of topics) {
    for (const { template, weight, told, ask } of FORMS) {
      // "What can a diameter do?"
      if (template === "what-can" && !isPlural && !/^\p{Lu}/u.test(text)) continue;
      if (!told.test(statement.line) || (template === "explain" && /\p{N}/u.test(statement.line))) continue;
      made.push({
        question: ask(text, isPlural),
        template,
        weight,
        sentence,
        answer: "sentence",
        ...(template === "explain" && { subject: text }),
      });
    }
  }
  for (const { text, sentence, statement, span, phrase } of topics) {
    const rest = ` ${statement.line.toLowerCase()} `;
    if (!RELATES.test(rest)) continue;
    for (const [other, [first]] of byPhrase) {
      if (other === phrase || phrase.includes(other) || other.includes(phrase)) continue;
      const found = rest.indexOf(` ${other}`, statement.line.indexOf(phrase) + phrase.length);
      if (found === -1 || /^[\p{L}’'-]/u.test(rest.slice(found + other.length + 1))) continue;
      if (!first || span.to > 6) continue;
      made.push({
        question: `How are ${text} and ${first.text} related?`,
        template: "relation",
        weight: 0.8,
        sentence,
        answer: "sentence",
      });
    }
  }
  return made;
}

function readTopics(sentences: string[], isLeftOut: (sentence: number) => boolean, usage: Usage): Topic[] {
  const opened = new Map<string, number[]>();
  for (const [sentence, text] of sentences.entries()) {
    const length = text.split(/\s+/u).length;
    if (isLeftOut(sentence) || length < LEAST_WORDS || length > MOST_WORDS || text.endsWith("?")) continue;
    const phrase = BEGINS.exec(text)?.groups?.["phrase"]?.toLowerCase();
    if (phrase === undefined || !isTopical(phrase)) continue;
    opened.set(phrase, [...(opened.get(phrase) ?? []), sentence]);
  }
  const whole = sentences.join("\n").toLowerCase();
  const topics: Topic[] = [];
  for (const [phrase, at] of opened) {
    const isWord = !phrase.includes(" ");
    const count = whole.split(phrase).length - 1;
    if (count < (isWord ? FEWEST_OF_WORD : FEWEST)) continue;
    for (const sentence of at.slice(0, MOST_OF_TOPIC)) {
      const topic = readTopic(phrase, sentence, sentences[sentence]!, usage);
      if (topic) topics.push(topic);
    }
  }
  return topics;
}

const MOST_OF_TOPIC = 4;

const isTopical = (phrase: string): boolean => {
  const words = phrase.split(" ");
  if (words.some((word) => POINTING.has(word) || word.includes("'") || word.includes("’"))) return false;
  if (VAGUE_NOUNS.has(words.at(-1)!)) return false;
  // A single common word says little.
  return (
    words.length > 1 ||
    (phrase.length > 3 && (!isCommonWord(phrase) || phrase.length > 6 || phrase.endsWith("s")))
  );
};

function readTopic(phrase: string, sentence: number, text: string, usage: Usage): Topic | undefined {
  const statement = readStatement(text, usage);
  const { words } = statement;
  const end = nounPhraseEnd(words, 0, false);
  if (end === undefined || words[end - 1]!.after !== "") return undefined;
  const span = { from: 0, to: end };
  const article = /^(?:the|an?)$/u.test(words[0]!.lower) ? 1 : 0;
  const told = words.slice(article, end);
  if (told.map(({ lower }) => lower).join(" ") !== phrase) return undefined;
  if (
    !statement.isSubject(span) ||
    !words[end] ||
    !(words[end].tags.has("Verb") || words[end].tags.has("Adverb"))
  )
    return undefined;
  if (told.some(({ tags }) => UNFIT.some((tag) => tags.has(tag)))) return undefined;
  if (told.some(({ lower }) => ONE_OF_SOME.test(lower))) return undefined;
  if (told.every(({ tags }) => tags.has("Person"))) return undefined;
  const isPlural = isPluralPhrase(words, span);
  if (
    article === 0 &&
    !isPlural &&
    !/\p{Lu}/u.test(statement.textOf({ from: end - 1, to: end })) &&
    usage.isCounted(told.at(-1)!.lower)
  )
    return undefined;
  if (!isUnderstood(words, span)) return undefined;
  return { phrase, text: statement.textOf(span), isPlural, sentence, statement, span };
}

/** What is one of some in the video: "the initial volume". */
const ONE_OF_SOME =
  /^(?:initial|final|new|old|current|total|next|previous|last|left|right|actual|same|other|whole|big|small|large|little|good|great|bad|nice|main|real)$/u;
const UNFIT = ["Value", "Superlative", "Comparative", "Ordinal", "Gerund", "Date"];
