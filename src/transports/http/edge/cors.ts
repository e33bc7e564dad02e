import { REQUEST_ID_HEADER } from "../../../observability/request-id.ts";
import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";

type CorsSettings = {
  /** The address that the server listens on. */
  host: string;
  /** The origins whose pages may call the API, `*` for any; empty: those of this machine alone, while no other reaches the server. */
  corsOrigins: string[];
  /** Not false: other machines reach the server through a proxy. */
  trustProxy: false | number | string[];
};

/** Longer ones are no origin that a person would set. */
const MAX_LOGGED_CHARS = 200;

/** An app that is being developed is served from another port of the same machine. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/**
 * Lets pages of other origins call the API (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol). The first one that is
 * kept out is logged with the setting that lets it in: its browser tells the page nothing.
 */
export async function addCors(
  fastify: FastifyInstance,
  { host, corsOrigins, trustProxy }: CorsSettings,
  logger: Logger,
): Promise<void> {
  const takesLocal = corsOrigins.length === 0 && trustProxy === false && LOOPBACK.test(host);
  const isAllowed = (origin: string) =>
    corsOrigins.includes(origin) || (takesLocal && LOCAL_ORIGIN.test(origin));
  let isLogged = false;

  await fastify.register(cors, {
    origin: corsOrigins.includes("*")
      ? "*"
      : (origin, done) => done(null, origin !== undefined && isAllowed(origin) ? origin : false),
    methods: ["GET", "POST", "OPTIONS"],
    exposedHeaders: ["content-disposition", "retry-after", REQUEST_ID_HEADER],
  });
  fastify.addHook("onRequest", async ({ method, headers }, reply) => {
    const { origin } = headers;
    if (method !== "OPTIONS" || !origin || headers["access-control-request-method"] === undefined) return;
    if (corsOrigins.includes("*") || isAllowed(origin)) return;
    if (!isLogged) logRefusal(origin.slice(0, MAX_LOGGED_CHARS));
    // Without the headers that allow it. An error would lead whoever looks at it in the browser astray.
    return reply.code(204).send();
  });

  function logRefusal(origin: string) {
    isLogged = true;
    logger.warn(
      { origin },
      `A page from ${origin} may not call this server: add its origin to CORS_ORIGINS to allow it (logged once)`,
    );
  }
}
