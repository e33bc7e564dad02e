import { ClientError } from "../../errors/errors.ts";

/** Limit of a response, or of one result of a stream, as JSON in UTF-8. */
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** Of a key or value: quotes, a colon and a comma. */
const PUNCTUATION_BYTES = 4;
const NUMBER_BYTES = 8;
/** The characters that JSON writes as two or more. */
// oxlint-disable-next-line no-control-regex
const ESCAPED = /["\\\u0000-\u001f]/;

export const responseTooLarge = () =>
  new ClientError(
    "RESPONSE_TOO_LARGE",
    `The response is larger than ${MAX_RESPONSE_BYTES / 1024 / 1024} MB: ask for less, such as smaller pages, fewer fields, or a part of a transcript by fromMs and toMs.`,
  );

/** The size of a response while it is made, for what is larger than the cost of its operation says. */
export class ResponseSize {
  private bytes = 0;

  /** Throws RESPONSE_TOO_LARGE once all together is too large. */
  add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > MAX_RESPONSE_BYTES) throw responseTooLarge();
  }
}

/** About the bytes of one property in JSON. */
export function bytesOfProperty(key: string, value: unknown): number {
  return key.length + PUNCTUATION_BYTES + (typeof value === "string" ? bytesOfString(value) : NUMBER_BYTES);
}

type Result = {
  data?: unknown;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[] | undefined;
};

/** Whether a result is too large, or was ended because it would be. It is measured before anything of it is serialised. */
export function isTooLarge({ data, errors = [] }: Result): boolean {
  if (errors.some(({ extensions }) => extensions?.["code"] === "RESPONSE_TOO_LARGE")) return true;
  let left = MAX_RESPONSE_BYTES;
  const measure = (value: unknown): void => {
    if (left < 0) return;
    if (typeof value === "string") left -= bytesOfString(value) + PUNCTUATION_BYTES;
    else if (Array.isArray(value)) {
      left -= PUNCTUATION_BYTES;
      for (const item of value) measure(item);
    } else if (typeof value === "object" && value !== null) {
      left -= PUNCTUATION_BYTES;
      for (const key in value) {
        left -= key.length + PUNCTUATION_BYTES;
        measure((value as Record<string, unknown>)[key]);
        if (left < 0) return;
      }
    } else left -= NUMBER_BYTES;
  };
  measure(data);
  for (const { message } of errors) measure(message);
  return left < 0;
}

const bytesOfString = (text: string): number =>
  Buffer.byteLength(ESCAPED.test(text) ? JSON.stringify(text) : text);
