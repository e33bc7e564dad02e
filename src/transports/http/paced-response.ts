import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { UnreadBytes } from "../unread-bytes.ts";
import { watchReader } from "./edge/answer-limits.ts";

export type Pace = {
  /** A reader who takes none of the bytes for so long is dropped. */
  stalledMs: number;
  /** Counts what is unread, with that of all other connections. */
  unread: UnreadBytes;
  onDropped: () => void;
};

/** A response that drops a reader who takes none of its bytes. */
export class PacedResponse {
  private readonly response: ServerResponse;
  private readonly pace: Pace;

  constructor(response: ServerResponse, pace: Pace) {
    this.response = response;
    this.pace = pace;
  }

  /**
   * Resolves when the operating system has taken the text, so that a slow reader fills no memory. Rejects where the
   * reader is dropped, or `closed` is aborted.
   */
  async write(text: string, closed: AbortSignal): Promise<void> {
    if (text === "" || this.response.write(text)) return;
    const taken = this.count(text);
    const stalled = new AbortController();
    const stop = this.watch(() => stalled.abort());
    await once(this.response, "drain", { signal: AbortSignal.any([stalled.signal, closed]) }).finally(() => {
      stop();
      taken();
    });
  }

  /** Sends the last text, and cuts the connection where the reader does not take it. */
  end(text: string): void {
    this.response.end(text);
    const taken = this.count(text);
    const stop = this.watch(() => this.response.destroy());
    this.response.once("close", () => {
      stop();
      taken();
    });
  }

  private count(text: string): () => void {
    return this.pace.unread.add(this.response, text.length, () => {
      this.pace.onDropped();
      this.response.destroy();
    });
  }

  /** Calls `onStalled` once when no byte was taken for `stalledMs`. Returns a function that stops watching. */
  private watch(onStalled: () => void): () => void {
    return watchReader(this.response, this.pace.stalledMs, () => {
      this.pace.onDropped();
      onStalled();
    });
  }
}
