/**
 * The smallest piece that can be cited: a sentence, or in captions without punctuation the words between two pauses.
 * `text` stands word for word in the transcript (white space folded) within `startMs` to `endMs`, both integer
 * milliseconds.
 */
export type Sentence = { startMs: number; endMs: number; text: string };
