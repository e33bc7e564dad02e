import type { Cue } from "../cue.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { readCueBlocks } from "./cue-blocks/cue-blocks.ts";
import { parseJson3 } from "./json3.ts";
import { parseTimedTextXml } from "./timed-text-xml.ts";

export { CaptionFormatError };

/**
 * Parses a response of YouTube's timedtext endpoint in any of its formats: srv3, srv2 and classic XML, json3 or WebVTT.
 * Times are integer milliseconds from the start of the video; `text` may span lines, for `normalizeCues`, which must
 * follow. A document without words gives []. Throws `CaptionFormatError` for an empty body, HTML, truncated XML or JSON,
 * and anything else.
 */
export function parseTimedText(body: string): Cue[] {
  const start = body
    .slice(0, 2_000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start === "") throw new CaptionFormatError("Found nothing: the body is empty");
  if (/^(?:<!doctype html|<html|<head|<body)/i.test(start))
    throw new CaptionFormatError(`Found a web page${titleOf(body)} instead of captions`);
  if (start.startsWith("<")) return parseTimedTextXml(body);
  if (/^[{[]/.test(start)) return parseJson3(body.replace(/^\uFEFF/, ""));
  if (/^WEBVTT(?:\s|$)/.test(start)) return readCueBlocks(body, { blankLineEnds: true }).cues;
  throw new CaptionFormatError(`Found no known caption format, but ${JSON.stringify(start.slice(0, 60))}`);
}

function titleOf(page: string): string {
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(page.slice(0, 100_000))?.[1]?.trim();
  return title ? ` (“${title}”)` : "";
}
