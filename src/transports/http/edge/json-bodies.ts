import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { runFor } from "../../../async/owner.ts";
import { nextTurn } from "../../../async/steps.ts";
import type { BodyWatch } from "./body-watch.ts";
import { JsonReader } from "./read-json.ts";
import { addressOf } from "../request-context.ts";
import { RequestError } from "./request-error.ts";

/** What is larger is read, and what is in it worked on, in turns of the clients. */
const SMALL_BYTES = 2048;

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

    const turn = () => runFor(addressOf(request), nextTurn);
    /** Once all that has come is read. */
    let reading = Promise.resolve();
    let length = 0;

    function onData(chunk: Buffer) {
      length = watch.take(chunk.length);
      if (hasLeft) return;
      if (length > maxBytes) return fail(tooLarge());
      if (length <= SMALL_BYTES) return read(chunk);
      body.pause();
      reading = readLater(chunk);
    }
    async function readLater(chunk: Buffer) {
      await reading;
      await turn();
      read(chunk);
      body.resume();
    }
    function read(chunk: Buffer) {
      if (hasLeft) return;
      try {
        reader.push(chunk);
      } catch (error) {
        fail(error as Error);
      }
    }
    function onEnd() {
      body.off("close", onAborted);
      if (length <= SMALL_BYTES) return parse();
      void reading.then(turn).then(parse);
    }
    function parse() {
      if (hasLeft) return;
      leave();
      try {
        const parseText = (text: string) => {
          let parsed: unknown;
          parseStrictly(request, text, (error, value) => {
            if (error) throw error;
            parsed = value;
          });
          return parsed;
        };
        done(null, reader.end(parseText));
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
