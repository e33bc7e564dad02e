import type { Cue } from "../captions/cue.ts";
import { CaptionFormatError } from "../captions/formats/caption-format-error.ts";
import { normalizeCues } from "../captions/normalize/normalize.ts";
import { parseTimedText } from "../captions/formats/timed-text.ts";
import type { Attempt } from "./attempt.ts";
import { classify } from "./refusals/classify.ts";
import { describeExchange } from "./client/recorded-response.ts";

/** json3 first, which says most plainly what belongs together; srv3 where YouTube gives that one badly. */
const FORMATS = ["json3", "srv3"];

const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

/** Fetches and reads the captions at a track's address; null, and why in the record, where there are none to read. */
export async function fetchCaptions(attempt: Attempt, trackUrl: string): Promise<Cue[] | null> {
  for (const format of FORMATS) {
    const url = inFormat(trackUrl, format);
    const { timeoutMs, maxBytes } = attempt;
    const answer = await attempt.send({ url, headers: { "user-agent": BROWSER }, timeoutMs, maxBytes });
    const cues = answer.outcome === "ANSWERED" && answer.status === 200 ? readCues(answer.text) : null;
    const exchange = describeExchange("CAPTIONS", url, answer);
    attempt.exchanges.push({ ...exchange, cueCount: cues?.length ?? null });
    if (cues?.length) return cues;
    if (!mayBeBetterInAnotherFormat(attempt)) break;
  }
  return null;
}

function mayBeBetterInAnotherFormat(attempt: Attempt): boolean {
  const verdict = classify(attempt);
  if (!verdict || verdict.restsWayOut) return false;
  return ["YOUTUBE_CHANGED", "EMPTY_TRANSCRIPT", "BLOCKED"].includes(verdict.code);
}

function readCues(body: string): Cue[] | null {
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
