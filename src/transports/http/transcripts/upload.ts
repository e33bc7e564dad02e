import { parse } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { badUserInput, TooLargeError } from "../../../errors/errors.ts";
import { shortLine } from "../../../text/plain-line.ts";
import { addTranscript } from "../../../graphql/add-transcript.ts";
import type { ApiServices } from "../../../graphql/context.ts";
import type { AddTranscriptInput, TranscriptFormat } from "../../../graphql/schema.generated.ts";
import type { Admission } from "../../admission.ts";
import { addressOf, requestContext } from "../request-context.ts";
import { readForm, type FormLimits, type TranscriptForm } from "./read-form.ts";

const MAX_WARNINGS = 20;
const MAX_INT = 2 ** 31 - 1;
const TITLE_MAX_CHARS = 500;

/** What POST /transcripts answers. */
export type UploadReply = { videoId: string; warnings: string[] };

/**
 * Takes a transcript as a file, as the mutation addTranscript takes its text. `formats`: those that the schema names.
 */
export function createUpload(options: {
  services: ApiServices;
  admission: Admission;
  formats: string[];
  limits: FormLimits;
}) {
  const { services, admission, formats, limits } = options;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<UploadReply> => {
    const address = addressOf(request);
    admission.check(address);
    const context = requestContext(services, request, reply);
    await context.authorize();
    await context.consume("uploads");
    await services.rateLimits.check("uploadBytes", context.client);
    const { session } = context;
    const { signal } = context.cancellation;
    const form = await services.sessionEnds.whileLive(
      session,
      (live) => readForm(request, { ...limits, signal: live }),
      signal,
    );
    await context.consume("uploadBytes", form.bytes.length);
    const { text, warning } = await services.decodeFile(form.bytes, { owner: session.id, signal });
    // UTF-8 may take more bytes than the file's own encoding.
    const bytes = Buffer.byteLength(text);
    if (bytes > limits.maxBytes) {
      throw new TooLargeError(
        `The file has ${bytes} bytes in UTF-8, and at most ${limits.maxBytes} are taken: split it, or leave parts out.`,
      );
    }
    const { video, warnings } = await admission.run(address, () =>
      addTranscript(inputOf(form, text, formats), { session, services, signal }),
    );
    const all = warning === null ? warnings : [warning, ...warnings];
    return { videoId: video.id, warnings: all.slice(0, MAX_WARNINGS) };
  };
}

function inputOf(
  { fields, fileName }: TranscriptForm,
  content: string,
  formats: string[],
): AddTranscriptInput {
  const { url, language, idempotencyKey } = fields;
  return {
    title: fields.title ?? titleOf(fileName),
    format: formatOf(fields.format ?? "AUTO", formats),
    content,
    url,
    language,
    idempotencyKey,
    durationMs: fields.durationMs === undefined ? undefined : integer("durationMs", fields.durationMs),
  };
}

/** A file's name without its ending. */
function titleOf(fileName: string): string {
  const { name } = parse(fileName);
  const title = shortLine(name, TITLE_MAX_CHARS);
  if (title === "") throw badUserInput("title is missing, and the file has no name: give one of them.");
  return title;
}

function formatOf(given: string, formats: string[]): TranscriptFormat {
  const format = given.trim().toUpperCase();
  if (formats.includes(format)) return format as TranscriptFormat;
  throw badUserInput(`format is ${JSON.stringify(given.slice(0, 100))}: give one of ${formats.join(", ")}.`);
}

function integer(field: string, given: string): number {
  const value = /^\s*\d{1,10}\s*$/.test(given) ? Number(given) : Infinity;
  if (value <= MAX_INT) return value;
  throw badUserInput(`${field} is ${JSON.stringify(given.slice(0, 100))}: give a whole number.`);
}
