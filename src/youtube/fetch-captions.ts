import type { Cue } from "../captions/cue.ts";
import { CaptionFormatError } from "../captions/formats/caption-format-error.ts";
import { normalizeCues } from "../captions/normalize/normalize.ts";
import { parseTimedText } from "../captions/formats/timed-text.ts";
import type { Attempt } from "./attempt.ts";
import { recordResponse } from "./client/recorded-response.ts";
import { classifyCaptions } from "./refusals/classify.ts";
import type { TranscriptError, VideoFailureCode } from "./transcript-failure.ts";

/** In the order of trial: json3 groups words most clearly; srv3 helps where YouTube serves faulty json3. */
const FORMATS = ["json3", "srv3"];

const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

/** Failures of one format that another may not have. */
const FORMAT_FAILURES: VideoFailureCode[] = ["YOUTUBE_CHANGED", "EMPTY_TRANSCRIPT", "BLOCKED"];

/** Fetches and parses the captions at a track's URL. Rejects with a `TranscriptError` where there are none to read. */
export async function fetchCaptions(attempt: Attempt, trackUrl: string): Promise<Cue[]> {
  const { timeoutMs, maxBytes } = attempt;
  let refusal: TranscriptError | null = null;
  for (const format of FORMATS) {
    const url = inFormat(trackUrl, format);
    const response = await attempt.send({ url, headers: { "user-agent": BROWSER }, timeoutMs, maxBytes });
    const cues = response.outcome === "ANSWERED" && response.status === 200 ? parseCues(response.text) : null;
    refusal = classifyCaptions(recordResponse("CAPTIONS", url, response), cues?.length ?? null);
    if (!refusal) return cues!;
    if (refusal.coolsDown || !FORMAT_FAILURES.includes(refusal.code)) break;
  }
  throw refusal!;
}

function parseCues(body: string): Cue[] | null {
  try {
    return normalizeCues(parseTimedText(body));
  } catch (error) {
    if (error instanceof CaptionFormatError) return null;
    throw error;
  }
}

function inFormat(trackUrl: string, format: string): string {
  const url = URL.parse(trackUrl);
  url?.searchParams.set("fmt", format);
  return url?.href ?? trackUrl;
}
