import { lowerThreadPriority } from "../async/threads/thread-priority.ts";
import { parentPort } from "node:worker_threads";
import { threadData, threadLoaded } from "../async/threads/thread-loaded.ts";
import { CaptionFormatError } from "./formats/caption-format-error.ts";
import { readCaptions, type CaptionsReply, type CaptionsRequest } from "./read-captions.ts";

lowerThreadPriority();

function read(): CaptionsReply {
  try {
    const { cues, ...rest } = readCaptions(threadData<CaptionsRequest>());
    return {
      ...rest,
      startMs: Float64Array.from(cues, (cue) => cue.startMs),
      endMs: Float64Array.from(cues, (cue) => cue.endMs),
      texts: cues.map((cue) => `${cue.text}\n`).join(""),
    };
  } catch (error) {
    if (error instanceof CaptionFormatError) return { problem: error.message };
    throw error;
  }
}

threadLoaded();
setImmediate(() => {
  const reply = read();
  parentPort!.postMessage(reply, "problem" in reply ? [] : [reply.startMs.buffer, reply.endMs.buffer]);
});
