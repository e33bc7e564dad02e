/* Loaded before a server under test, which runs with --expose-gc: says how much memory it holds when asked to. */

process.on("message", async (message) => {
  if (message !== "memory") return;
  // What one collection frees lets go of more: sockets, handles, finalizers.
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  process.send?.({ memory: process.memoryUsage() });
});
