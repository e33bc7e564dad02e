import type { Confidence } from "../../search/search-result.ts";
import type { Video } from "../../videos/video.ts";
import type { AnswerScope, Citation } from "../answer.ts";
import type { RequestCounter } from "../request-counter.ts";
import type { Retrieved } from "../retrieve/retrieval.ts";

/** An earlier question of the session and its answer, oldest first. */
export type Turn = { question: string; answer: string };

export type CitedTurn = Turn & {
  scope: AnswerScope;
  citations: Citation[];
  confidence: Confidence | null;
};

/** A part of a video. */
export type Place = Pick<Citation, "videoId" | "startMs" | "endMs">;

/** The language of a question (ISO 639-1). `isClear`: it shows; else it is taken to be that of the transcripts. */
export type AskedLanguage = { language: string; isClear: boolean };

/** A question as it was asked, and what there is to understand it by. */
export type AskedQuestion = {
  question: string;
  history: CitedTurn[];
  /** The languages of the transcripts (ISO 639-1), the commonest first. */
  languages: string[];
};

/** A question as it is searched for. */
export type StandaloneQuestion = {
  /** The question so that it stands without the conversation before it. */
  question: string;
  /** The same in languages of the transcripts (ISO 639-1), where it is in another. */
  translations?: Map<string, string>;
  /** Places that the answer is not to repeat. */
  avoid?: Place[];
  /** It builds on an answer that was not sure: so is its own. */
  isUnsure?: boolean;
};

export type AnswerInput = Omit<Retrieved, "wordsOnly" | "written"> & {
  scope: AnswerScope;
  /** All videos that may be asked about, which questions may name by their places in it. */
  sessionVideos: Video[];
  /** TIME: the time that is asked about; Infinity for the end. */
  timeMs?: number | undefined;
  /** The question that stands alone. */
  question: string;
  /** The language that was asked in. */
  asked: AskedLanguage;
  /** The languages of the transcripts (ISO 639-1), the commonest first. */
  languages: string[];
  history: Turn[];
  /** How much of the text stands already, in UTF-16 code units: that is written again without pauses. */
  keptLength?: number;
};

export type AnswerOutput = RequestCounter & {
  text(text: string): void;
  /** The place that the marker stands for which the text ends in, `[n]` of the citation's number. */
  citation(citation: Citation): void;
};

/**
 * Writes answers from passages and quotes. Rejects with the signal's reason when it is aborted; what was put out until
 * then is part of the answer.
 */
export type Answerer = {
  /** The name of the model, as clients see it. */
  name: string;
  /** Whether it writes the same again from the same: what one process has written of an answer another may go on with. */
  isRepeatable: boolean;
  /** How many places search is to find, several of which may lie in one passage. */
  hits: number;
  /** The question reworded to be searched for. */
  standaloneQuestion(
    asked: AskedQuestion,
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<StandaloneQuestion>;
  /** Resolves to how surely the text answers. Of one that is NOT_FOUND the text says so, and nothing is cited. */
  generate(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<Confidence>;
};
