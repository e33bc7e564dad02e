/** Captions that cannot be read. The message says what was found and, for uploads, what a person should change. */
export class CaptionFormatError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "CaptionFormatError";
  }
}
