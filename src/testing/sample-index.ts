import { runAtOnce } from "../async/steps.ts";
import type { Cue } from "../captions/cue.ts";
import { cutTranscript } from "../search/index/cut-transcript.ts";
import { decodeRanges, decodeSentences, encodeCut } from "../search/index/encoded-cut.ts";
import type { QuantizedVectors } from "../search/index/quantize.ts";
import { indexSteps, type TranscriptIndex } from "../search/index/transcript-index.ts";
import { createTerms } from "../text/terms.ts";

/** The index of a transcript that is in no database. */
export function sampleIndex(
  cues: Cue[],
  language = "en",
  { transcriptId = "transcript", vectors = null as QuantizedVectors | null } = {},
): TranscriptIndex {
  const cut = cutTranscript(cues, language);
  const { sentences, windows, passages } = encodeCut(cut);
  return runAtOnce(
    indexSteps(
      {
        transcriptId,
        version: 1,
        language,
        text: cut.text,
        sentences: decodeSentences(sentences),
        windows: decodeRanges(windows),
        passages: { ...decodeRanges(passages), ids: cut.passages.map((_, number) => `passage ${number}`) },
        vectors,
      },
      createTerms(language),
    ),
  );
}
