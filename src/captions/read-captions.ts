import type { FairLimit } from "../async/concurrency/fair-limit.ts";
import { scriptBeside } from "../async/threads/script-beside.ts";
import { startThread } from "../async/threads/start-thread.ts";
import { runInTurns, type Steps } from "../async/steps.ts";
import { createCaptionThreads } from "./caption-threads.ts";
import type { Cue } from "./cue.ts";
import { CaptionFormatError } from "./formats/caption-format-error.ts";
import { isEnough, type ListedChapter } from "./chapter-lists/chapter-list.ts";
import { parseTimedText } from "./formats/timed-text.ts";
import { parseUploaded, type UploadedCaptions, type UploadFormat } from "./formats/uploaded.ts";
import { cleanCueText } from "./normalize/clean-cue-text.ts";
import { LONGEST_VIDEO_MS, normalizeCues } from "./normalize/normalize.ts";
import { MAX_WARNINGS, quoted } from "./formats/warnings.ts";

/** The longest captions that are read on the event loop, which takes some milliseconds. */
const MAX_CHARACTERS_IN_LOOP = 32_768;

/**
 * TIMED_TEXT: a response of YouTube's timedtext endpoint. `durationMs`: the length of the video, where it is known; it scales the times of
 * text that has none.
 */
export type CaptionsRequest = {
  format: UploadFormat | "TIMED_TEXT";
  content: string;
  durationMs?: number | null;
};
/**
 * Cues by column, each text followed by a line break (texts have none inside), and the rest as it is; or what is wrong
 * with the captions.
 */
export type CaptionsReply = CaptionColumns | { problem: string };
type CaptionColumns = Omit<UploadedCaptions, "cues"> & {
  startMs: Float64Array<ArrayBuffer>;
  endMs: Float64Array<ArrayBuffer>;
  texts: string;
};

/**
 * The normalized cues of captions, [] where they have no words, and the chapters that they list. Throws a
 * `CaptionFormatError` where they cannot be read.
 */
export function readCaptions({ format, content, durationMs }: CaptionsRequest): UploadedCaptions {
  if (format === "TIMED_TEXT")
    return { cues: normalizeCues(parseTimedText(content)), chapters: null, isTimed: true, warnings: [] };
  const { cues: parsed, chapters, ...rest } = parseUploaded(format, content, durationMs);
  const cues = rest.isTimed ? normalizeCues(parsed) : cleanCues(parsed);
  const warnings = [...warningsOfTimes(parsed), ...rest.warnings].slice(0, MAX_WARNINGS);
  return { ...rest, cues, chapters: chapters && chaptersWithin(cues, chapters), warnings };
}

/** What is said of cues that normalizing drops for their times. Throws where that is all of them. */
function warningsOfTimes(cues: Cue[]): string[] {
  const late = cues.filter(({ startMs }) => startMs > LONGEST_VIDEO_MS);
  const early = cues.filter(({ startMs, endMs }) => startMs < 0 && endMs <= 0);
  const hours = LONGEST_VIDEO_MS / 3_600_000;
  if (late.length > 0 && late.length === cues.length)
    throw new CaptionFormatError(
      `All its cues begin after ${hours} hours, which is longer than any video: let its times begin at 0:00:00, the start of the video.`,
    );
  if (early.length > 0 && early.length === cues.length)
    throw new CaptionFormatError(
      "All its cues end before 0:00: let its times begin at the start of the video.",
    );
  return [
    ...(late.length === 0
      ? []
      : [
          `Cues that begin after ${hours} hours were left out: ${late.length}, the first ${quoted(late[0]!.text)}.`,
        ]),
    ...(early.length === 0
      ? []
      : [`Cues that end before 0:00 were left out: ${early.length}, the first ${quoted(early[0]!.text)}.`]),
  ];
}

/** Cues without times of their own: what is said again in the next is no trace of rolling captions. */
const cleanCues = (cues: Cue[]): Cue[] =>
  cues.map((cue) => ({ ...cue, text: cleanCueText(cue.text) })).filter(({ text }) => text !== "");

/** The chapters in which something is said: a list may be of the whole video, and the transcript of its first part. */
function chaptersWithin(cues: Cue[], chapters: ListedChapter[]): ListedChapter[] | null {
  const endMs = cues.at(-1)?.endMs ?? 0;
  const within = chapters.filter(({ startMs }) => startMs < endMs);
  return isEnough(within) ? within : null;
}

export type CaptionReaderOptions = {
  /** What limits the threads that are under way. */
  captionThreads?: FairLimit;
  /** The most processor time for one text, in milliseconds; two megabytes of the worst kind take some seconds. */
  maxCpuMs?: number;
};

export type ReadOptions = {
  /** Whose turn it takes, such as a session. */
  owner?: string;
  signal?: AbortSignal;
};

/** How often the processor time that a thread has taken is looked at, in milliseconds. */
const CHECK_MS = 200;
/** Room for what is made of the longest text, in megabytes. */
const HEAP_MB = 160;

/**
 * A `readCaptions` that does not hold up the event loop: long captions are read in a thread that is started for them, in
 * some 50 ms. Owners take turns. Rejects with a `CaptionFormatError` also for captions that take too long, and with the
 * signal's reason, when the thread ends at once.
 */
export function createCaptionReader({
  captionThreads = createCaptionThreads(),
  maxCpuMs = 20_000,
}: CaptionReaderOptions = {}) {
  return async (
    request: CaptionsRequest,
    { owner = "", signal }: ReadOptions = {},
  ): Promise<UploadedCaptions> => {
    signal?.throwIfAborted();
    if (request.content.length <= MAX_CHARACTERS_IN_LOOP) return readCaptions(request);
    const reply = await captionThreads(owner, () => askWorker(request, maxCpuMs, signal), signal);
    if ("problem" in reply) throw new CaptionFormatError(reply.problem);
    const { chapters, isTimed, warnings } = reply;
    const cues = await runInTurns(cuesOf(reply), signal && { signal });
    return { cues, chapters, isTimed, warnings };
  };
}

export type CaptionReader = ReturnType<typeof createCaptionReader>;

async function askWorker(
  request: CaptionsRequest,
  maxCpuMs: number,
  signal: AbortSignal | undefined,
): Promise<CaptionsReply> {
  const { promise, resolve, reject } = Promise.withResolvers<CaptionsReply>();
  const script = scriptBeside(import.meta, "read-captions.worker");
  const { worker, end } = startThread(script, {
    name: "captions",
    data: request,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  worker.once("message", resolve);
  worker.once("error", (error: Error & { code?: unknown }) =>
    reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch("memory") : error),
  );
  worker.once("exit", (code) => reject(new Error(`The worker that reads captions ended with code ${code}`)));
  // Not by the clock: a busy machine is no fault of the text.
  const timer = setInterval(async () => {
    const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
    if ((user + system) / 1000 > maxCpuMs) reject(tooMuch("time"));
  }, CHECK_MS);
  const leave = () => reject(signal!.reason as Error);
  signal?.addEventListener("abort", leave, { once: true });
  try {
    return await promise;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", leave);
    void end();
  }
}

const tooMuch = (what: "time" | "memory") =>
  new CaptionFormatError(`It takes too much ${what} to read: split it, or send it as WebVTT or SubRip.`);

function* cuesOf({ startMs, endMs, texts }: CaptionColumns): Steps<Cue[]> {
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
