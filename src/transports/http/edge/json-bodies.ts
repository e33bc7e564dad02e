import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { BodyWatch } from "./body-watch.ts";
import { JsonReader } from "./read-json.ts";
import { RequestError } from "./request-error.ts";

/** Reads the bodies of requests that are JSON, in place of Fastify's own parser, and takes no other. */
export function addJsonBodies(fastify: FastifyInstance, bodies: BodyWatch): void {
  const parseStrictly = fastify.getDefaultJsonParser("error", "error");

  fastify.removeContentTypeParser(["application/json", "text/plain"]);
  fastify.addContentTypeParser("application/json", (request, payload, done) => {
    const maxBytes = request.routeOptions.bodyLimit ?? fastify.initialConfig.bodyLimit ?? Infinity;
    if (Number(request.headers["content-length"]) > maxBytes) return void done(tooLarge());
    const body = payload as IncomingMessage;
    const reader = new JsonReader();
    let hasLeft = false;
    const watch = bodies.start(fail);

    function onData(chunk: Buffer) {
      const length = watch.take(chunk.length);
      if (hasLeft) return;
      if (length > maxBytes) return fail(tooLarge());
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
      hasLeft = true;
      watch.stop();
      body.off("data", onData).off("end", onEnd).off("error", onAborted).off("close", onAborted);
      // Without listeners it would be an exception.
      body.on("error", () => {});
    }
    body.on("data", onData).on("end", onEnd).on("error", onAborted).on("close", onAborted);
  });
}

/** Told by who knows the limits. */
const tooLarge = () => new RequestError(413, "The body is too large.", {}, "BAD_USER_INPUT");
