import { createFairQueue } from "./fair-queue.ts";
import { createTally } from "./tally.ts";

export type FairLimitOptions = {
  /** Most works under way at once, in all and of one owner. */
  most: number;
  mostOfOwner: number | ((owner: string) => number);
};

/**
 * Limits how many works are under way at once. The owners of those that wait, such as sessions, take turns. One whose
 * signal is aborted while it waits rejects with the reason at once, and is never begun.
 */
export function createFairLimit({ most, mostOfOwner }: FairLimitOptions) {
  type Waiting = { begin: () => void; isOver: boolean };
  const turns = createFairQueue<Waiting>();
  const underWay = createTally();

  const mostOf = typeof mostOfOwner === "number" ? () => mostOfOwner : mostOfOwner;
  const mayBegin = (owner: string): boolean => underWay.of(owner) < mostOf(owner);

  function beginNext(): void {
    while (underWay.total() < most) {
      const next = turns.next(({ isOver }) => isOver, mayBegin);
      if (!next) return;
      next.item.isOver = true;
      turns.give(next.owner, 1);
      underWay.add(next.owner, 1);
      next.item.begin();
    }
  }

  async function wait(owner: string, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { begin: resolve, isOver: false };
    const leave = () => {
      waiting.isOver = true;
      reject(signal!.reason as Error);
    };
    signal?.addEventListener("abort", leave, { once: true });
    turns.add(owner, waiting);
    beginNext();
    await promise.finally(() => signal?.removeEventListener("abort", leave));
  }

  return async <Result>(
    owner: string,
    work: () => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> => {
    signal?.throwIfAborted();
    await wait(owner, signal);
    try {
      // It may have been aborted since its turn came.
      signal?.throwIfAborted();
      return await work();
    } finally {
      underWay.add(owner, -1);
      beginNext();
    }
  };
}

export type FairLimit = ReturnType<typeof createFairLimit>;
