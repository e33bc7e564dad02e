import {
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from "@opentelemetry/api";
import { currentSpan, runWithSpan } from "./log-fields.ts";

export type SpanSettings = {
  attributes?: Attributes;
  /** The work is done by another server ("client"), or for another program ("server"). */
  kind?: "client" | "server";
  /** `traceparent` of the caller, of which the span is a part. */
  parent?: string | undefined;
  /** `traceparent` of each that caused the work: it begins a trace of its own, with links. null: one that is not known. */
  causes?: (string | null | undefined)[];
};

const KINDS = { client: SpanKind.CLIENT, server: SpanKind.SERVER };

/**
 * Does work in a span, within that of the caller. Attributes are names, ids, numbers: never the text of a question, an answer or a
 * transcript. A span whose work rejects has the name of the error and not its message, which may have such a text.
 */
export function inSpan<Result>(
  name: string,
  { attributes = {}, kind, parent, causes }: SpanSettings,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  // Without an SDK its spans are none, at hardly any cost.
  const span = trace
    .getTracer("video-rag")
    .startSpan(
      name,
      { attributes, ...(kind && { kind: KINDS[kind] }), links: (causes ?? []).flatMap(linksTo) },
      causes === undefined ? parentContext(parent) : ROOT_CONTEXT,
    );
  if (!isSpanContextValid(span.spanContext())) return work(span);
  return runWithSpan(span, () => work(span)).then(
    (result) => {
      span.end();
      return result;
    },
    (error: unknown) => {
      spanFailed(span, typeOf(error));
      span.end();
      throw error;
    },
  );
}

/** The code of an expected failure, else the name of the error. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Marks a span as failed, by the name or the code of its failure. */
export function spanFailed(span: Span, type: string): void {
  span.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR });
}

/** The span of the work under way, for another process to refer to, as `traceparent`; null: there is none. */
export function currentTraceparent(): string | null {
  const span = currentSpan();
  if (!span) return null;
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);
  return carrier.traceparent ?? null;
}

function parentContext(traceparent: string | undefined): Context {
  const span = currentSpan();
  if (span) return trace.setSpan(ROOT_CONTEXT, span);
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

function linksTo(traceparent: string | null | undefined) {
  if (!traceparent) return [];
  const context = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return context ? [{ context }] : [];
}
