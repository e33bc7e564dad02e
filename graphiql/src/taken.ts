import { useSyncExternalStore } from "react";

/** What responses gave that later operations need. */
export type Taken = { token: string | null; answerId: string | null };

/** Kept for this tab of the browser, so that a reload has them. */
const STORAGE_KEY = "video-rag:graphiql";

let current = read();

/** All tokens that responses gave while this page is open. */
export const givenTokens = new Set(current.token === null ? [] : [current.token]);

const listeners = new Set<() => void>();

/** Takes a new session's token and a new answer's id out of a response. */
export function takeFrom(response: unknown): void {
  const data = field(response, "data");
  const token = field(field(data, "session"), "token");
  const answerId = field(field(field(data, "ask"), "answer"), "id");
  if (typeof token !== "string" && typeof answerId !== "string") return;
  current = {
    token: typeof token === "string" ? token : current.token,
    answerId: typeof answerId === "string" ? answerId : current.answerId,
  };
  if (current.token !== null) givenTokens.add(current.token);
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // A browser that stores nothing forgets them with a reload.
  }
  for (const listener of listeners) listener();
}

/** What responses have given until now. */
export const taken = (): Taken => current;

export const useTaken = (): Taken =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, taken);

function read(): Taken {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null");
    return { token: text(field(stored, "token")), answerId: text(field(stored, "answerId")) };
  } catch {
    return { token: null, answerId: null };
  }
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
