import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";

/** Fastify names itself here as it is made. */
const CHANNEL = "fastify.initialization";

/** Runs `start`, and resolves to its result with every route that its HTTP servers have: `GET /health/live`. */
export async function routesOf<T>(start: () => Promise<T>): Promise<{ started: T; routes: string[] }> {
  const routes = new Set<string>();
  const watch = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url }) => {
      for (const each of [method].flat()) routes.add(`${each} ${url}`);
    });
  };
  subscribe(CHANNEL, watch);
  try {
    return { started: await start(), routes: [...routes] };
  } finally {
    unsubscribe(CHANNEL, watch);
  }
}
