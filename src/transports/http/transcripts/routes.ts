import multipart from "@fastify/multipart";
import type { FastifyInstance } from "fastify";
import { isEnumType, type GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { badUserInput } from "../../../errors/errors.ts";
import type { ApiServices } from "../../../graphql/context.ts";
import type { Admission } from "../../admission.ts";
import type { UnreadBytes } from "../../unread-bytes.ts";
import type { BodyWatch } from "../edge/body-watch.ts";
import type { TransportLimits } from "../../limits.ts";
import { refuse } from "../refuse.ts";
import { createDownload, TRANSCRIPT_FILES } from "./download.ts";
import { createUpload } from "./upload.ts";

export const UPLOAD_PATH = "/transcripts";

/** POST /transcripts, which takes a transcript as a file, and GET /videos/:id/transcript.*, which gives one back. */
export function transcriptRoutes(options: {
  schema: GraphQLSchema;
  services: ApiServices;
  admission: Admission;
  /** Limit of an uploaded file. */
  maxBytes: number;
  limits: TransportLimits;
  bodies: BodyWatch;
  unread: UnreadBytes;
  logger: Logger;
}) {
  const { services, admission, limits, logger, maxBytes, unread } = options;
  const upload = createUpload({
    services,
    admission,
    formats: formatsOf(options.schema),
    limits: { maxBytes, bodies: options.bodies },
  });
  const download = createDownload({ services, stalledMs: limits.stalledMs, unread, logger });

  return async (fastify: FastifyInstance) => {
    fastify.setErrorHandler((error: Error & { code?: unknown }, request, reply) => {
      const shown = error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" ? NOT_A_FORM() : error;
      return refuse(request, reply, shown, { logger, refusedBodyMs: limits.refusedBodyMs });
    });
    fastify.removeAllContentTypeParsers();
    await fastify.register(multipart);
    fastify.post(UPLOAD_PATH, async (request, reply) => {
      if (!request.isMultipart()) throw NOT_A_FORM();
      const added = await upload(request, reply);
      return reply.code(201).header("cache-control", "no-store").send(added);
    });
    for (const file of TRANSCRIPT_FILES) {
      fastify.get(`/videos/:id/transcript.${file.ending}`, (request, reply) =>
        download(request, reply, file),
      );
    }
  };
}

const NOT_A_FORM = () =>
  badUserInput('Send the transcript as multipart/form-data, with the file as its last part, named "file".');

function formatsOf(schema: GraphQLSchema): string[] {
  const type = schema.getType("TranscriptFormat");
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
}
