import { CaptionFormatError } from "../../src/captions/formats/caption-format-error.ts";
import { readCaptions } from "../../src/captions/read-captions.ts";
import { parseVideoUrl } from "../../src/youtube/links.ts";
import type { CaptionCase, UrlCase } from "./read.ts";

/** The video that the accepted addresses name. */
const YOUTUBE_ID = "aqz-KE-bpKQ";
/** Starts are given in seconds, some without their fraction of a millisecond. */
const TOLERANCE_SECONDS = 0.0015;

/** What is wrong with how captions are read, or null. */
export function checkCaptions({ format, content, cues, error }: CaptionCase): string | null {
  const read = readOrRefuse({ format, content });
  if (error !== undefined) {
    if ("cues" in read) return `not refused (expected ${error}): ${JSON.stringify(read.cues)}`;
    return new RegExp(error).test(read.refusal) ? null : `refused without ${error}: ${read.refusal}`;
  }
  if ("refusal" in read) return `refused: ${read.refusal}`;
  return isSame(read.cues, cues ?? [])
    ? null
    : `expected ${JSON.stringify(cues)}\n    came     ${JSON.stringify(read.cues)}`;
}

function readOrRefuse(request: Pick<CaptionCase, "format" | "content">) {
  try {
    const { cues } = readCaptions(request);
    if (cues.length === 0) return { refusal: "its captions have no words" };
    return { cues: cues.map(({ startMs, text }): [number, string] => [startMs / 1_000, text]) };
  } catch (failure) {
    if (failure instanceof CaptionFormatError) return { refusal: failure.message };
    throw failure;
  }
}

function isSame(came: [number, string][], expected: [number, string][]): boolean {
  return (
    came.length === expected.length &&
    expected.every(([start, text], index) => {
      const [cameStart, cameText] = came[index]!;
      return Math.abs(cameStart - start) <= TOLERANCE_SECONDS && cameText === text;
    })
  );
}

/** What is wrong with how an address is read, or null. */
export function checkUrl({ url, accept }: UrlCase): string | null {
  const parsed = parseVideoUrl(url);
  if ("problem" in parsed) return accept ? `refused: ${parsed.problem}` : null;
  if (!accept) return `accepted as ${parsed.youtubeId}`;
  return parsed.youtubeId === YOUTUBE_ID ? null : `accepted as ${parsed.youtubeId}`;
}
