import { AsyncLocalStorage } from "node:async_hooks";
import { runForServer } from "../../async/owner.ts";
import { createFairQueue, type FairQueue } from "../../async/concurrency/fair-queue.ts";
import { ModelError } from "../model-error.ts";

/** A text to embed, in whatever form the model takes it, and its share of a batch's `maxCost`. */
export type QueuedText<Text> = { text: Text; cost: number };

export type EmbedQueueOptions<Text, Vectors> = {
  /** Embeds one batch: one result a text, in order. Its signal is aborted when all callers in the batch have left. */
  run(texts: Text[], signal: AbortSignal): Promise<Vectors[]>;
  /** Most batches under way at once. */
  concurrency: number;
  /** Further batches under way at once, of small calls only: a question need not wait for an ingest's batches. */
  spareForSmall?: number;
  /** The limits of a batch: its number of texts and their cost. */
  maxTexts: number;
  maxCost?: number;
  /** How long a large call waits for others to share its batch, in milliseconds. Small ones share with those that come at once. */
  delayMs?: number;
};

type Call<Vectors> = {
  vectors: Vectors[];
  missing: number;
  ended: boolean;
  /** Does work as its caller does, whoever begins it. */
  inContext: <Result>(work: () => Result) => Result;
  resolve(vectors: Vectors[]): void;
  reject(reason: unknown): void;
};
/** Texts of one call that wait. */
type Portion<Text, Vectors> = {
  call: Call<Vectors>;
  texts: (QueuedText<Text> & { index: number })[];
  next: number;
};
/** `apart`: those that get a batch of their own, since a shared one was rejected. */
type Lane<Text, Vectors> = { apart: Portion<Text, Vectors>[]; shared: FairQueue<Portion<Text, Vectors>> };
type Item<Text, Vectors> = { text: Text; index: number; call: Call<Vectors> };
type Batch<Text, Vectors> = { items: Item<Text, Vectors>[]; small: boolean; controller: AbortController };

/** The most texts of a small call: a question, not a transcript. */
const SMALL_CALL_TEXTS = 8;
/** After so many batches of small calls a large call is next, so that questions never starve an ingest. */
const MAX_SMALL_BATCHES_IN_A_ROW = 8;

/**
 * Batches the texts of all callers, small calls before large ones. In each of these the owners of calls, such as sessions,
 * take turns by the cost of their texts; the calls of one are in the order they came. A caller that is aborted leaves at
 * once: its waiting texts are dropped, and a batch that nobody else shares is aborted.
 */
