import { nextTurn } from "../../../async/steps.ts";
import { create as contentDisposition } from "content-disposition";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { validate as isUuid } from "uuid";
import { writeText } from "../../../captions/export/write-text.ts";
import { writeVtt, type WrittenTranscript } from "../../../captions/export/write-vtt.ts";
import { ClientError, notFound } from "../../../errors/errors.ts";
import type { ApiServices, Context } from "../../../graphql/context.ts";
import { requestContext } from "../request-context.ts";
import type { UnreadBytes } from "../../unread-bytes.ts";
import { PacedResponse } from "../paced-response.ts";

export type TranscriptFile = {
  ending: string;
  contentType: string;
  write(transcript: WrittenTranscript): Iterable<string>;
};

/** The files as which a transcript can be had, by their endings. */
export const TRANSCRIPT_FILES: TranscriptFile[] = [
  { ending: "vtt", contentType: "text/vtt; charset=utf-8", write: writeVtt },
  { ending: "txt", contentType: "text/plain; charset=utf-8", write: writeText },
];

const NAME_MAX_CHARS = 120;

/** Gives a video's transcript back as a file. */
export function createDownload(options: {
  services: ApiServices;
  stalledMs: number;
  unread: UnreadBytes;
  logger: Logger;
}) {
  const { services, stalledMs, unread, logger } = options;

  async function readTranscript(context: Context, id: string) {
    await context.authorize();
    const video = isUuid(id) ? (await context.videos()).get(id.toLowerCase()) : undefined;
    if (!video) throw notFound("video", id);
    const { transcript } = video;
    const [cues, { chapters }] = await Promise.all([
      context.cues(transcript.id),
      context.overview(transcript.id),
    ]);
    if (cues.length === 0) {
      throw new ClientError("NOT_FOUND", "The video has no transcript yet: wait until it is READY.");
    }
    return { title: transcript.title ?? null, cues, chapters, isTimed: transcript.isTimed };
  }

  return async (request: FastifyRequest, reply: FastifyReply, file: TranscriptFile): Promise<void> => {
    const { title, ...transcript } = await readTranscript(
      requestContext(services, request, reply),
      (request.params as { id: string }).id,
    );
    const response = reply
      .type(file.contentType)
      .header("content-disposition", contentDisposition(fileName(title, file.ending)))
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "private, no-store")
      .hijack().raw;
    response.writeHead(200, reply.getHeaders() as Record<string, string>);
    if (request.method === "HEAD" || response.destroyed) return void response.end();
    const paced = new PacedResponse(response, {
      stalledMs,
      unread,
      onDropped: () => services.metrics.readerDropped("http"),
    });
    const closed = new AbortController();
    response.once("close", () => closed.abort());
    try {
      for (const part of file.write(transcript)) {
        await paced.write(part, closed.signal);
        await nextTurn();
      }
      paced.end("");
    } catch (error) {
      if (!closed.signal.aborted) logger.debug({ err: error }, "A transcript was not sent to its end");
      response.destroy();
    }
  };
}

/** Characters that name a folder or a drive, that some system takes in no name, or that turn the direction of a name. */
const NOT_IN_NAMES = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069/\\:*?"<>|%]+/gu;

/** A name for a file with the title of its video. */
function fileName(title: string | null, ending: string): string {
  const name = (title ?? "")
    .toWellFormed()
    .replace(NOT_IN_NAMES, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const short = [...name].slice(0, NAME_MAX_CHARS).join("").trim();
  return `${short === "" ? "transcript" : short}.${ending}`;
}
