import { Duplex } from "node:stream";
import type { MessagePort } from "node:worker_threads";
import { concat } from "./wire.ts";

type Written = { chunk: Buffer };
type Callback = (error?: Error | null) => void;

/**
 * A stream over a message port, in place of `pg`'s socket. Everything written while it is corked becomes one message, and
 * so one request.
 */
export class PortStream extends Duplex {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on("message", (response: Uint8Array<ArrayBuffer>) => this.push(Buffer.from(response.buffer)));
    // While the client has not ended the stream, only the end of the thread closes the port.
    port.on("close", () =>
      this.destroy(this.writableEnded ? undefined : new Error("The embedded database ended")),
    );
  }

  /** Emits `connect` as a socket does; the host and port that `pg` passes are ignored. */
  connect() {
    process.nextTick(() => this.emit("connect"));
    return this;
  }
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  ref() {
    this.#port.ref();
    return this;
  }
  unref() {
    this.#port.unref();
    return this;
  }

  override _read() {}
  override _write(chunk: Buffer, _: BufferEncoding, callback: Callback) {
    this.#send([chunk], callback);
  }
  override _writev(chunks: Written[], callback: Callback) {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      callback,
    );
  }
  override _final(callback: Callback) {
    this.destroy();
    callback();
  }
  override _destroy(error: Error | null, callback: Callback) {
    this.#port.close();
    callback(error);
  }

  /** Sends a copy: transferring a Buffer that is a slice of a pool would transfer the whole pool. */
  #send(chunks: Buffer[], callback: Callback) {
    const request = concat(chunks);
    this.#port.postMessage(request, [request.buffer]);
    callback();
  }
}
