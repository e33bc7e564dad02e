import type { Expectation, Seconds } from "./question-case.ts";

export type Confidence = "SURE" | "UNSURE" | "NOT_FOUND";

export type SaidCitation = { videoId: string; startMs: number; endMs: number; quote: string };

/** An answer as its reader has it. `failure`: the code of what went wrong, if anything did. */
export type SaidAnswer = {
  text: string;
  /** null: nothing was looked up, or it failed. */
  confidence: Confidence | null;
  /** In the order of their numbers. */
  citations: SaidCitation[];
  failure: string | null;
};

export type Verdict = {
  /** Whether a sensible person would accept the answer. */
  isAccepted: boolean;
  /** For expected quotes: whether the first citation is one. */
  isFirst: boolean;
  /** For expected quotes: whether one of them starts where it should, in the video where it should. */
  isPlaced: boolean;
};

export function judgeAnswer(expected: Expectation, answer: SaidAnswer): Verdict {
  const { citations, failure } = answer;
  const verdict = (isAccepted: boolean): Verdict => ({
    isAccepted: isAccepted && failure === null,
    isFirst: false,
    isPlaced: false,
  });
  switch (expected.form) {
    case "quote": {
      const isExpected = ({ quote }: SaidCitation) => expected.quote.test(folded(quote));
      const isPlaced = (one: SaidCitation) =>
        isIn(one, expected.videoId) && (expected.at === null || startsIn(one, expected.at));
      const matching = citations.filter(isExpected);
      return {
        ...verdict(matching.length > 0),
        isFirst: citations[0] !== undefined && isExpected(citations[0]),
        isPlaced: matching.some(isPlaced),
      };
    }
    case "absent":
      return verdict(answer.confidence === "NOT_FOUND" && citations.length === 0);
    case "whole": {
      const ofVideo = citations.filter((one) => isIn(one, expected.videoId));
      const cited = expected.parts.filter((part) => ofVideo.some((one) => startsIn(one, part)));
      return verdict(citations.length > 0 && cited.length * 2 > expected.parts.length);
    }
    case "compare":
      return verdict(expected.videoIds.every((id) => citations.some((one) => isIn(one, id))));
    case "list": {
      const quotes = citations.filter((one) => isIn(one, expected.videoId)).map(({ quote }) => folded(quote));
      const said = expected.items.filter((item) => quotes.some((quote) => item.test(quote)));
      return verdict(said.length * 2 >= expected.items.length);
    }
    case "time":
      return verdict(citations.some((one) => isIn(one, expected.videoId) && startsIn(one, expected.at)));
    case "chat":
      return verdict(citations.length === 0 && answer.text.trim() !== "");
  }
}

const folded = (text: string) => text.replace(/\s+/gu, " ").trim();
const isIn = (citation: SaidCitation, videoId: string | null) =>
  videoId === null || citation.videoId === videoId;
const startsIn = ({ startMs }: SaidCitation, [from, to]: Seconds) =>
  startMs >= from * 1000 && startMs <= to * 1000;
