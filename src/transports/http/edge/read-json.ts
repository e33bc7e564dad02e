import { JsonShape, JsonShapeError } from "../../json-shape.ts";
import { RequestError } from "./request-error.ts";

/** A string that is longer is decoded piece by piece, as it comes. */
const LONG_CHARS = 32_000;
/** Of all that is not in long strings, which is parsed at once. */
const MAX_REST_CHARS = 1_000_000;

const NO_JSON = () => new RequestError(400, "The body is no JSON: send an object with a query.");

/**
 * Reads JSON as its bytes come, so that megabytes of it hold the process at no moment: a long string, such as a transcript,
 * is decoded piece by piece. Throws a `RequestError` for what is no JSON, and for more of it than any operation has.
 */
export class JsonReader {
  private readonly shape = new JsonShape();
  private readonly decoder = new TextDecoder();
  /** What came of an escape that is not complete. */
  private carry = "";
  /** The text apart from long strings, in whose places it has their numbers behind `mark`. */
  private rest: string[] = [];
  private restChars = 0;
  private readonly mark = crypto.randomUUID();
  private readonly long: string[] = [];
  /** The string that the text is in: what of it has been decoded, and the text behind that. */
  private decoded: string[] = [];
  private pending = "";

  push(chunk: Uint8Array): void {
    this.take(this.decoder.decode(chunk, { stream: true }));
  }

  /** The value. `parse`: JSON.parse, or one that is stricter. */
  end(parse: (text: string) => unknown): unknown {
    this.take(this.decoder.decode());
    // What is left of a string without its end is no JSON.
    this.keep(this.pending + this.carry);
    const value = parseWith(parse, this.rest.join(""));
    return this.long.length === 0 ? value : this.restore(value);
  }

  private take(more: string) {
    const text = this.carry + more;
    this.carry = "";
    let at = 0;
    while (at < text.length) {
      const wasInString = this.shape.inString;
      const next = this.nextIn(text, at);
      if (next === at && wasInString) break;
      if (wasInString) this.takeOfString(text.slice(at, next));
      else this.keep(text.slice(at, next));
      at = next;
    }
    this.carry = text.slice(at);
  }

  private nextIn(text: string, at: number): number {
    try {
      return this.shape.next(text, at);
    } catch (error) {
      throw error instanceof JsonShapeError ? new RequestError(400, error.message) : error;
    }
  }

  private takeOfString(text: string) {
    this.pending += text;
    if (this.shape.inString) {
      if (this.pending.length >= LONG_CHARS) this.decode(this.pending);
      return;
    }
    if (this.decoded.length === 0) this.keep(this.pending);
    else {
      this.decode(this.pending.slice(0, -1));
      this.keep(`${this.mark}${this.long.length}"`);
      this.long.push(this.decoded.join(""));
      this.decoded = [];
    }
    this.pending = "";
  }

  private decode(text: string) {
    this.decoded.push(parseWith(JSON.parse, `"${text}"`) as string);
    this.pending = "";
  }

  private keep(text: string) {
    this.restChars += text.length;
    if (this.restChars > MAX_REST_CHARS)
      throw new RequestError(
        400,
        `The body has more than ${MAX_REST_CHARS} characters beside its longest strings: send less at once.`,
      );
    this.rest.push(text);
  }

  /** Puts the long strings back into their places. */
  private restore(value: unknown): unknown {
    if (typeof value === "string")
      return value.startsWith(this.mark) ? this.long[Number(value.slice(this.mark.length))] : value;
    if (typeof value !== "object" || value === null) return value;
    for (const [key, inner] of Object.entries(value))
      Object.defineProperty(value, key, {
        value: this.restore(inner),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    return value;
  }
}

function parseWith(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw NO_JSON();
  }
}
