import type { Cue } from "../captions/cue.ts";
import { CaptionFormatError } from "../captions/formats/caption-format-error.ts";
import type { Attempt } from "./attempt.ts";
import { recordResponse } from "./client/recorded-response.ts";
import { classifyCaptions } from "./refusals/classify.ts";
import type { TranscriptError, VideoFailureCode } from "./transcript-failure.ts";

/** What YouTube's own apps ask for; twelve hours of automatic captions have 5 MB. */
const USUAL_FORMAT = "srv3";
/** Has the same in three times as many bytes; helps where YouTube serves faulty srv3. */
const OTHER_FORMAT = "json3";
/** Without the times of single words, which are not read: a third of srv3. For captions that are too large in the others. */
const SMALL_FORMAT = "srv1";

const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

/** Failures of one format that another may not have. */
const FORMAT_FAILURES: VideoFailureCode[] = ["YOUTUBE_CHANGED", "EMPTY_TRANSCRIPT", "BLOCKED"];

/** Fetches and parses the captions at a track's URL. Rejects with a `TranscriptError` where there are none to read. */
export async function fetchCaptions(attempt: Attempt, trackUrl: string): Promise<Cue[]> {
  let next: string | null = USUAL_FORMAT;
  for (;;) {
    const fetched = await fetchFormat(attempt, trackUrl, next);
    if (!fetched.refusal) return fetched.cues;
    next = formatAfter(next, fetched.refusal);
    if (next === null) throw fetched.refusal;
  }
}

type Fetched = { cues: Cue[]; refusal: null } | { refusal: TranscriptError };

async function fetchFormat(attempt: Attempt, trackUrl: string, format: string): Promise<Fetched> {
  const { timeoutMs, maxBytes, readCaptions } = attempt;
  const url = inFormat(trackUrl, format);
  const response = await attempt.send({ url, headers: { "user-agent": BROWSER }, timeoutMs, maxBytes });
  const isGood = response.outcome === "ANSWERED" && response.status === 200;
  const cues = isGood ? await parseCues(response.text, readCaptions) : null;
  const refusal = classifyCaptions(recordResponse("CAPTIONS", url, response), cues?.length ?? null);
  return refusal ? { refusal } : { cues: cues!, refusal: null };
}

/** The format to try after one was refused; null: none. */
function formatAfter(format: string, { code, coolsDown }: TranscriptError): string | null {
  if (code === "TRANSCRIPT_TOO_LARGE") return format === SMALL_FORMAT ? null : SMALL_FORMAT;
  const mayHelp = format === USUAL_FORMAT && !coolsDown && FORMAT_FAILURES.includes(code);
  return mayHelp ? OTHER_FORMAT : null;
}

async function parseCues(content: string, readCaptions: Attempt["readCaptions"]): Promise<Cue[] | null> {
  try {
    return (await readCaptions({ format: "TIMED_TEXT", content })).cues;
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
