/** A part of a video that is about one thing. Times in milliseconds, the end excluded. */
export type Chapter = { startMs: number; endMs: number; title: string };
