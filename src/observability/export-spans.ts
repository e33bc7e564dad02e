import { propagation, trace } from "@opentelemetry/api";
import { W3CTraceContextPropagator, type ExportResult } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import type { TracingSettings } from "./tracing.ts";

type Log = { info: (message: string) => void; warn: (details: object, message: string) => void };

/** Begins to export spans by OTLP; its exporter takes where to and with which headers from the environment itself. */
export function startExport(
  { sampler, ratio }: TracingSettings,
  version: string,
  log: Log,
  exporter: SpanExporter = new OTLPTraceExporter(),
): TracerProvider {
  const own = resourceFromAttributes({ "service.name": "video-rag", "service.version": version });
  const provider = new TracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sampler, ratio),
    spanProcessors: [new BatchSpanProcessor({ exporter: new ToldExporter(exporter, log) })],
  });
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return provider;
}

function samplerOf(name: TracingSettings["sampler"], ratio: number): Sampler {
  const [kind, isParentBased] = [name.replace("parentbased_", ""), name.startsWith("parentbased_")];
  const root =
    kind === "always_on"
      ? new AlwaysOnSampler()
      : kind === "always_off"
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}

/** An exporter whose failures are one log line, and their end another. */
class ToldExporter implements SpanExporter {
  private readonly exporter: SpanExporter;
  private readonly log: Log;
  private isFailing = false;

  constructor(exporter: SpanExporter, log: Log) {
    this.exporter = exporter;
    this.log = log;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      const { code, error } = result;
      const isFailing = code !== 0;
      if (isFailing && !this.isFailing)
        this.log.warn(
          { error: error?.message },
          "Traces cannot be exported: look at OTEL_EXPORTER_OTLP_ENDPOINT",
        );
      if (!isFailing && this.isFailing) this.log.info("Traces can be exported again");
      this.isFailing = isFailing;
      done(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}
