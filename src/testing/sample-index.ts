import { runAtOnce } from "../async/steps.ts";
import type { Cue } from "../captions/cue.ts";
import { cutTranscript } from "../search/index/cut/cut-transcript.ts";
import { readFreshCut } from "../search/index/encoded-cut.ts";
import type { QuantizedVectors } from "../search/index/vectors/quantize.ts";
import { indexSteps, type TranscriptIndex } from "../search/index/transcript-index.ts";
import { createTerms } from "../text/terms.ts";

/** The index of a transcript that is in no database. */
export function sampleIndex(
  cues: Cue[],
  language = "en",
  { transcriptId = "transcript", vectors = null as QuantizedVectors | null } = {},
): TranscriptIndex {
  const cut = cutTranscript(cues, language);
  const read = readFreshCut(cut, { transcriptId, language, vectors });
  return runAtOnce(indexSteps(read, createTerms(language)));
}
