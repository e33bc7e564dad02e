import { monitorEventLoopDelay } from "node:perf_hooks";

/** The measures of a process, into which this file is loaded ahead of its program, and which reports them over IPC. */
export type Measures = {
  /** Peak and present resident memory, in MB. */
  peakRss: number;
  rss: number;
  /** Delays of the event loop, in milliseconds. */
  delay: { median: number; p99: number; longest: number };
  /** Most processor time of the main thread between two ticks of a timer, in milliseconds: the delay that it made itself. */
  longestOwn: number;
  /** Processor time used, in milliseconds. */
  cpuMs: number;
};

const RESOLUTION_MS = 5;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let peak = 0;
let cpu = process.cpuUsage();
let longestOwn = 0;
let before = process.threadCpuUsage();
setInterval(() => {
  const now = process.threadCpuUsage();
  longestOwn = Math.max(longestOwn, now.user - before.user + now.system - before.system);
  before = now;
}, RESOLUTION_MS).unref();
const sampleRss = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
setInterval(sampleRss, 50).unref();

process.on("message", (what) => {
  sampleRss();
  const used = process.cpuUsage(cpu);
  // The histogram counts the timer's own interval too.
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const measures: Measures = {
    peakRss: peak / 1e6,
    rss: process.memoryUsage.rss() / 1e6,
    delay: {
      median: late(delays.percentile(50)),
      p99: late(delays.percentile(99)),
      longest: late(delays.max),
    },
    longestOwn: longestOwn / 1000,
    cpuMs: (used.user + used.system) / 1000,
  };
  if (what === "reset") {
    delays.reset();
    peak = 0;
    longestOwn = 0;
    cpu = process.cpuUsage();
  }
  process.send!(measures);
});
process.channel?.unref();
