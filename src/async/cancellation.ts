/** An AbortController that is made only where something asks for its signal. */
export class Cancellation {
  private controller: AbortController | null = null;
  private isCancelled = false;

  /** Aborted once `cancel` has been called, also where that was before. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.isCancelled) this.controller.abort();
    }
    return this.controller.signal;
  }

  cancel(): void {
    this.isCancelled = true;
    this.controller?.abort();
  }
}
