import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { propagation, trace } from "@opentelemetry/api";
import { expect, it, onTestFinished, vi } from "vitest";
import { freePort } from "../testing/network/free-port.ts";
import { inSpan } from "./spans.ts";
import { startTracing, type TracingSettings } from "./tracing.ts";

const SETTINGS: TracingSettings = { sampler: "parentbased_always_on", ratio: 1 };

/** Tracing with these variables, and what it told. */
async function start(env: Record<string, string>, settings = SETTINGS) {
  const told: string[] = [];
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const end = await startTracing(settings, "1.2.3", {
    info: (message) => void told.push(message),
    warn: (_, message) => void told.push(message),
  });
  onTestFinished(() => {
    vi.unstubAllEnvs();
    trace.disable();
    propagation.disable();
  });
  return { told, end };
}

async function startCollector() {
  const requests: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const collector = createServer(async (request, response) => {
    const body = String(await buffer(request));
    requests.push({ url: request.url, headers: request.headers, body });
    response.end();
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  onTestFinished(() => void collector.close());
  return { requests, url: `http://127.0.0.1:${(collector.address() as AddressInfo).port}` };
}

const doNothing = async () => {};

it("spans are sent to the collector with its headers and the service's name, the last ones at the end", async () => {
  const { requests, url } = await startCollector();
  const { told, end } = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=of-the-operator",
    OTEL_SERVICE_NAME: "talks",
  });
  await inSpan("work", { attributes: { "video_rag.count": 3 } }, doNothing);
  await end();
  expect(requests).toEqual([
    expect.objectContaining({
      url: "/v1/traces",
      headers: expect.objectContaining({ "api-key": "of-the-operator" }),
    }),
  ]);
  for (const part of ["talks", "1.2.3", "work", "video_rag.count"]) expect(requests[0]!.body).toContain(part);
  expect(told).toEqual([]);
});

it("a collector that is away is one line, and fails no work", async () => {
  const { told, end } = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    OTEL_EXPORTER_OTLP_TIMEOUT: "200",
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "1",
  });
  for (let count = 0; count < 5; count++) expect(await inSpan("work", {}, async () => count)).toBe(count);
  await end();
  expect(told).toEqual(["Traces cannot be exported: look at OTEL_EXPORTER_OTLP_ENDPOINT"]);
});

it("a sampler that keeps none exports none", async () => {
  const { requests, url } = await startCollector();
  const { end } = await start(
    { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    { sampler: "parentbased_traceidratio", ratio: 0 },
  );
  await inSpan("work", {}, doNothing);
  await end();
  expect(requests).toEqual([]);
});

it.each([
  ["null", false],
  [JSON.stringify(SETTINGS), true],
])("with the settings %s, that the SDK is loaded is %s", async (settings, isLoaded) => {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve(specifier, context, next) {
      const found = next(specifier, context);
      loaded.push(found.url);
      return found;
    } });
    await import(${JSON.stringify(new URL("../services.ts", import.meta.url).href)});
    const { startTracing } = await import(${JSON.stringify(new URL("tracing.ts", import.meta.url).href)});
    await startTracing(${settings}, "1.2.3", { info() {}, warn() {} });
    console.log(loaded.some((url) => /@opentelemetry\\/(?!api\\/)/.test(url)));
    process.exit();
  `;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd,
  });
  expect(stdout.trim()).toBe(String(isLoaded));
});
