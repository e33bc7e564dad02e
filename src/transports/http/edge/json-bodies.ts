import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { timeoutAfterPoll } from "../../../async/timers.ts";
import { unavailable } from "../../../errors/errors.ts";
import { JsonReader } from "./read-json.ts";
import { RequestError } from "./request-error.ts";

/** The least that must come of a body in each `stalledMs`, for it to be waited for. */
const MIN_BYTES = 8192;
/** All JSON bodies that are on their way at one time. */
const MAX_UNDER_WAY_BYTES = 64 * 1024 * 1024;
const RETRY_MS = 2000;

export type BodyLimits = { stalledMs: number; bodyMs: number };

/** Reads the bodies of requests that are JSON, in place of Fastify's own parser, and takes no other. */
export function addJsonBodies(fastify: FastifyInstance, limits: BodyLimits): void {
  const parseStrictly = fastify.getDefaultJsonParser("error", "error");
  let underWay = 0;

  fastify.removeContentTypeParser(["application/json", "text/plain"]);
  fastify.addContentTypeParser("application/json", (request, payload, done) => {
    const maxBytes = request.routeOptions.bodyLimit ?? fastify.initialConfig.bodyLimit ?? Infinity;
    if (Number(request.headers["content-length"]) > maxBytes) return void done(tooLarge());
    const body = payload as IncomingMessage;
    const reader = new JsonReader();
    let length = 0;
    const stopWatch = watch(limits, () => length, fail);

    function onData(chunk: Buffer) {
      length += chunk.length;
      underWay += chunk.length;
      if (length > maxBytes) return fail(tooLarge());
      if (underWay > MAX_UNDER_WAY_BYTES)
        return fail(unavailable("Too much is being sent at once: send it again.", RETRY_MS));
      try {
        reader.push(chunk);
      } catch (error) {
        fail(error as Error);
      }
    }
    function onEnd() {
      leave();
      try {
        const parse = (text: string) => {
          let parsed: unknown;
          parseStrictly(request, text, (error, value) => {
            if (error) throw error;
            parsed = value;
          });
          return parsed;
        };
        done(null, reader.end(parse));
      } catch (error) {
        done(error as Error);
      }
    }
    function fail(error: Error) {
      leave();
      done(error);
    }
    const onAborted = () => fail(new RequestError(400, "The body did not come to its end."));
    function leave() {
      underWay -= length;
      length = 0;
      stopWatch();
      body.off("data", onData).off("end", onEnd).off("error", onAborted).off("close", onAborted);
      // Without listeners it would be an exception.
      body.on("error", () => {});
    }
    body.on("data", onData).on("end", onEnd).on("error", onAborted).on("close", onAborted);
  });
}

/** Fails a body that comes too slowly, or not as a whole in time. */
function watch(
  { stalledMs, bodyMs }: BodyLimits,
  length: () => number,
  fail: (error: Error) => void,
): () => void {
  const late = () =>
    fail(new RequestError(408, "The body comes too slowly: send it again, without a pause."));
  let before = 0;
  const check = () => {
    if (length() - before < MIN_BYTES) return late();
    before = length();
    stop = timeoutAfterPoll(stalledMs, check);
  };
  let stop = timeoutAfterPoll(stalledMs, check);
  const stopWhole = timeoutAfterPoll(bodyMs, late);
  return () => {
    stop();
    stopWhole();
  };
}

/** Told by who knows the limits. */
const tooLarge = () => new RequestError(413, "The body is too large.", {}, "BAD_USER_INPUT");
