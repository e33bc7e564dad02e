import type { FairLimit } from "../../async/concurrency/fair-limit.ts";
import { scriptBeside } from "../../async/threads/script-beside.ts";
import { startThread } from "../../async/threads/start-thread.ts";
import { decodeText, isUtf, type DecodedText } from "./decode-text.ts";

/** The largest file whose encoding is guessed on the event loop. */
const MAX_BYTES_IN_LOOP = 32_768;

/** A `decodeText` that does not hold up the event loop: it guesses the encoding of a large file in a thread. Owners take turns. */
export const createFileDecoder =
  ({ captionThreads }: { captionThreads: FairLimit }) =>
  async (
    bytes: Uint8Array,
    { owner, signal }: { owner: string; signal: AbortSignal },
  ): Promise<DecodedText> =>
    bytes.length <= MAX_BYTES_IN_LOOP || isUtf(bytes)
      ? decodeText(bytes)
      : captionThreads(owner, () => askWorker(bytes, signal), signal);

export type FileDecoder = ReturnType<typeof createFileDecoder>;

async function askWorker(data: Uint8Array, signal: AbortSignal): Promise<DecodedText> {
  const { promise, resolve, reject } = Promise.withResolvers<DecodedText>();
  const script = scriptBeside(import.meta, "decode-file.worker");
  const { worker, end } = startThread(script, { name: "decoder", data });
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`The worker that decodes files ended with code ${code}`)));
  const leave = () => reject(signal.reason as Error);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", leave);
    void end();
  }
}
