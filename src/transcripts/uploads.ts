import { badUserInput } from "../errors/errors.ts";
import { plainLine } from "../text/plain-line.ts";
import { CaptionFormatError } from "../captions/formats/caption-format-error.ts";
import type { UploadedCaptions, UploadFormat } from "../captions/formats/uploaded.ts";
import { LONGEST_VIDEO_MS } from "../captions/normalize/normalize.ts";
import {
  createCaptionReader,
  type CaptionReader,
  type CaptionReaderOptions,
  type ReadOptions,
} from "../captions/read-captions.ts";
import { parseLanguage } from "../captions/language-tag.ts";
import { parseVideoUrl } from "../youtube/links.ts";

const TITLE_MAX_CHARS = 500;

/** A transcript as a client supplies it. */
export type TranscriptInput = {
  title: string;
  format: UploadFormat;
  content: string;
  url?: string | null | undefined;
  language?: string | null | undefined;
  /** The length of the video in milliseconds, for text that has no times. */
  durationMs?: number | null | undefined;
};

export type UploadedTranscript = UploadedCaptions & {
  title: string;
  language: string | null;
  youtubeId: string | null;
};

/**
 * Reads a transcript that a client supplies. BAD_USER_INPUT, saying what to change, where it cannot be read. Rejects with
 * the signal's reason.
 */
export function createReadUpload({ maxBytes, ...reader }: { maxBytes: number } & CaptionReaderOptions) {
  const readCaptions = createCaptionReader(reader);
  return async (input: TranscriptInput, options: ReadOptions = {}): Promise<UploadedTranscript> => {
    const title = plainLine(input.title);
    if (title === "") throw badUserInput("title is empty: say what to call the video.");
    if (title.length > TITLE_MAX_CHARS) {
      throw badUserInput(`title has ${title.length} characters: give at most ${TITLE_MAX_CHARS}.`);
    }
    const bytes = Buffer.byteLength(input.content);
    if (bytes > maxBytes) {
      throw badUserInput(
        `content has ${bytes} bytes, and at most ${maxBytes} are taken: split it, or leave parts out.`,
      );
    }
    const language = input.language == null ? null : parseLanguage(input.language);
    if (input.durationMs != null && !(input.durationMs >= 1 && input.durationMs <= LONGEST_VIDEO_MS)) {
      throw badUserInput(
        `durationMs is ${input.durationMs}: give the length of the video in milliseconds, 1 to ${LONGEST_VIDEO_MS}.`,
      );
    }
    const youtubeId = input.url == null ? null : youtubeIdOf(input.url);
    return { title, language, youtubeId, ...(await parseCaptions(input, options, readCaptions)) };
  };
}

export type ReadUpload = ReturnType<typeof createReadUpload>;

function youtubeIdOf(url: string): string {
  const parsed = parseVideoUrl(url);
  if ("problem" in parsed) throw badUserInput(`url: ${parsed.problem}`);
  return parsed.youtubeId;
}

async function parseCaptions(
  { format, content, durationMs = null }: TranscriptInput,
  options: ReadOptions,
  read: CaptionReader,
): Promise<UploadedCaptions> {
  try {
    const captions = await read({ format, content: content.toWellFormed(), durationMs }, options);
    if (captions.cues.length > 0) return captions;
  } catch (error) {
    if (error instanceof CaptionFormatError) throw badUserInput(`content: ${error.message}`);
    throw error;
  }
  throw badUserInput("content: its captions have no words.");
}
