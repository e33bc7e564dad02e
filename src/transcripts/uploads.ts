import { badUserInput } from "../errors/errors.ts";
import { storableText } from "../text/storable-text.ts";
import type { Cue } from "../captions/cue.ts";
import { normalizeCues } from "../captions/normalize/normalize.ts";
import { CaptionFormatError } from "../captions/formats/caption-format-error.ts";
import { parseUploaded, type UploadFormat } from "../captions/formats/uploaded.ts";
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
};

export type UploadedTranscript = {
  title: string;
  language: string | null;
  youtubeId: string | null;
  cues: Cue[];
};

/** Reads a transcript that a client supplies. BAD_USER_INPUT, saying what to change, where it cannot be read. */
export function createReadUpload({ maxBytes }: { maxBytes: number }) {
  return (input: TranscriptInput): UploadedTranscript => {
    const title = storableText(input.title).trim();
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
    return {
      title,
      language: input.language == null ? null : parseLanguage(input.language),
      youtubeId: input.url == null ? null : youtubeIdOf(input.url),
      cues: readCues(input),
    };
  };
}

export type ReadUpload = ReturnType<typeof createReadUpload>;

function youtubeIdOf(url: string): string {
  const parsed = parseVideoUrl(url);
  if ("problem" in parsed) throw badUserInput(`url: ${parsed.problem}`);
  return parsed.youtubeId;
}

function readCues({ format, content }: TranscriptInput): Cue[] {
  try {
    const cues = normalizeCues(parseUploaded(format, content.toWellFormed()));
    if (cues.length > 0) return cues;
  } catch (error) {
    if (error instanceof CaptionFormatError) throw badUserInput(`content: ${error.message}`);
    throw error;
  }
  throw badUserInput("content: its captions have no words.");
}
