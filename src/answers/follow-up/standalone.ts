import { fitsKind } from "../../search/query/answer-kind.ts";
import { tellLanguage } from "../../text/language/tell-language.ts";
import type { CitedTurn, StandaloneQuestion } from "../generate/answerer.ts";
import { carryOver } from "./carry-over.ts";
import { contrast, type ContrastContext, type Similarity } from "./contrast.ts";
import type { Grammar } from "./grammar.ts";
import { grammarOf, GRAMMAR_LANGUAGES } from "./grammars/grammars.ts";
import { readFollowUp, type FollowUp } from "./read-follow-up.ts";
import { topicOf, type Topic } from "./topic.ts";
import { isAuxiliary, partsOf, wordsOf } from "./words.ts";

const MAX_TURNS_BACK = 4;
const MAX_CLAIM_WORDS = 40;

/** An earlier question as it stands alone, with its answer's citations. */
type EarlierTurn = StandaloneQuestion & Pick<CitedTurn, "citations" | "confidence">;

/**
 * A question so that it stands without the conversation before it, made by rules: what it points to is put in its place,
 * and what contrasts with a term of the question before takes that term's place. A question that stands alone already is
 * returned as it is, whatever came before.
 */
export async function standalone(
  question: string,
  history: CitedTurn[],
  similarity: Similarity,
): Promise<StandaloneQuestion> {
  const turns = history.slice(-MAX_TURNS_BACK);
  const before = turns.at(-1);
  if (before === undefined) return { question };
  const read = readAfter(question, before.question);
  if (read === null) return { question: carryOver(question, turns) };
  if (read.followUp === null) return { question };
  const earlier: EarlierTurn[] = [];
  for (const turn of turns) {
    const made = await follow(turn.question, earlier, similarity);
    earlier.push({ ...made, citations: turn.citations, confidence: turn.confidence });
  }
  return follow(question, earlier, similarity);
}

/** A question with what it follows up, and the grammar that reads both; null where no grammar does. */
function readAfter(question: string, before: string) {
  const language = languageOf(`${before} ${question}`);
  const grammar = language === null ? undefined : grammarOf(language);
  if (language === null || grammar === undefined) return null;
  return { grammar, language, followUp: readFollowUp(question, grammar, language) };
}

/** Follow-ups that the answer before would seem to fit as well. */
const REPEATS = new Set<FollowUp["kind"]>(["reason", "more", "next", "other"]);

async function follow(
  question: string,
  earlier: EarlierTurn[],
  similarity: Similarity,
): Promise<StandaloneQuestion> {
  const before = earlier.at(-1);
  const read = before && readAfter(question, before.question);
  if (!before || !read?.followUp) return { question };
  const { followUp, grammar } = read;
  const claim = claimAbout(followUp, before, grammar);
  const made =
    claim === null
      ? await complete(question, followUp, before, earlier, { ...read, similarity })
      : `${withoutEnd(question)}: ${claim}`;
  if (claim === null && !REPEATS.has(followUp.kind)) return { question: made };
  // What gave its reason along is the answer still.
  const said = before.citations.filter(
    ({ quote }) => followUp.kind !== "reason" || fitsKind("reason", quote) === 0,
  );
  const avoid = [...(before.avoid ?? []), ...said];
  const isUnsure = claim !== null && (before.isUnsure || before.confidence === "UNSURE");
  return { question: made, avoid, ...(isUnsure && { isUnsure }) };
}

/** What was said that a follow-up is about: "why?", or "how does it work?" after "which layout is best?"; null: something else. */
function claimAbout(
  { kind }: FollowUp,
  { question, citations }: EarlierTurn,
  grammar: Grammar,
): string | null {
  const [best] = citations;
  if (best === undefined) return null;
  const isAboutAnswer =
    kind === "reason" ||
    kind === "next" ||
    ((kind === "pronoun" || kind === "incomplete") && asksWhich(question, grammar));
  return isAboutAnswer ? claimOf(best.quote, question) : null;
}

async function complete(
  question: string,
  followUp: FollowUp,
  before: EarlierTurn,
  earlier: EarlierTurn[],
  context: ContrastContext,
): Promise<string> {
  const { grammar, language } = context;
  const body = withoutEnd(question);
  const topic = (turn = before) => topicOf(turn.question, grammar, language);
  switch (followUp.kind) {
    case "contrast":
      return contrastWith(followUp.term, before, earlier, context);
    case "reason":
      if (beginsWithAuxiliary(before.question, grammar)) return `${body} ${before.question}`;
      return `${body}: ${topic().action}`;
    case "next":
      return `${body}: ${topic().action}`;
    case "more":
    case "doubt":
      return before.question;
    case "difference":
      return `${body}: ${earlier
        .slice(-2)
        .map((turn) => topic(turn).object)
        .join(", ")}`;
    case "other":
      return withOther(before.question, followUp.term, topic().object);
    case "bare":
      return askedOtherwise(before.question, followUp.term, grammar);
    case "count": {
      const counted = before.citations[0] && countedNoun(before.citations[0].quote);
      const { at } = followUp;
      return counted
        ? `${question.slice(0, at)} ${counted}${question.slice(at)}`
        : `${body} ${topic().action}`;
    }
    case "circumstance":
      return `${withoutEnd(before.question)} ${followUp.term}?`;
    case "incomplete":
      return `${body} ${topic().object}`;
    case "pronoun":
      return withoutPronoun(question, followUp, topic());
  }
}

