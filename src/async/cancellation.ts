/** An AbortController that is made only where something asks for its signal. */
export class Cancellation {
  private controller: AbortController | null = null;
  private reason: Error | null = null;

  /** Aborted once `cancel` has been called, also where that was before. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.reason) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  get isCancelled(): boolean {
    return this.reason !== null;
  }

  /** Throws the reason once `cancel` has been called. */
  throwIfCancelled(): void {
    if (this.reason) throw this.reason;
  }

  /** Only the first call counts. */
  cancel(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.controller?.abort(reason);
  }
}
