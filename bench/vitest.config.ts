import { defineConfig } from "vitest/config";
import config from "../vitest.config.ts";

/* The tests of the benchmarks, which `npm test` leaves out. */
export default defineConfig({ ...config, test: { ...config.test, include: ["bench/**/*.test.ts"] } });
