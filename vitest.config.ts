import { defineConfig } from "vitest/config";

export default defineConfig({
  // One copy of graphql: Apollo Server requires its CommonJS build, so tests must import the same file.
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: [
      "src/**/*.test.ts",
      "deploy/**/*.test.ts",
      "docs/**/*.test.ts",
      "examples/**/*.test.ts",
      "fuzz/**/*.test.ts",
      "infra/**/*.test.ts",
      "web/src/**/*.test.ts",
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Files share their worker and its modules: no test replaces modules, and importing the server takes seconds.
    isolate: false,
    retry: 0,
    globalSetup: "src/testing/database/database-template.ts",
    setupFiles: "src/testing/timer-warnings.ts",
  },
});
