/* Loaded before a server under test, which runs with --expose-gc. Reports the server's memory over IPC. */

process.on("message", async (message) => {
  if (message !== "memory") return;
  // Several collections, since what one frees releases more: sockets, handles, finalizers.
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  process.send?.({ memory: process.memoryUsage() });
});
