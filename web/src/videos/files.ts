/** What the page takes, for the file picker and for what is dropped. */
export const TRANSCRIPT_FILES = ".vtt,.srt,.sbv,.txt";

const ENDINGS = TRANSCRIPT_FILES.split(",");

/** Why a file is not sent, in words for who dropped it; undefined: it is. */
export function refuseFile(file: { name: string; size: number }, maxBytes: number): string | undefined {
  const name = file.name.toLowerCase();
  if (!ENDINGS.some((ending) => name.endsWith(ending)))
    return "This is no transcript: choose a .vtt, .srt, .sbv or .txt file.";
  if (file.size === 0) return "The file is empty.";
  if (file.size > maxBytes)
    return `It has ${megabytes(file.size)} MB; this server takes ${megabytes(maxBytes)} MB. Split it, or leave parts out.`;
  return undefined;
}

/** A file's name without folder and ending, as a title. */
export function titleOf(name: string): string {
  return (
    name
      .replace(/\.(vtt|srt|sbv|txt)$/i, "")
      .replace(/[_-]+/g, " ")
      .trim() || name
  );
}

/** The first words of a pasted transcript, without times and the head of a caption file, as a title. */
export function titleOfText(text: string): string {
  const words = text
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:WEBVTT|NOTE|Kind:|Language:|\d+\s*$)|-->/.test(line))
    .join(" ")
    .replace(/\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?\]?/g, " ")
    .trim()
    .split(/\s+/);
  const title = words.slice(0, TITLE_WORDS).join(" ").slice(0, TITLE_CHARS);
  return title ? `${title}${words.length > TITLE_WORDS ? "…" : ""}` : "Pasted transcript";
}

const TITLE_WORDS = 7;
const TITLE_CHARS = 80;

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);
