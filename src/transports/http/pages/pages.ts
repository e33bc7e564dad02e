import { relative } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import type { Logger } from "pino";
import { RequestError } from "../edge/request-error.ts";
import type { Page } from "./built-pages.ts";

type Refuse = (request: FastifyRequest, reply: FastifyReply, error: unknown) => FastifyReply;

/** Files whose names change with what is in them. */
const HASHED = /[\\/]assets[\\/]/;
const A_YEAR = "public, max-age=31536000, immutable";

const BUILD = "npm ci && npm run build";

/**
 * Serves pages as they are built: no file but those that are there at the start, each under a route of its own. A page that
 * is not built says so; the rest of the server does not need it.
 */
export async function addPages(
  fastify: FastifyInstance,
  pages: Page[],
  { refuse, logger }: { refuse: Refuse; logger: Logger },
): Promise<void> {
  for (const page of pages) {
    if (page.isBuilt) await fastify.register((scope) => serve(scope, page));
    else fastify.get(page.path, (request, reply) => sayNotBuilt(request, reply, page, refuse));
  }
  const missing = pages.filter(({ isBuilt }) => !isBuilt);
  if (missing.length === 0) return;
  const told = missing.map(({ name, path, directory }) => `${name} at ${path} (${relative("", directory)})`);
  logger.warn(`Not built: ${told.join(", ")}. To have it, run ${BUILD}, and start again.`);
}

async function serve(fastify: FastifyInstance, { path, directory, policy }: Page): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: directory,
    prefix: path,
    wildcard: false,
    index: false,
    globIgnore: ["index.html", "**/*.{br,gz}"],
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, file) {
      reply.header("cache-control", HASHED.test(file) ? A_YEAR : "no-cache");
      if (/\.html(\.br|\.gz)?$/.test(file)) reply.header("content-security-policy", policy);
    },
  });
  fastify.get(path, (_request, reply) => reply.sendFile("index.html"));
  if (path !== "/") fastify.get(`${path}/`, (_request, reply) => reply.redirect(path, 301));
}

function sayNotBuilt(request: FastifyRequest, reply: FastifyReply, { name, path }: Page, refuse: Refuse) {
  const message = `${name} is not built: run ${BUILD}, and start the server again.`;
  const types = ["application/json", "text/html"];
  if (new Negotiator(request.raw).mediaType(types) !== "text/html")
    return refuse(request, reply, new RequestError(404, message, {}, "NOT_FOUND"));
  return reply
    .code(404)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(notBuiltPage(name, path));
}

const notBuiltPage = (name: string, path: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${name} is not built</title>
  </head>
  <body>
    <h1>${name} is not built</h1>
    <p>Run <code>${BUILD}</code> in the project's folder and start the server again, to have it at ${path}.</p>
    <p>The API does not need it: <a href="/graphql">/graphql</a></p>
  </body>
</html>
`;
