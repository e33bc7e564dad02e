import { migrateDatabase } from "./migrate-database.ts";

// `npm run migrate`: a step of a deployment by itself, before the new version starts.
await migrateDatabase();
