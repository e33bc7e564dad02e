import { defineConfig } from "@mikro-orm/postgresql";
import { embeddedOrmOptions, openEmbeddedDatabase } from "./src/database/embedded/embedded-database.ts";
import { ormOptions } from "./src/orm/options.ts";

/**
 * For MikroORM's command line: a throwaway embedded database, so that comparing entities with migrations needs no
 * server. The npm scripts empty it first.
 */
const embedded = await openEmbeddedDatabase("node_modules/.cache/migrations-database", {
  onLost(error) {
    throw error;
  },
  onRecovered() {},
  onGivenUp() {},
});
// The command line closes the ORM, and nothing else.
embedded.unref();

export default defineConfig({ ...ormOptions, ...embeddedOrmOptions(embedded) });
