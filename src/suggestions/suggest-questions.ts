import { runInTurns } from "../async/steps.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { tokenizerOf } from "../text/terms.ts";
import { baseLanguage } from "../text/words.ts";
import { fitsKind } from "../search/query/answer-kind.ts";
import { sureMargin } from "../search/rank/confidence.ts";
import { FITTED } from "../search/rank/fitted.ts";
import { createCheck, type AnsweredQuestion, type CheckedTranscript } from "./check-questions.ts";
import type { EnglishQuestions } from "./english/english-questions.ts";
import { createEnglishReader, type EnglishReader } from "./english/english-reader.ts";
import { languageQuestionSteps, languageTitleQuestions } from "./languages/language-questions.ts";
import type { QuestionCandidate, TitleQuestion } from "./question-candidate.ts";
import { chooseQuestions, rankSteps } from "./rank-questions.ts";

/** A question that a video answers, with the start of the chapter that holds the answer, in milliseconds. */
export type SuggestedQuestion = { question: string; startMs: number };

/**
 * The sentences of twenty videos, among which an answer is to be SURE too, and by how much at least, in logits: see
 * bench/suggestions.
 */
const AMONG = 12_000;
const SURE_MARGIN = 1;
/** How sure it must be with other weights than those of the embedded model. */
const SURE_ENOUGH = 0.97;
/** Shorter transcripts count as having so many sentences. */
const FEWEST_SENTENCES = 60;
/** The answer to a question that the speaker asks follows within so many milliseconds. */
const ANSWERED_WITHIN_MS = 45_000;

export type SuggesterOptions = {
  /** null: there is no embedding model, and questions are tried by their words. */
  embedding: EmbeddingModel | null;
  /** Called where a transcript gets no questions, or its questions no vectors, since something failed. */
  onFailure: (error: unknown) => void;
  /** Default: one that reads in a thread of its own. */
  english?: EnglishReader;
};

/** Whose turn a transcript takes at the model and in the thread that reads it, such as a session. */
export type SuggestOptions = { owner: string; signal: AbortSignal };

/**
 * Makes questions that a transcript answers, best first, after Heilman and Smith (Good Question! Statistical Ranking for
 * Question Generation, NAACL 2010): many are made from sentences by rule, ranked, and the best of them tried by search.
 */
export function createSuggester({ embedding, onFailure, english = createEnglishReader() }: SuggesterOptions) {
  async function makeQuestions(
    { cut, language }: CheckedTranscript,
    titles: string[],
    options: SuggestOptions,
  ): Promise<EnglishQuestions> {
    const { signal } = options;
    const sentences = sampleOf(cut.sentences);
    if (baseLanguage(language) !== "en")
      return {
        ofSentences: await runInTurns(languageQuestionSteps(sentences, language), { signal }),
        ofTitles: languageTitleQuestions(titles, sentences, language),
      };
    const request = { sentences: sentences.map(({ text }) => text), titles };
    return english.read(request, options).catch((error: unknown) => {
      signal.throwIfAborted();
      onFailure(error);
      return { ofSentences: [], ofTitles: [] };
    });
  }

  return {
    /** `chapters`: in order. Rejects with the signal's reason only. */
    async suggest(
      transcript: CheckedTranscript,
      chapters: [startMs: number, title: string][],
      options: SuggestOptions,
    ): Promise<SuggestedQuestion[]> {
      const { cut, language } = transcript;
      const { signal } = options;
      const titles = chapters.map(([, title]) => title);
      const { ofSentences, ofTitles } = await makeQuestions(transcript, titles, options);
      signal.throwIfAborted();
      const chapterAt = (ms: number) =>
        Math.max(
          0,
          chapters.findLastIndex(([startMs]) => startMs <= ms),
        );
      const placed = ofSentences.map((one) => ({
        ...one,
        chapter: chapterAt(cut.sentences[one.sentence]!.startMs),
      }));
      const made = [...placed, ...ofTitles];
      const candidates = await runInTurns(rankSteps(made, cut.sentences, language), { signal });
      if (candidates.length === 0) return [];
      const questions = candidates.map(({ question }) => question);
      const check = await createCheck(transcript, questions, { embedding, onFailure, signal });
      const answered: QuestionCandidate[] = [];
      for (const candidate of candidates) {
        const answer = await check(candidate.question);
        if (
          answer === null ||
          !isSureEnough(answer, cut.sentences.length) ||
          !tellsMore(candidate.question, answer, language)
        )
          continue;
        if (!answers(answer, candidate, transcript)) continue;
        const chapter = chapterAt(answer.quote.startMs);
        const mayBeElsewhere =
          !("answer" in candidate) || candidate.answer === "anywhere" || candidate.subject !== undefined;
        if (chapter === candidate.chapter || mayBeElsewhere) answered.push({ ...candidate, chapter });
      }
      return chooseQuestions(answered, language).map(({ question, chapter }) => ({
        question,
        startMs: chapters[chapter]?.[0] ?? 0,
      }));
    },
    close: english.close,
  };
}

