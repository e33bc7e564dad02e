import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { timeoutAfterPoll } from "../../async/timers.ts";
import { bytesTaken } from "../bytes-taken.ts";

/** A response that drops a reader who takes none of its bytes for `stalledMs`. */
export class PacedResponse {
  private readonly response: ServerResponse;
  private readonly stalledMs: number;
  private readonly onDropped: () => void;

  constructor(response: ServerResponse, stalledMs: number, onDropped: () => void) {
    this.response = response;
    this.stalledMs = stalledMs;
    this.onDropped = onDropped;
  }

  /**
   * Resolves when the operating system has taken the text, so that a slow reader fills no memory. Rejects where the
   * reader is dropped, or `closed` is aborted.
   */
  async write(text: string, closed: AbortSignal): Promise<void> {
    if (text === "" || this.response.write(text)) return;
    const stalled = new AbortController();
    const stop = this.watch(() => stalled.abort());
    await once(this.response, "drain", { signal: AbortSignal.any([stalled.signal, closed]) }).finally(stop);
  }

  /** Sends the last text, and cuts the connection where the reader does not take it. */
  end(text: string): void {
    this.response.end(text);
    const stop = this.watch(() => this.response.destroy());
    this.response.once("close", stop);
  }

  /** Calls `onStalled` once when no byte was taken for `stalledMs`. Returns a function that stops watching. */
  private watch(onStalled: () => void): () => void {
    const { socket } = this.response;
    let taken = bytesTaken(socket);
    const check = () => {
      const before = taken;
      taken = bytesTaken(socket);
      if (taken !== before) return void (stop = timeoutAfterPoll(this.stalledMs, check));
      this.onDropped();
      onStalled();
    };
    let stop = timeoutAfterPoll(this.stalledMs, check);
    return () => stop();
  }
}
