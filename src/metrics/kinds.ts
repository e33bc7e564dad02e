import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Buckets of durations, from the few milliseconds of the embedded models to minutes. */
const DURATION_BUCKETS_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Makes the metrics of a registry. */
export function createKinds(registry: Registry) {
  const registers = [registry];
  return {
    counter: <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
      new Counter<Label>({ name, help, labelNames, registers }),

    /** `collect`: sets it before each scrape. */
    settableGauge<Label extends string = never>(
      name: string,
      help: string,
      labelNames: Label[] = [],
      collect?: (gauge: Gauge<Label>) => void,
    ): Gauge<Label> {
      const gauge: Gauge<Label> = new Gauge<Label>({
        name,
        help,
        labelNames,
        registers,
        ...(collect && { collect: () => collect(gauge) }),
      });
      return gauge;
    },

    /** A gauge whose value is read at each scrape. */
    gauge(name: string, help: string, read: () => number) {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
    },

    /** Of durations in seconds. */
    histogram: <Label extends string = never>(
      name: string,
      help: string,
      labelNames: Label[] = [],
      buckets: number[] = DURATION_BUCKETS_SECONDS,
    ) => new Histogram<Label>({ name, help, labelNames, buckets, registers }),
  };
}

export type Kinds = ReturnType<typeof createKinds>;
