import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { ChatMessage, ChatModel } from "../../models/chat.ts";

export type FakeChat = ChatModel & {
  /** Says this from now on, and forgets what was counted. */
  play(pieces: Script["pieces"], delayMs?: number): void;
  prompts: ChatMessage[][];
  /** How many requests were aborted. */
  aborted: number;
};

type Script = { pieces: (string | (() => Promise<void>))[]; delayMs?: number };

/** A chat model that says what it was last told to: pieces, `delayMs` apart; a function in their place is awaited. */
export function fakeChat(script: Script = { pieces: [] }): FakeChat {
  let current = script;
  const model: FakeChat = {
    play(pieces, delayMs = 0) {
      current = { pieces, delayMs };
      model.prompts = [];
      model.aborted = 0;
    },
    name: "fake-chat",
    prompts: [],
    aborted: 0,
    async complete(messages, { onText }, signal) {
      const { pieces, delayMs = 0 } = current;
      model.prompts.push(messages);
      const onAbort = () => void model.aborted++;
      signal.addEventListener("abort", onAbort);
      try {
        for (const piece of pieces) {
          if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => {});
          signal.throwIfAborted();
          if (typeof piece === "string") onText(piece);
          else await Promise.race([piece(), aborted(signal)]);
        }
        return { promptTokens: 100, completionTokens: pieces.length };
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
  return model;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** A promise and what fulfils it, at the latest when the test has finished: a failure leaves no answer running. */
export function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  onTestFinished(open);
  return { open, wait: () => opened };
}
