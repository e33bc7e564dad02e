import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests of the npm package as dist/ has it packed, installed in an empty folder elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["package/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    retry: 0,
  },
});
