import type { Loader } from "../loader.ts";
import { subjects, type SubjectName } from "../subjects.ts";
import { median } from "../../table.ts";
import { table } from "../table.ts";

/** Questions that are not measured, until V8 has compiled the code. */
const WARM_UP = 40;

/** Measures the time to the first text in a session of many videos, without the model's own. Prints a table. */
export async function measureFirstDelta(
  loader: Loader,
  modelUrl: string,
  options: { names: SubjectName[]; videos: number; minutes: number; times: number },
) {
  const { videos, minutes, times } = options;
  const rows: string[][] = [];
  for (const name of options.names) {
    for (const embedding of ["text-embedding-3-small", "embedded"]) {
      const env = { OPENAI_EMBEDDING_MODEL: embedding };
      const subject = await subjects[name].start({ modelUrl, env });
      try {
        const url = subject.askUrl;
        const [session] = (await loader.run("openSessions", url, 1, { videos, minutes })) as [string];
        await loader.run("timeFirstDeltas", { url, session, times: WARM_UP });
        const taken = (await loader.run("timeFirstDeltas", { url, session, times })).toSorted(
          (a, b) => a - b,
        );
        const encoder = embedding === "embedded" ? "embedded encoder" : "encoder of the stand-in";
        rows.push([
          `${subjects[name].title}, ${encoder}`,
          median(taken).toFixed(1),
          taken[Math.floor(times * 0.9)]!.toFixed(1),
          taken.at(-1)!.toFixed(1),
        ]);
      } finally {
        await subject.stop();
      }
    }
  }
  table([`ask to first text, ${videos} videos, ${times} times`, "ms, median", "p90", "max"], rows);
}