export function createEmbedQueue<Text, Vectors>(options: EmbedQueueOptions<Text, Vectors>) {
  const createLane = (): Lane<Text, Vectors> => ({ apart: [], shared: createFairQueue() });
  const lanes = { small: createLane(), large: createLane() };
  const calls = new Set<Call<Vectors>>();
  const running = new Set<Batch<Text, Vectors>>();
  let smallInARow = 0;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let closed = false;

  function embed(texts: QueuedText<Text>[], signal: AbortSignal, owner = ""): Promise<Vectors[]> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (closed) return reject(closedError());
      if (texts.length === 0) return resolve([]);
      const abort = () => end(call, () => reject(signal.reason));
      const settle = (act: () => void) => {
        signal.removeEventListener("abort", abort);
        end(call, act);
      };
      const call: Call<Vectors> = {
        vectors: Array.from({ length: texts.length }),
        missing: texts.length,
        ended: false,
        inContext: AsyncLocalStorage.snapshot(),
        resolve: (vectors) => settle(() => resolve(vectors)),
        reject: (reason) => settle(() => reject(reason)),
      };
      signal.addEventListener("abort", abort, { once: true });
      calls.add(call);
      const portion = {
        call,
        texts: texts.map((text, index) => ({ ...text, index })),
        next: 0,
      };
      const small = texts.length <= SMALL_CALL_TEXTS;
      lanes[small ? "small" : "large"].shared.add(owner, portion);
      startSoon(small);
    });
  }

  function end(call: Call<Vectors>, act: () => void) {
    if (call.ended) return;
    call.ended = true;
    calls.delete(call);
    act();
    for (const batch of running) {
      if (batch.items.every((item) => item.call.ended)) batch.controller.abort();
    }
  }

  function startSoon(small: boolean) {
    if (!options.delayMs) return start();
    if (small) {
      immediate ??= setImmediate(() => {
        immediate = undefined;
        start(true);
      });
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      start();
    }, options.delayMs);
  }

  function start(smallOnly = false) {
    for (let batch = nextBatch(smallOnly); batch; batch = nextBatch(smallOnly)) {
      running.add(batch);
      void runBatch(batch);
    }
  }

  async function runBatch(batch: Batch<Text, Vectors>) {
    try {
      const texts = batch.items.map((item) => item.text);
      const vectors = await inContextOf(batch, () => options.run(texts, batch.controller.signal));
      // Before the calls resolve, whose end would abort a batch that still runs.
      running.delete(batch);
      batch.items.forEach(({ call, index }, i) => {
        call.vectors[index] = vectors[i]!;
        if (--call.missing === 0) call.resolve(call.vectors);
      });
    } catch (error) {
      fail(batch, error);
    } finally {
      running.delete(batch);
      start();
    }
  }

  /** One call's batch is its caller's work; what several share is nobody's. */
  function inContextOf<Result>({ items }: Batch<Text, Vectors>, work: () => Result): Result {
    const [{ call }] = items as [Item<Text, Vectors>];
    return items.every((item) => item.call === call) ? call.inContext(work) : runForServer(work);
  }

  /** Rejects the calls in a batch. A refused batch of several calls is tried again call by call: one text may be at fault. */
  function fail(batch: Batch<Text, Vectors>, error: unknown) {
    const waiting = new Set(batch.items.map((item) => item.call).filter((call) => !call.ended));
    const apart = waiting.size > 1 && error instanceof ModelError && error.code === "MODEL_REJECTED";
    for (const call of [...waiting].toReversed()) {
      if (!apart) {
        call.reject(error);
        continue;
      }
      const texts = batch.items.filter((item) => item.call === call).map((item) => ({ ...item, cost: 0 }));
      lanes[batch.small ? "small" : "large"].apart.unshift({ call, texts, next: 0 });
    }
  }

  function nextBatch(smallOnly: boolean): Batch<Text, Vectors> | undefined {
    const room = options.concurrency - running.size;
    const smallRoom = room + (options.spareForSmall ?? 0);
    const hasLarge = isWaiting(lanes.large);
    const largeFirst = smallInARow >= MAX_SMALL_BATCHES_IN_A_ROW && hasLarge && room > 0;
    const small = isWaiting(lanes.small) && !largeFirst;
    if (smallOnly && !small) return undefined;
    if (small ? smallRoom <= 0 : room <= 0 || !hasLarge) return undefined;
    smallInARow = small ? smallInARow + 1 : 0;
    return { items: fill(lanes[small ? "small" : "large"]), small, controller: new AbortController() };
  }

  function isWaiting({ apart, shared }: Lane<Text, Vectors>): boolean {
    while (apart[0] && isOver(apart[0])) apart.shift();
    return apart.length > 0 || shared.next(isOver) !== undefined;
  }

  /** Fills a batch with the texts of whoever's turn it is; one that goes apart has it to itself. */
  function fill({ apart, shared }: Lane<Text, Vectors>): Item<Text, Vectors>[] {
    const items: Item<Text, Vectors>[] = [];
    let cost = 0;
    for (;;) {
      const [own] = apart;
      const turn = own ? { item: own, owner: "" } : shared.next(isOver);
      if (!turn || isOver(turn.item)) break;
      const portion = turn.item;
      const text = portion.texts[portion.next]!;
      const full = items.length === options.maxTexts || cost + text.cost > (options.maxCost ?? Infinity);
      if (items.length > 0 && full) break;
      items.push({ text: text.text, index: text.index, call: portion.call });
      cost += text.cost;
      portion.next++;
      if (!own) shared.give(turn.owner, text.cost);
    }
    return items;
  }

  /** Whether a portion is complete, or its caller has left. */
  const isOver = ({ call, next, texts }: Portion<Text, Vectors>): boolean =>
    call.ended || next === texts.length;

  function close() {
    closed = true;
    clearTimeout(timer);
    clearImmediate(immediate);
    for (const call of calls) call.reject(closedError());
  }

  return { embed, close };
}

function closedError() {
  return new ModelError("MODEL_UNAVAILABLE", "The embedding model is closed", { retryable: true });
}
