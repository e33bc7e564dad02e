import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests in a browser, of the pages as they are built, against the server in a process of its own. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["web/e2e/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Each has a browser and a server of its own.
    maxWorkers: 2,
    isolate: false,
    // A browser that has to wait for a busy machine is no fault of the page; what is wrong with it fails twice.
    retry: 1,
    globalSetup: ["web/e2e/harness/requirements.ts", "src/testing/database/database-template.ts"],
  },
});
