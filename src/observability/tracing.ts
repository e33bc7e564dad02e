/** The values of OTEL_TRACES_SAMPLER. */
export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export type TracingSettings = {
  sampler: (typeof SAMPLERS)[number];
  /** The share of traces that are kept, where the sampler keeps a share. */
  ratio: number;
};

type Log = { info: (message: string) => void; warn: (details: object, message: string) => void };

/** Begins to export spans; with null none are made, and the SDK is not loaded. Returns what sends the last of them. */
export async function startTracing(
  settings: TracingSettings | null,
  version: string,
  log: Log,
): Promise<() => Promise<void>> {
  if (!settings) return async () => {};
  const { startExport } = await import("./export-spans.ts");
  const provider = startExport(settings, version, log);
  // Why the last spans cannot be sent has been told by then.
  return () => provider.shutdown().catch(() => {});
}
