import { computed, signal, type Signal } from "@preact/signals";
import { ApiError } from "../api/api-error.ts";
import {
  AnswerEventsDocument,
  AskAgainDocument,
  AskDocument,
  CancelAnswerDocument,
  ClearAnswersDocument,
  DeleteAnswerDocument,
} from "../api/generated/graphql.ts";
import type { Http } from "../api/http.ts";
import type { Socket } from "../api/socket.ts";
import { type AnswerParts, type AnswerView, applyEvent, viewOf } from "./answer-view.ts";
import { saveViews, withSaved } from "./saved-view.ts";

export type AnswerDeps = { http: Http; socket: Socket; onSessionOver: () => void };

/** The session's questions and answers, oldest first, each followed until it has ended. */
export function createAnswerStore({ http, socket, onSessionOver }: AnswerDeps) {
  const order = signal<readonly Signal<AnswerView>[]>([]);
  /** Those of a session that is over: they can be read, and nothing else. */
  const earlier = signal<readonly AnswerView[]>([]);
  /** The question that was sent and has no answer yet. */
  const sending = signal<string>();
  const stops = new Map<string, () => void>();
  const isWriting = computed(() => order.value.some((view) => view.value.status === "RUNNING"));

  const find = (id: string) => order.peek().find((view) => view.peek().id === id);

  /** Shows an answer that is begun, here or in another tab, and follows it. */
  function show(answer: AnswerParts): void {
    if (find(answer.id)) return;
    const view = signal(withSaved(viewOf(answer)));
    order.value = [...order.peek(), view].toSorted((one, other) =>
      one.peek().createdAt.localeCompare(other.peek().createdAt),
    );
    if (answer.status === "RUNNING") follow(view);
  }

  function follow(view: Signal<AnswerView>): void {
    const { id, cursor } = view.peek();
    const variables: { id: string; after?: string | null } = { id, after: cursor ?? null };
    const stop = socket.follow(AnswerEventsDocument, variables, {
      onEvent({ answerEvents: event }) {
        variables.after = event.cursor;
        view.value = applyEvent(view.peek(), event);
        if (view.peek().phase.kind === "ended") stops.delete(id);
      },
      isOver: () => view.peek().phase.kind === "ended",
      onRefused(error) {
        stops.delete(id);
        if (error.isSessionOver) return onSessionOver();
        if (error.code === "NOT_FOUND") return forget([id]);
        if (error.code === "BAD_USER_INPUT" && variables.after) return begin(view);
        view.value = { ...view.peek(), trouble: error.message };
      },
    });
    stops.set(id, stop);
  }

  /** From the beginning: for a cursor that the server does not take. */
  function begin(view: Signal<AnswerView>): void {
    view.value = { ...view.peek(), cursor: undefined, text: "", citations: [] };
    follow(view);
  }

  function forget(ids: readonly string[]): void {
    for (const id of ids) stops.get(id)?.();
    for (const id of ids) stops.delete(id);
    order.value = order.peek().filter((view) => !ids.includes(view.peek().id));
  }

  /** Runs a call, and lets the page know where it found the session over. */
  async function call<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError && error.isSessionOver) onSessionOver();
      throw error;
    }
  }

  return {
    order,
    earlier,
    sending,
    isWriting,
    show,
    forget,
    async ask(question: string, videoIds: readonly string[] | null): Promise<void> {
      sending.value = question;
      const variables = {
        question,
        videoIds: videoIds && [...videoIds],
        idempotencyKey: crypto.getRandomValues(new Uint32Array(4)).join("-"),
      };
      try {
        const { ask } = await call(() => http.request(AskDocument, variables));
        show(ask.answer);
      } finally {
        sending.value = undefined;
      }
    },
    async askAgain(id: string): Promise<void> {
      const idempotencyKey = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const { askAgain } = await call(() => http.request(AskAgainDocument, { id, idempotencyKey }));
      show(askAgain.answer);
    },
    stop: (id: string) => call(() => http.request(CancelAnswerDocument, { id })),
    async remove(id: string): Promise<void> {
      await call(() => http.request(DeleteAnswerDocument, { id })).catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== "NOT_FOUND") throw error;
      });
      forget([id]);
    },
    async clear(): Promise<void> {
      const { clearAnswers } = await call(() => http.request(ClearAnswersDocument, {}));
      forget(clearAnswers.answerIds);
    },
    /** Takes the last word on an answer from the session's events, should its own stream be late. */
    end(answer: AnswerParts): void {
      const view = find(answer.id);
      if (!view) return show(answer);
      if (view.peek().phase.kind === "ended") return;
      stops.get(answer.id)?.();
      stops.delete(answer.id);
      view.value = { ...view.peek(), ...answer, trouble: undefined, phase: { kind: "ended" } };
    },
    /** Makes this what there is, as a session gives it. */
    load(answers: readonly AnswerParts[]): void {
      forget(order.peek().map((view) => view.peek().id));
      for (const answer of answers) show(answer);
    },
    /** Stops following; what is on screen stays, and what was being written is said to be cut off. */
    freeze(trouble: string): void {
      for (const stop of stops.values()) stop();
      stops.clear();
      for (const view of order.peek())
        if (view.peek().phase.kind !== "ended")
          view.value = { ...view.peek(), trouble, status: "CANCELLED", phase: { kind: "ended" } };
    },
    /** Moves all that is on screen to the earlier answers. */
    setAside(): void {
      earlier.value = [...earlier.peek(), ...order.peek().map((view) => view.peek())];
      order.value = [];
    },
    forgetAll(): void {
      forget(order.peek().map((view) => view.peek().id));
      earlier.value = [];
    },
    /** Before the page goes: what is being written goes on from here after a reload. */
    save: () => saveViews(order.peek().map((view) => view.peek())),
  };
}

export type AnswerStore = ReturnType<typeof createAnswerStore>;
