import type { FastifyRequest } from "fastify";
import { badUserInput, ClientError, TooLargeError } from "../../../errors/errors.ts";
import type { BodyWatch } from "../edge/body-watch.ts";

/** The fields that may stand before the file, each once. */
export const FIELDS = ["title", "url", "language", "idempotencyKey", "format", "durationMs"] as const;

export type TranscriptForm = {
  /** Those that are not empty: a form of HTML sends all that it has. */
  fields: Partial<Record<(typeof FIELDS)[number], string>>;
  /** The file's name without its folder; "" where it has none. */
  fileName: string;
  bytes: Buffer;
};

export type FormLimits = {
  /** Of the file. */
  maxBytes: number;
  /** How fast the body has to come. */
  bodies: BodyWatch;
  /** Ends the reading by its reason when it is aborted. */
  signal?: AbortSignal;
};

/** Room for the fields and for what parts them. */
const FIELDS_MAX_BYTES = 100_000;
const FIELD_MAX_BYTES = 10_000;
const FILE = "file";

const tooLarge = (maxBytes: number) =>
  new TooLargeError(
    `The file is larger than the ${maxBytes} bytes that are taken: split it, or leave parts out.`,
  );

/** Whether the headers of a request already say that its file is too large. */
export const isTooLarge = (contentLength: string | undefined, maxBytes: number): boolean =>
  Number(contentLength) > maxBytes + FIELDS_MAX_BYTES;

/**
 * Reads the form of an upload as it comes: fields, and then one file. Rejects as soon as it is wrong or too large, with
 * what to change, and leaves the rest of the body unread.
 */
export async function readForm(request: FastifyRequest, limits: FormLimits): Promise<TranscriptForm> {
  if (isTooLarge(request.headers["content-length"], limits.maxBytes)) throw tooLarge(limits.maxBytes);
  const watch = new AbortController();
  try {
    const form = readParts(request, limits.maxBytes);
    return await Promise.race([form, watchBody(request, limits, watch.signal)]);
  } catch (error) {
    if (error instanceof ClientError) throw error;
    limits.signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw badUserInput(
      `The form cannot be read (${reason}): send multipart/form-data with its boundary, and all of it.`,
    );
  } finally {
    watch.abort();
  }
}

async function readParts(request: FastifyRequest, maxBytes: number): Promise<TranscriptForm> {
  const parts = request.parts(partOptions(maxBytes));
  const fields: TranscriptForm["fields"] = {};
  const given = new Set<string>();
  for (;;) {
    const { value: part, done } = await parts.next();
    if (done) throw badUserInput(`The form has no file: send it as the last part, with the name "${FILE}".`);
    if (part.type === "file") {
      const bytes = await readFile(part.file, maxBytes);
      const { value: next } = await parts.next();
      if (next) throw behindFile(next.fieldname);
      return { fields, fileName: unescapeName(part.filename ?? ""), bytes };
    }
    const name = FIELDS.find((field) => field === part.fieldname);
    if (!name) throw unknownField(part.fieldname);
    if (given.has(name)) throw badUserInput(`${name} is given twice: give it once.`);
    given.add(name);
    if (part.valueTruncated)
      throw badUserInput(`${name} has more than ${FIELD_MAX_BYTES} bytes: give fewer.`);
    const value = String(part.value);
    if (value.trim() !== "") fields[name] = value;
  }
}

/** One part more than there can be is let through, to be refused by its name. */
const partOptions = (maxBytes: number) => ({
  throwFileSizeLimit: false,
  isPartAFile: (name: string | undefined) => name === FILE,
  limits: {
    fieldSize: FIELD_MAX_BYTES,
    fileSize: maxBytes + 1,
    fields: FIELDS.length + 1,
    files: 2,
    parts: FIELDS.length + 2,
    headerPairs: 20,
  },
});

async function readFile(file: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Rejects when a body comes too slowly, or is larger than a file and its fields can be. */
function watchBody({ raw }: FastifyRequest, limits: FormLimits, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const watch = limits.bodies.start(reject);
    const onData = (chunk: Buffer) => {
      if (watch.take(chunk.length) > limits.maxBytes + FIELDS_MAX_BYTES) reject(tooLarge(limits.maxBytes));
    };
    raw.on("data", onData);
    const leave = () => reject(limits.signal!.reason as Error);
    limits.signal?.addEventListener("abort", leave, { once: true });
    signal.addEventListener("abort", () => {
      limits.signal?.removeEventListener("abort", leave);
      raw.off("data", onData);
      watch.stop();
    });
  });
}

const behindFile = (name: string) =>
  name === FILE
    ? badUserInput("The form has two files: send one at a time.")
    : badUserInput(`"${short(name)}" stands behind the file: send the file as the last part.`);

const unknownField = (name: string | undefined) =>
  badUserInput(
    `The form has a field "${short(name ?? "")}", which is not known: give ${FIELDS.join(", ")}, and then ${FILE}.`,
  );

const short = (name: string): string => name.slice(0, 100).toWellFormed();

/** Browsers write these three characters of a file's name as percent-encoded, and no other. */
const unescapeName = (name: string): string => name.replace(/%(?:22|0D|0A)/g, decodeURIComponent);
