import type { Logger } from "pino";
import type { Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import type { IndexCache } from "./index-cache.ts";

/** A wake-up may be lost, so the database is asked as often anyhow, in milliseconds. */
const INTERVAL_MS = 60_000;

/** Lets the cache go of deleted transcripts, on any replica: when told of a deletion, and every minute. */
export function forgetDeleted(
  cache: Pick<IndexCache, "forgetDeleted">,
  { database, bus, logger }: { database: Database; bus: Bus; logger: Logger },
  intervalMs = INTERVAL_MS,
) {
  let running: Promise<void> | undefined;
  let again = false;

  /** Looks once, and once more where it is called meanwhile. */
  function look(): void {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await cache.forgetDeleted(database.fork());
      }
    })()
      .catch((error: unknown) =>
        logger.warn({ err: error }, "Deleted transcripts could not be forgotten yet"),
      )
      .finally(() => (running = undefined));
  }

  const unlisten = bus.listen("transcripts-deleted", look);
  const timer = setInterval(look, intervalMs).unref();
  return {
    async stop(): Promise<void> {
      unlisten();
      clearInterval(timer);
      await running;
    },
  };
}