function beginsWithAuxiliary(question: string, grammar: Grammar): boolean {
  const [first] = wordsOf(question);
  return first !== undefined && isAuxiliary(first, grammar);
}

/** Whether the answer to a question is what the next one is about: "which layout is best", not "which does it need". */
function asksWhich(question: string, grammar: Grammar): boolean {
  return (
    grammar.asksWhich.test(question.toLowerCase()) &&
    !partsOf(question, wordsOf(question), grammar).hasVerbAfter
  );
}

/** The question before, or an earlier one that was answered where that was not and the term is more like one of its own. */
async function contrastWith(
  term: string,
  before: EarlierTurn,
  earlier: EarlierTurn[],
  context: ContrastContext,
): Promise<string> {
  const made = await contrast(before.question, term, context);
  const answered =
    before.citations.length > 0 ? undefined : earlier.findLast((turn) => turn.citations.length > 0);
  if (answered === undefined) return made.question;
  const other = await contrast(answered.question, term, context);
  return other.likeness > made.likeness ? other.question : made.question;
}

/** Languages that questions are told apart by: those with a grammar, and those that look like one of them. */
const LANGUAGES = [...GRAMMAR_LANGUAGES, "it", "pt", "nl"];

/** The language of a question and the one before; null where it is none that is told by its little words. */
function languageOf(text: string): string | null {
  if (!/\p{Script=Latin}/u.test(text)) return null;
  return tellLanguage(text, LANGUAGES, GRAMMAR_LANGUAGES) ?? "en";
}

/** The question without the marks around it. */
const withoutEnd = (question: string): string => question.trim().replace(/^[¿¡\s]+|[\s?!.…]+$/gu, "");

/** The sentence of a quote that answers a question by the words that they share, and asks nothing itself, cut to some length. */
function claimOf(quote: string, question: string): string {
  const asked = new Set(wordsOf(question).map(({ lower }) => lower));
  const all = quote.split(/(?<=[.!?…。！？])\s+/u);
  const told = all.filter((text) => !/[?？]["'”’»)\]]*$/u.test(text));
  const sentences = (told.length > 0 ? told : all).map((text) => {
    const words = wordsOf(text);
    return { text, words, shared: words.filter(({ lower }) => asked.has(lower)).length };
  });
  const { text, words } = sentences.reduce((best, each) => (each.shared > best.shared ? each : best));
  return words.length <= MAX_CLAIM_WORDS ? text : text.slice(0, words[MAX_CLAIM_WORDS - 1]!.to);
}

/** The question with other words of asking: "how long should the water be" for how hot. */
function askedOtherwise(followed: string, asking: string, grammar: Grammar): string {
  const words = wordsOf(followed);
  const { asking: count } = partsOf(followed, words, grammar);
  return `${asking} ${followed.slice(count === 0 ? 0 : (words[count]?.from ?? 0))}`;
}

const ORDINALS =
  /(?<!\p{L})(?:first|second|third|fourth|last|erste\p{L}*|zweite\p{L}*|premi[eè]re?|deuxième|primer[oa]?|segund[oa])(?!\p{L})/iu;

/** The question about another of its kind: the second step in place of the first. */
function withOther(followed: string, other: string, topic: string): string {
  if (ORDINALS.test(followed) && ORDINALS.test(other))
    return followed.replace(ORDINALS, ORDINALS.exec(other)![0]);
  return `${other} ${topic}`;
}

/** The noun that a claim counts: transactions of "24,000 transactions a second". */
function countedNoun(claim: string): string | undefined {
  return /\p{N}[\p{N}.,]*\s+((?!\p{L}{1,3}(?!\p{L}))\p{L}+)/u.exec(claim)?.[1];
}

function withoutPronoun(
  question: string,
  { from, to, stands, isPlural }: Extract<FollowUp, { kind: "pronoun" }>,
  { action, counted, ...topic }: Topic,
): string {
  const object = isPlural ? counted : topic.object;
  if (stands === "beside") return `${withoutEnd(question)} ${object}`;
  if (stands === "action") return `${question.slice(0, from)}${action}${question.slice(to)}`;
  if (stands === "object") return `${question.slice(0, from)}${object}${question.slice(to)}`;
  // "its downsides" become "the downsides of the layout".
  const possessed = /^\s+\p{L}+/u.exec(question.slice(to))?.[0] ?? "";
  return `${question.slice(0, from)}the${possessed} of ${object}${question.slice(to + possessed.length)}`;
}
