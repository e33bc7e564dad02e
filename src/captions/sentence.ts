/**
 * The smallest piece that can be cited: a sentence, or where the captions have no punctuation what stands between two
 * pauses. `text` stands word for word in the transcript (white space folded) within `startMs` to `endMs`, both integer
 * milliseconds.
 */
export type Sentence = { startMs: number; endMs: number; text: string };
