/** Limits of JSON that clients send, far above what any operation has. */
const MAX_VALUES = 20_000;
const MAX_DEPTH = 200;

/** JSON of which too much would have to be made, whatever its size. The message says what to change. */
export class JsonShapeError extends Error {}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/**
 * Counts the values and the depth of JSON as its text comes, so that what would hold the process, or overflow its stack, is
 * refused before it is parsed. It does not tell whether the JSON is well formed.
 */
export class JsonShape {
  /** Whether the text so far ends within a string. */
  inString = false;
  private values = 1;
  private depth = 0;

  /**
   * Reads on from `start` to the next end of a string, or to its beginning: the index behind its quote; the text's length
   * where there is none, or the index of an escape that the text does not hold to its end. Throws a `JsonShapeError`.
   */
  next(text: string, start: number): number {
    return this.inString ? this.endOfString(text, start) : this.beginOfString(text, start);
  }

  private endOfString(text: string, start: number): number {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.inString = false;
        return at + 1;
      }
      if (code !== BACKSLASH) continue;
      const length = text.charCodeAt(at + 1) === LETTER_U ? 6 : 2;
      if (at + length > text.length) return at;
      at += length - 1;
    }
    return text.length;
  }

  private beginOfString(text: string, start: number): number {
    for (let at = start; at < text.length; at++) {
      switch (text.charCodeAt(at)) {
        case QUOTE:
          this.inString = true;
          return at + 1;
        case 0x7b: // {
        case 0x5b: // [
          if (++this.depth > MAX_DEPTH)
            throw new JsonShapeError(`The JSON is nested deeper than ${MAX_DEPTH} levels: nest less.`);
          this.count();
          continue;
        case 0x7d: // }
        case 0x5d: // ]
          this.depth -= 1;
          continue;
        case 0x2c: // ,
          this.count();
      }
    }
    return text.length;
  }

  private count() {
    if (++this.values > MAX_VALUES)
      throw new JsonShapeError(`The JSON has more than ${MAX_VALUES} values: send less at once.`);
  }
}

/** Throws a `JsonShapeError` for a whole text that has too many values, or is nested too deep. */
export function checkJsonShape(text: string): void {
  const shape = new JsonShape();
  for (let at = 0; at < text.length;) {
    const next = shape.next(text, at);
    // An escape without its end, which the parser reports.
    if (next === at) return;
    at = next;
  }
}
