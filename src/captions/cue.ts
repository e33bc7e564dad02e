/**
 * One timed piece of speech, as a transcript stores it: times are integer milliseconds from the start of the video,
 * `endMs > startMs`, cues are in order of `startMs`, and `text` is a single line of plain text.
 */
export type Cue = { startMs: number; endMs: number; text: string };

/** How cues are stored: start and end in milliseconds, then the words. */
export type StoredCue = [startMs: number, endMs: number, text: string];
