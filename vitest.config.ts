import { defineConfig } from "vitest/config";

export default defineConfig({
  // One copy of graphql: Apollo Server requires its CommonJS build, so tests must import the same file.
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["src/**/*.test.ts", "bench/**/*.test.ts", "examples/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Machines that run checks are shared: what fails for want of time is tried again there.
    retry: process.env["CI"] ? 2 : 0,
    globalSetup: "src/testing/database/database-template.ts",
    setupFiles: "src/testing/timer-warnings.ts",
  },
});
