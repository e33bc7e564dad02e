import type { Options } from "./options.ts";
import { addAndWait, startMeasuredServer } from "./measured-server.ts";
import { withOwnDatabase } from "./own-database.ts";
import { megabytes, type Row, say } from "./report.ts";
import { addVideosTo, type StandIns } from "./stand-ins.ts";

const PARTS = 4;

/** Measures resident memory while many hours of captions are ingested, and whether it grows with their number. */
export async function benchMemory(options: Options, standIns: StandIns): Promise<Row[]> {
  const hours = options.short ? 20 : 100;
  const peaks: number[] = [];
  await withOwnDatabase(options.databaseUrl, async (databaseUrl) => {
    const server = await startMeasuredServer({ DATABASE_URL: databaseUrl, ...standIns.env });
    try {
      for (let part = 1; part <= PARTS; part++) {
        await server.reset();
        await addAndWait(
          server,
          await server.openSession(),
          addVideosTo(standIns.youtube, hours / PARTS, 60),
        );
        const { peakRss, rss } = await server.measures();
        peaks.push(peakRss);
        say(
          `memory: after ${(hours / PARTS) * part} hours of captions ${megabytes(rss)}, ${megabytes(peakRss)} at most`,
        );
      }
    } finally {
      await server.close();
    }
  });
  const peak = Math.max(...peaks);
  const growth = peaks.at(-1)! / peaks[1]!;
  return [
    {
      what: `resident memory, ${hours} hours of captions`,
      got: `${megabytes(peak)} at most`,
      goal: "under 300 MB",
      met: peak < 300,
    },
    {
      what: "  its last quarter beside its second",
      got: `${growth.toFixed(2)} x`,
      goal: "at most 1.1 x",
      met: growth <= 1.1,
    },
  ];
}
