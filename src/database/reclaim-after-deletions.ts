import type { Logger } from "pino";
import type { Database } from "./database.ts";
import type { Bus } from "./pubsub.ts";

/** Between a deletion and the call, which then serves for all deletions since. */
const DELAY_MS = 2000;

/** Makes the space of deleted transcripts and answers usable again soon, on a database that does not by itself. */
export function reclaimAfterDeletions(
  database: Pick<Database, "reclaim">,
  { bus, logger, delayMs = DELAY_MS }: { bus: Bus; logger: Logger; delayMs?: number },
) {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  function start() {
    timer = undefined;
    running = database
      .reclaim({ thoroughly: false })
      .catch((error: unknown) =>
        logger.warn({ err: error }, "The space of deleted rows could not be reclaimed"),
      );
  }
  const schedule = () => void (timer ??= setTimeout(start, delayMs).unref());
  const unlisten = [bus.listen("transcripts-deleted", schedule), bus.listen("answers-deleted", schedule)];

  return {
    async stop() {
      for (const each of unlisten) each();
      clearTimeout(timer);
      await running;
    },
  };
}
