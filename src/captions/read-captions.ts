import { Worker } from "node:worker_threads";
import { runInTurns, type Steps } from "../async/steps.ts";
import type { Cue } from "./cue.ts";
import { CaptionFormatError } from "./formats/caption-format-error.ts";
import { parseUploaded, type UploadFormat } from "./formats/uploaded.ts";
import { normalizeCues } from "./normalize/normalize.ts";

/** What is longer would hold the event loop up for more than some milliseconds. */
const MOST_CHARACTERS_HERE = 32_768;

export type CaptionsRequest = { format: UploadFormat; content: string };
/** Cues by column, their texts, which have no line breaks, joined by them; or what is wrong with the captions. */
export type CaptionsReply =
  | { startMs: Float64Array<ArrayBuffer>; endMs: Float64Array<ArrayBuffer>; texts: string }
  | { problem: string };

/** The normalized cues of captions; [] where they have no words. Throws a `CaptionFormatError` for what is none. */
export function readCaptions({ format, content }: CaptionsRequest): Cue[] {
  return normalizeCues(parseUploaded(format, content));
}

/**
 * `readCaptions` that holds nothing up: long captions go to a thread of their own, which costs some 50 ms and nothing
 * once they are read. One at a time, lest many take all memory and every processor.
 */
export function createCaptionReader() {
  let before: Promise<unknown> = Promise.resolve();
  return async (request: CaptionsRequest): Promise<Cue[]> => {
    if (request.content.length <= MOST_CHARACTERS_HERE) return readCaptions(request);
    const asked = before.then(() => askWorker(request));
    before = asked.catch(() => {});
    const reply = await asked;
    if ("problem" in reply) throw new CaptionFormatError(reply.problem);
    return runInTurns(cuesOf(reply));
  };
}

export type CaptionReader = ReturnType<typeof createCaptionReader>;

function askWorker(workerData: CaptionsRequest): Promise<CaptionsReply> {
  return new Promise((resolve, reject) => {
    const script = new URL("read-captions.worker.ts", import.meta.url);
    // None of the process's flags: V8's fail a worker.
    const worker = new Worker(script, { name: "captions", execArgv: [], workerData });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) =>
      reject(new Error(`The worker that reads captions ended with code ${code}`)),
    );
  });
}

function* cuesOf({ startMs, endMs, texts }: Exclude<CaptionsReply, { problem: string }>): Steps<Cue[]> {
  const cues: Cue[] = [];
  let from = 0;
  for (const [index, start] of startMs.entries()) {
    const to = texts.indexOf("\n", from);
    cues.push({ startMs: start, endMs: endMs[index]!, text: texts.slice(from, to) });
    from = to + 1;
    yield;
  }
  return cues;
}
