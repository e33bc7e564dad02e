import { runInTurns } from "../async/steps.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { baseLanguage } from "../text/words.ts";
import { fitsKind } from "../search/query/answer-kind.ts";
import { createCheck, type AnsweredQuestion, type CheckedTranscript } from "./check-questions.ts";
import type { EnglishQuestions } from "./english/english-questions.ts";
import { createEnglishReader } from "./english/english-reader.ts";
import { languageQuestionSteps } from "./languages/language-questions.ts";
import type { QuestionCandidate } from "./question-candidate.ts";
import { chooseQuestions, rankSteps } from "./rank-questions.ts";

/** A question that a video answers, with the start of the chapter that holds the answer, in milliseconds. */
export type SuggestedQuestion = { question: string; startMs: number };

/** How sure search must be of an answer in the video alone, to be SURE among twenty videos too: see bench/suggestions. */
const SURE_ENOUGH = 0.97;
/** The answer to a question that the speaker asks follows within so many milliseconds. */
const ANSWERED_WITHIN_MS = 45_000;

export type SuggesterOptions = {
  /** null: there is no embedding model, and questions are tried by their words. */
  embedding: EmbeddingModel | null;
  /** Called where a transcript gets no questions, or its questions no vectors, since something failed. */
  onFailure: (error: unknown) => void;
};

/**
 * Makes questions that a transcript answers, best first, after Heilman and Smith (Good Question! Statistical Ranking for
 * Question Generation, NAACL 2010): many are made from sentences by rule, ranked, and the best of them tried by search.
 */
export function createSuggester({ embedding, onFailure }: SuggesterOptions) {
  const english = createEnglishReader();

  async function makeQuestions(
    { cut, language }: CheckedTranscript,
    titles: string[],
    signal: AbortSignal,
  ): Promise<EnglishQuestions> {
    const { sentences } = cut;
    if (baseLanguage(language) !== "en")
      return {
        ofSentences: await runInTurns(languageQuestionSteps(sentences, language), { signal }),
        ofTitles: [],
      };
    return english.read({ sentences: sentences.map(({ text }) => text), titles }).catch((error: unknown) => {
      onFailure(error);
      return { ofSentences: [], ofTitles: [] };
    });
  }

  return {
    /** `chapters`: in order. Rejects with the signal's reason only. */
    async suggest(
      transcript: CheckedTranscript,
      chapters: [startMs: number, title: string][],
      signal: AbortSignal,
    ): Promise<SuggestedQuestion[]> {
      const { cut, language } = transcript;
      const titles = chapters.map(([, title]) => title);
      const { ofSentences, ofTitles } = await makeQuestions(transcript, titles, signal);
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
        if (answer === null || !isSureEnough(answer) || !answers(answer, candidate, transcript)) continue;
        const chapter = chapterAt(answer.quote.startMs);
        const mayBeElsewhere = "answer" in candidate && candidate.answer === "anywhere";
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

const isSureEnough = ({ confidence, answerability }: AnsweredQuestion): boolean =>
  confidence === "SURE" && answerability >= SURE_ENOUGH;

/** Whether a quote holds the sentence that a question was made from, tells more than one that asks, or names the subject. */
function answers(
  { quote }: AnsweredQuestion,
  candidate: QuestionCandidate,
  transcript: CheckedTranscript,
): boolean {
  if ("subject" in candidate) return candidate.subject === null || tellsOf(candidate.subject, quote.text);
  const { startMs, text } = transcript.cut.sentences[candidate.sentence]!;
  if (candidate.answer === "sentence") return quote.text.includes(text);
  if (candidate.answer === "anywhere")
    return !quote.text.includes(text) && fitsKind("steps", quote.text) === 1;
  const goesOn = quote.startMs >= startMs ? !quote.text.endsWith(text) : quote.text.includes(`${text} `);
  return goesOn && Math.abs(quote.startMs - startMs) < ANSWERED_WITHIN_MS;
}

/** Whether a sentence of a text is a statement about a subject. */
const tellsOf = (subject: string, text: string): boolean =>
  new RegExp(
    String.raw`(?:^|[.!?] )(?:(?:so|and|but|now|well),? )?${RegExp.escape(subject)} (?:\p{L}+ly )?(?:is|are|was|were|can|could|will|must|has|have|do|does|\p{L}{3,}s)\b`,
    "iu",
  ).test(text);
