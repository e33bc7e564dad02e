import { setTimeout as sleep } from "node:timers/promises";
import { query } from "../ingest/own-database.ts";
import { request } from "../stream/client.ts";
import type { OtherFault } from "./fault.ts";
import { startReplica } from "./replica.ts";

const SESSIONS = 200;
const FAULT_MS = 10_000;
const LIMIT_MS = 45_000;
const LOOK_EVERY_MS = 100;
/** No model is asked. */
const NO_MODEL = "http://127.0.0.1:9/v1";

const countSessions = async (databaseUrl: string) =>
  Number((await query(databaseUrl, "select count(*) as count from sessions"))[0]!["count"]);

export const purge: OtherFault = {
  name: "purge",
  title: "nothing can be deleted for 10 s as the purge of 200 expired sessions runs",
  async measure({ checkout, databaseUrl }) {
    const replica = await startReplica(checkout, databaseUrl, NO_MODEL);
    try {
      for (let session = 0; session < SESSIONS; session++)
        await request(replica.url, "mutation { session { token } }");
      await replica.stop("SIGTERM");
      await query(databaseUrl, "update sessions set expires_at = now() - interval '1 hour'");
      await query(
        databaseUrl,
        `create function refuse() returns trigger language plpgsql as $$
           begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
         create trigger refused before delete on sessions for each row execute function refuse()`,
      );
      await replica.start({ SESSION_PURGE_ON_START: "true" });
      await sleep(FAULT_MS);
      const left = await countSessions(databaseUrl);
      if (left !== SESSIONS) throw new Error(`The fault held nothing up: ${left} sessions are left`);
      await query(databaseUrl, "drop trigger refused on sessions");
      const from = performance.now();
      while ((await countSessions(databaseUrl)) > 0) {
        if (performance.now() - from > LIMIT_MS) return `not purged ${LIMIT_MS / 1000} s after the fault`;
        await sleep(LOOK_EVERY_MS);
      }
      return `purged ${((performance.now() - from) / 1000).toFixed(1)} s after the fault`;
    } finally {
      await replica.stop("SIGKILL");
    }
  },
};
