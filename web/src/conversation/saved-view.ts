import type { AnswerView } from "./answer-view.ts";

const KEY = "video-rag.running";
type Saved = Pick<AnswerView, "id" | "text" | "citations" | "cursor" | "restarts">;

/** What this tab has of the answers that are being written, kept over a reload, so that they go on where they stopped. */
export function saveViews(views: readonly AnswerView[], storage: () => Storage = () => sessionStorage): void {
  const saved = views
    .filter(({ status, cursor }) => status === "RUNNING" && cursor !== undefined)
    .map(({ id, text, citations, cursor, restarts }): Saved => ({ id, text, citations, cursor, restarts }));
  try {
    storage().setItem(KEY, JSON.stringify(saved));
  } catch {
    // Without storage an answer is replayed from its beginning.
  }
}

/** The view with what was saved of it, where anything was. */
export function withSaved(view: AnswerView, storage: () => Storage = () => sessionStorage): AnswerView {
  if (view.status !== "RUNNING") return view;
  try {
    const saved = JSON.parse(storage().getItem(KEY) ?? "[]") as Saved[];
    const own = saved.find(({ id }) => id === view.id);
    return own ? { ...view, ...own, phase: { kind: own.text ? "writing" : "starting" } } : view;
  } catch {
    return view;
  }
}
