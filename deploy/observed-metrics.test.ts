import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Metric } from "prom-client";
import { createFakeEmbedding } from "../src/testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../src/testing/server/test-server.ts";

/*
 * The dashboard and the alerts ask for metrics that the program has, by labels that these have, and each alert has its part of
 * the runbook.
 */

const read = (name: string) => readFile(new URL(name, import.meta.url), "utf8");

type Panel = {
  type: string;
  title: string;
  description?: string;
  fieldConfig?: { defaults: { unit: string } };
  targets?: { expr: string }[];
};
const dashboard = JSON.parse(await read("grafana.json")) as {
  schemaVersion: number;
  templating: { list: { name: string }[] };
  panels: Panel[];
};
const panels = dashboard.panels.filter(({ type }) => type !== "row");
const alerts = (await read("alerts.yaml")).split("- alert: ").slice(1);
const alertExpressions = alerts.map((alert) => /expr: >-\n\s+(.+)/.exec(alert)![1]!);
const expressions = [
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...alertExpressions,
];

/** Labels that Prometheus adds, and that of a histogram's buckets. */
const ADDED = ["instance", "job", "le"];
/** The metric of Prometheus itself. */
const OWN = "up";

/** The metrics that an expression names, with the labels that it chooses them by. */
function metricsIn(expression: string) {
  const found = expression.matchAll(/\b(video_rag_\w+|nodejs_\w+|process_\w+|up)\b(?:\{([^}]*)\})?/g);
  return [...found].map(([, name, matchers = ""]) => ({
    name: name!,
    labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!),
  }));
}
const groupedBy = (expression: string) =>
  [...expression.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(", "));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    env: { METRICS_PORT: "0" },
    dependencies: { embedding: createFakeEmbedding() },
  });
  await fetch(server.metricsUrl!);
}, 60_000);
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

function labelsOf(name: string): string[] | null {
  const { registry } = server.services.metrics;
  const find = (known: string) =>
    registry.getSingleMetric(known) as (Metric & { labelNames?: string[] }) | undefined;
  const metric = find(name) ?? find(name.replace(/_(bucket|count|sum)$/, ""));
  return metric ? [...(metric.labelNames ?? []), ...ADDED] : null;
}

test("there is an expression of each panel and of each alert", () => {
  expect(alertExpressions).toHaveLength(alerts.length);
  expect(panels.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
});

test.each(expressions)("the program has the metrics of %s", (expression) => {
  const used = metricsIn(expression).filter(({ name }) => name !== OWN);
  const known = used.map(({ name }) => labelsOf(name));
  expect(known).not.toContain(null);
  for (const [at, { labels }] of used.entries()) expect(known[at]).toEqual(expect.arrayContaining(labels));
  const all = known.flatMap((labels) => labels ?? []);
  expect([...all, ...ADDED]).toEqual(expect.arrayContaining(groupedBy(expression)));
});

describe("the dashboard", () => {
  test("has a choice of the data source and of the replica", () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(["DS_PROMETHEUS", "replica"]);
  });

  test.each(panels)("says of $title what it is and what to do", ({ description, fieldConfig }) => {
    expect(description).toMatch(/\w{3}/);
    expect(fieldConfig!.defaults.unit).toMatch(/\w/);
  });
});

test("each alert has a severity and its part of the runbook", async () => {
  const headings = [...(await read("../docs/runbook.md")).matchAll(/^## (.+)$/gm)].map(([, heading]) =>
    heading!.toLowerCase().replaceAll(" ", "-"),
  );
  for (const alert of alerts) {
    expect(alert).toMatch(/severity: (critical|warning|info)/);
    expect(headings).toContain(/runbook: docs\/runbook\.md#(\S+)/.exec(alert)?.[1]);
  }
});
