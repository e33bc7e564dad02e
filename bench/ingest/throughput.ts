import { cutTranscript } from "../../src/search/index/cut/cut-transcript.ts";
import { embeddedTexts } from "../../src/search/index/cut/cut-texts.ts";
import type { Options } from "./options.ts";
import { addAndWait, startMeasuredServer } from "./measured-server.ts";
import { withOwnDatabase } from "./own-database.ts";
import { median, ms, type Row, say } from "./report.ts";
import { askAlone } from "./ask-alone.ts";
import { speech } from "./speech.ts";
import { addVideosTo, MODEL_DELAY_MS, type StandIns, YOUTUBE_DELAY_MS } from "./stand-ins.ts";

const CONCURRENCY = 4;
const MINUTES = 60;
/** Texts in one request to a model that is not OpenAI's own, and requests under way at once. */
const TEXTS_PER_REQUEST = 128;
const REQUESTS_AT_ONCE = 4;

/** Measures videos of an hour, from `addVideos` until all are READY. */
export async function benchThroughput(options: Options, standIns: StandIns): Promise<Row[]> {
  const count = options.short ? 8 : 20;
  const texts = embeddedTexts(cutTranscript(speech(MINUTES, 0), "en"));
  const floor = floorMs(count, texts.length);
  const times: number[] = [];
  const bare: number[] = [];
  await withOwnDatabase(options.databaseUrl, async (databaseUrl) => {
    const env = { DATABASE_URL: databaseUrl, INGEST_CONCURRENCY: String(CONCURRENCY), ...standIns.env };
    const server = await startMeasuredServer(env);
    try {
      // The first video compiles the code.
      await addAndWait(server, await server.openSession(), addVideosTo(standIns.youtube, 1, MINUTES));
      for (let run = 1; run <= options.runs; run++) {
        const urls = addVideosTo(standIns.youtube, count, MINUTES);
        const { youtube, model } = standIns;
        const waiting = {
          youtubeUrl: youtube.url,
          modelUrl: model.url,
          texts,
        };
        bare.push(await askAlone(waiting, urls, CONCURRENCY));
        youtube.requests.length = 0;
        model.batches.length = 0;
        await server.reset();
        const took = await addAndWait(server, await server.openSession(), urls);
        times.push(took);
        const { cpuMs, longestOwn } = await server.measures();
        say(
          `throughput, run ${run}: ${count} videos of an hour READY after ${ms(took)}; ` +
            `${youtube.requests.length} requests to YouTube, ${model.batches.length} to the model; ` +
            `the same requests, with nothing done about the answers: ${ms(bare.at(-1)!)}; the server computed for ${ms(cpuMs)}, ` +
            `at most ${ms(longestOwn)} without a break`,
        );
      }
    } finally {
      await server.close();
    }
  });
  const took = median(times);
  const alone = median(bare);
  const overlapped = Math.ceil(count / CONCURRENCY) * 2 * YOUTUBE_DELAY_MS + MODEL_DELAY_MS;
  return [
    {
      what: `${count} videos of an hour, from addVideos to all READY (floor ${ms(floor)})`,
      got: `${ms(took)} = ${(took / floor).toFixed(2)} x floor`,
      goal: "at most 1.5 x floor",
      met: took <= 1.5 * floor,
    },
    {
      what: `  beside the delays where videos are embedded while the next are fetched (${ms(overlapped)})`,
      got: `${(took / overlapped).toFixed(2)} x`,
    },
    {
      what: `  beside the same requests alone, on this machine now (${ms(alone)})`,
      got: `${(took / alone).toFixed(2)} x`,
    },
  ];
}

/** The time that the delays alone take, where `CONCURRENCY` videos are ingested at a time, each to its end. */
function floorMs(count: number, textsEach: number): number {
  const texts = textsEach * count;
  const rounds = Math.ceil(count / CONCURRENCY);
  const perVideo = 2 * YOUTUBE_DELAY_MS + MODEL_DELAY_MS;
  const byVideos = rounds * perVideo;
  const requests = Math.ceil(texts / TEXTS_PER_REQUEST);
  const byModel = 2 * YOUTUBE_DELAY_MS + Math.ceil(requests / REQUESTS_AT_ONCE) * MODEL_DELAY_MS;
  say(
    `throughput, floor: each video waits ${YOUTUBE_DELAY_MS} ms for the player's answer, ${YOUTUBE_DELAY_MS} ms for its ` +
      `captions and ${MODEL_DELAY_MS} ms for its vectors; ${count} videos, ${CONCURRENCY} at a time, make ${rounds} rounds ` +
      `of ${perVideo} ms: ${byVideos} ms. The model's limits allow no less than ${byModel} ms: ${texts} texts, ` +
      `${TEXTS_PER_REQUEST} a request, ${REQUESTS_AT_ONCE} requests at once.`,
  );
  return Math.max(byVideos, byModel);
}
