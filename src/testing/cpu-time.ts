/** The processor time that `work` takes on this thread, in milliseconds: unlike the clock, no busy machine prolongs it. */
export function cpuMs(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