export type Suggester = ReturnType<typeof createSuggester>;

/** So many sentences are read for questions at most, some seven hours of speech: a reader takes milliseconds for each. */
const MOST_READ = 5_000;
/** A question may need what follows its sentence. */
const READ_IN_A_ROW = 100;

/** Sentences by their numbers; of a longer transcript runs from all its parts, and between them empty ones. */
function sampleOf<Sentence extends { text: string }>(sentences: Sentence[]): Sentence[] {
  const oneOf = Math.ceil(sentences.length / MOST_READ);
  if (oneOf <= 1) return sentences;
  return sentences.map((sentence, at) =>
    Math.floor(at / READ_IN_A_ROW) % oneOf === 0 ? sentence : { ...sentence, text: "" },
  );
}

const isSureEnough = ({ confidence, answerability, profile }: AnsweredQuestion, sentences: number): boolean =>
  confidence === "SURE" &&
  (profile === "embedded"
    ? sureMargin(
        answerability,
        { sentences: Math.max(FEWEST_SENTENCES, sentences), among: AMONG },
        FITTED[profile],
      ) >= SURE_MARGIN
    : answerability >= SURE_ENOUGH);

/** So many words an answer has at least that its question has not. */
const FEWEST_NEW = 4;
const ENDS_ASKING = /[?？؟]["'”’)]*$/u;

/** Whether a quote says more than its question does. */
function tellsMore(question: string, { quote }: AnsweredQuestion, language: string): boolean {
  if (ENDS_ASKING.test(quote.text)) return false;
  const { terms } = tokenizerOf(language);
  const asked = new Set(terms(question));
  return new Set(terms(quote.text).filter((term) => !asked.has(term))).size >= FEWEST_NEW;
}

/** Whether a text tells something of what a title names; in other languages than English, names it. */
const isTold = ({ subject, isNamed = false }: TitleQuestion, text: string): boolean =>
  subject === null ||
  (isNamed ? text.toLowerCase().includes(subject.toLowerCase()) : tellsOf(subject, text, true));

/** Whether a quote holds the sentence that a question was made from, tells more than one that asks, or names the subject. */
function answers(
  { quote }: AnsweredQuestion,
  candidate: QuestionCandidate,
  transcript: CheckedTranscript,
): boolean {
  if ("subject" in candidate && !("sentence" in candidate)) return isTold(candidate, quote.text);
  const { startMs, text } = transcript.cut.sentences[candidate.sentence]!;
  if (candidate.answer === "sentence")
    return (
      quote.text.includes(text) || (candidate.subject !== undefined && tellsOf(candidate.subject, quote.text))
    );
  if (candidate.answer === "anywhere")
    return !quote.text.includes(text) && fitsKind("steps", quote.text) === 1;
  const goesOn = quote.startMs >= startMs ? !quote.text.endsWith(text) : quote.text.includes(`${text} `);
  return goesOn && Math.abs(quote.startMs - startMs) < ANSWERED_WITHIN_MS;
}

const TELLS = String.raw`(?:\p{L}+ly )?(?:is|are|was|were|can|could|will|must|has|have|do|does|means?|works?|helps?|\p{L}{3,}s)`;

/** Whether a text tells something of a subject: a sentence of it begins with that, or, `anywhere`, a verb follows it. */
function tellsOf(subject: string, text: string, anywhere = false): boolean {
  const named = RegExp.escape(subject.replace(/^(?:the|an?) /iu, ""));
  const opens = anywhere ? "" : String.raw`(?:^|[.!?] )(?:(?:so|and|but|now|well),? )?(?:(?:the|an?) )?`;
  return new RegExp(String.raw`${opens}(?<![\p{L}-])${named} ${TELLS}(?!\p{L})`, "iu").test(text);
}
