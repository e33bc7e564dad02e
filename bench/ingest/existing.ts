import type { Options } from "./options.ts";
import { addAndWait, startMeasuredServer } from "./measured-server.ts";
import { withOwnDatabase } from "./own-database.ts";
import { median, ms, type Row, say } from "./report.ts";
import { addVideosTo, type StandIns } from "./stand-ins.ts";

const REPEATS = 30;

/** Measures `addVideos` of a video that another session has already, which is READY at once. */
export async function benchExisting(options: Options, standIns: StandIns): Promise<Row[]> {
  return withOwnDatabase(options.databaseUrl, async (databaseUrl) => {
    const server = await startMeasuredServer({ DATABASE_URL: databaseUrl, ...standIns.env });
    try {
      const urls = addVideosTo(standIns.youtube, 1, 60);
      await addAndWait(server, await server.openSession(), urls);
      const before = standIns.requests();
      const times: number[] = [];
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        const token = await server.openSession();
        const startedAt = performance.now();
        const { addVideos } = await server.request(
          `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { status passageCount } } } }`,
          { urls },
          token,
        );
        times.push(performance.now() - startedAt);
        const { status, passageCount } = addVideos.results[0].video;
        if (status !== "READY" || passageCount === 0) throw new Error(`The video is ${status}, not READY`);
      }
      const requests = standIns.requests() - before;
      const took = median(times);
      say(`existing: ${REPEATS} sessions, median ${ms(took)}, longest ${ms(Math.max(...times))}`);
      return [
        {
          what: "a video that another session has: addVideos answers READY",
          got: `${ms(took)}, ${requests} requests`,
          goal: "under 50 ms, none",
          met: took < 50 && requests === 0,
        },
      ];
    } finally {
      await server.close();
    }
  });
}
