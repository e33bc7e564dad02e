/** A question, and the pattern that it was made by: no two of a video's share one. `weight`: how good such are, 0 to 1. */
export type MadeQuestion = { question: string; template: string; weight: number };

/**
 * Where the answer to a question is: in the sentence that it was made from, behind that, or anywhere, so that it belongs to
 * the chapter of its answer.
 */
export type AnswerPlace = "sentence" | "behind" | "anywhere";

/** A question made from a sentence, by its number. */
export type SentenceQuestion = MadeQuestion & {
  sentence: number;
  answer: AnswerPlace;
  /** What is asked about, where any statement about it answers. */
  subject?: string;
};

/**
 * A question about the title of a chapter, by its number. `subject`: what is asked about, of which an answer has to tell
 * something; null where the title is a question.
 */
export type TitleQuestion = MadeQuestion & {
  chapter: number;
  subject: string | null;
  /** Whether an answer only has to name the subject. */ isNamed?: boolean;
};

/** A question with the chapter that it came from. */
export type PlacedQuestion = (SentenceQuestion & { chapter: number }) | TitleQuestion;

/** A question that a video may answer. `score`: how good it is, before it was asked; only the order counts. */
export type QuestionCandidate = PlacedQuestion & { score: number };
