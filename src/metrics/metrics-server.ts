import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { collectDefaultMetrics, type Registry } from "prom-client";

/**
 * Serves `GET /metrics` in Prometheus's text format, on a port of its own, which callers of the API need not reach.
 * `beforeScrape` updates the gauges that have to be read first. Adds the metrics of Node.js (`process_…`, `nodejs_…`).
 */
export async function startMetricsServer(options: {
  host: string;
  port: number;
  registry: Registry;
  beforeScrape: () => Promise<void>;
  logger: Logger;
}) {
  const { host, port, registry, beforeScrape, logger } = options;
  collectDefaultMetrics({ register: registry });
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url?.split("?", 1)[0] !== "/metrics") {
      return response.writeHead(404).end();
    }
    try {
      await beforeScrape();
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType }).end(text);
    } catch (error) {
      logger.error({ err: error }, "Metrics could not be read");
      response.writeHead(500).end();
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  const url = urlOf(server);
  logger.info({ url }, "Metrics are served");
  return {
    url,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type MetricsServer = Awaited<ReturnType<typeof startMetricsServer>>;

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}/metrics`;
}
