import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { measureEncoder } from "./encoder-cost.ts";
import type { Options } from "./options.ts";
import { addAndWait, startMeasuredServer } from "./measured-server.ts";
import { ms, type Row, say } from "./report.ts";
import { speech } from "./speech.ts";
import { addVideosTo, type StandIns } from "./stand-ins.ts";
import { cutTranscript } from "../../src/search/index/cut/cut-transcript.ts";
import { embeddedTexts } from "../../src/search/index/cut/cut-texts.ts";

/**
 * Measures the embedded encoder: what speech costs it, the wait for a question's vector, and with PGlite the texts a second
 * and how long the event loop is held up.
 */
export async function benchEncoder(options: Options, { youtube }: StandIns): Promise<Row[]> {
  const minutes = options.short ? 20 : 60;
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-bench-"));
  const server = await startMeasuredServer({ DATA_DIR: dataDir, YOUTUBE_BASE_URL: youtube.url });
  try {
    // The first video starts the encoder and compiles the code.
    await addAndWait(server, await server.openSession(), addVideosTo(youtube, 1, 2));
    const texts = embeddedTexts(cutTranscript(speech(minutes, 0), "en"));
    const { cpuMs, alone, amidIngest } = await measureEncoder(texts);
    const hourSeconds = (cpuMs / 1000) * (60 / minutes);
    await server.reset();
    const idle = monitorEventLoopDelay({ resolution: 5 });
    idle.enable();
    const took = await addAndWait(server, await server.openSession(), addVideosTo(youtube, 1, minutes));
    idle.disable();
    const { delay, longestOwn, peakRss } = await server.measures();
    say(
      `encoder: ${texts.length} texts of a video of ${minutes} minutes in ${ms(took)}; event loop held up: median ${ms(delay.median)}, ` +
        `99 % under ${ms(delay.p99)}, longest ${ms(delay.longest)} (in this process, which only waits: ${ms(idle.max / 1e6 - 5)}); ` +
        `computing at most ${ms(longestOwn)} without a break; ${Math.round(peakRss)} MB at most`,
    );
    return [
      {
        what: "embedded encoder, processor time for an hour of speech",
        got: `${hourSeconds.toFixed(1)} s`,
        goal: "at most 4 s",
        met: hourSeconds <= 4,
      },
      {
        what: "  a question's vector, median",
        got: `${ms(alone)}, amid an ingest ${ms(amidIngest)}`,
      },
      {
        what: "  on PGlite, sentences and windows of 80 words",
        got: `${(texts.length / (took / 1000)).toFixed(1)} a second`,
      },
      {
        what: "  the event loop beside it, held up by the server's own work",
        got: `${ms(longestOwn)} at most`,
        goal: "at most 50 ms",
        met: longestOwn <= 50,
      },
      {
        what: `  and by all that runs on this machine (in a process that only waits: ${ms(idle.max / 1e6 - 5)})`,
        got: `${ms(delay.longest)} at most`,
      },
    ];
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
