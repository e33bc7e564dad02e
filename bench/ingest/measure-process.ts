import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded into the process that is measured, ahead of its program: answers over IPC. */
export type Measures = {
  /** Most resident memory seen, and now, in MB. */
  peakRss: number;
  rss: number;
  /** How late the event loop was, in milliseconds. */
  delay: { median: number; p99: number; longest: number };
  /** The most that its thread computed between two looks of a timer: of the delay, what is its own doing. */
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
