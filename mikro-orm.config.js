import { vector } from "@electric-sql/pglite-pgvector";
import { defineConfig } from "@mikro-orm/pglite";
import { ormOptions } from "./src/orm/options.ts";

/**
 * For MikroORM's command line: a throwaway embedded database, so that comparing entities with migrations needs no
 * server. The npm scripts empty it first.
 */
export default defineConfig({
  ...ormOptions,
  dbName: "node_modules/.cache/migrations-database",
  driverOptions: { extensions: { vector } },
});
