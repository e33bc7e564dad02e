import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { startFlags } from "../start-flags.ts";
import { OWN_CHECKOUT, startChild, type Child } from "../stream/children.ts";

/** Starts the program on a PostgreSQL, with the encoder that it has by itself. */
export async function startServer(
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<Child> {
  return startChild("src/start.js", {
    execArgv: await startFlags(OWN_CHECKOUT),
    env: {
      PORT: "0",
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      SESSION_EXPIRE_MINUTES: "600",
      ...WITHOUT_RATE_LIMITS,
      ...settings,
    },
  });
}
