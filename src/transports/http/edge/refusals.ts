import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refuseRaw } from "./raw-refusal.ts";
import { RequestError, toRequestError } from "./request-error.ts";

type Refuse = (request: FastifyRequest, reply: FastifyReply, error: unknown) => FastifyReply;

const HOST = /^(?:\[[\da-f:.]+\]|[^\s/?#@\\:[\]]+)(?::\d{0,5})?$/i;

/**
 * Refuses what no route takes, and all that goes wrong before or in one, with GraphQL's `errors`. To be called before routes
 * are added, whose paths it tells from those that are not there.
 */
export function addRefusals(fastify: FastifyInstance, refuse: Refuse): void {
  const routes = new Map<string, { path: RegExp; methods: Set<string> }>();
  fastify.addHook("onRoute", ({ url, method }) => {
    const route = routes.get(url) ?? { path: pathOf(url), methods: new Set() };
    for (const each of [method].flat()) route.methods.add(each);
    routes.set(url, route);
  });

  function missing({ method, url }: FastifyRequest): RequestError {
    const [path = ""] = url.split("?", 1);
    const allowed = [...routes.values()].flatMap((route) =>
      route.path.test(path) ? [...route.methods] : [],
    );
    const shown = path.slice(0, 100);
    if (allowed.length === 0) return new RequestError(404, `There is nothing at ${shown}.`, {}, "NOT_FOUND");
    const allow = [...new Set(allowed)].join(", ");
    return new RequestError(405, `${method} is not taken at ${shown}: use ${allow}.`, { allow });
  }

  fastify.addHook("onRequest", async (request, reply) => {
    const wrong = wrongHost(request.raw) ?? (request.is404 ? missing(request) : null);
    // Before its body is read.
    if (wrong) return refuse(request, reply, wrong);
    // Apollo Server makes a URL of it.
    request.raw.headers.host ??= "localhost";
  });
  fastify.setNotFoundHandler((request, reply) => refuse(request, reply, missing(request)));
  fastify.setErrorHandler((error, request, reply) => refuse(request, reply, toRequestError(error)));
  refuseConnect(fastify.server);
}

function wrongHost({
  headers: { host },
  httpVersionMajor,
  httpVersionMinor,
}: IncomingMessage): RequestError | null {
  // Health checks of load balancers send none.
  if (host === undefined && httpVersionMajor === 1 && httpVersionMinor === 0) return null;
  if (host !== undefined && HOST.test(host)) return null;
  return new RequestError(400, "The Host header is missing, or names no host: send the host of the URL.");
}

/** Proxies alone connect, and this is none. */
function refuseConnect(server: Server): void {
  server.on("connect", (_request, socket: Duplex) =>
    refuseRaw(
      socket,
      new RequestError(405, "This server is no proxy.", { allow: "GET, HEAD, POST, OPTIONS" }),
    ),
  );
}

const pathOf = (url: string) =>
  new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+")}$`);
