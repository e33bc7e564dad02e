import { performance } from "node:perf_hooks";
import { Registry } from "prom-client";
import { createAnswerMetrics } from "./answer-metrics.ts";
import { createConnectionMetrics } from "./connection-metrics.ts";
import { createGraphQLMetrics } from "./graphql-metrics.ts";
import { createIngestMetrics } from "./ingest-metrics.ts";
import { createKinds } from "./kinds.ts";
import { createProviderMetrics } from "./provider-metrics.ts";
import { createPurgeMetrics } from "./purge-metrics.ts";
import { createSearchMetrics } from "./search-metrics.ts";
import { createStatementMetrics } from "./statement-metrics.ts";

/**
 * Prometheus metrics of this process: numbers alone, never a question, a token or the name of a video. docs/operating.md
 * lists them.
 */
export function createMetrics() {
  const registry = new Registry();
  const kinds = createKinds(registry);
  let utilization = performance.eventLoopUtilization();
  kinds.gauge(
    "video_rag_event_loop_utilization",
    "The share of time since the last scrape, from 0 to 1, in which the event loop was busy",
    () => {
      const before = utilization;
      utilization = performance.eventLoopUtilization();
      return performance.eventLoopUtilization(utilization, before).utilization;
    },
  );
  return {
    registry,
    ...createAnswerMetrics(kinds),
    ...createSearchMetrics(kinds),
    ...createProviderMetrics(kinds),
    ...createIngestMetrics(kinds),
    ...createGraphQLMetrics(kinds),
    ...createConnectionMetrics(kinds),
    ...createPurgeMetrics(kinds),
    /** To be told of the database's pools and statements. */
    statements: createStatementMetrics(kinds),
    /** Adds a gauge whose value is read at each scrape. */
    gauge: kinds.gauge,
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
