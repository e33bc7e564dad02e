import { EventEmitter } from "node:events";
import type { Bus } from "../bus.ts";
import type { Database } from "../database.ts";
import { AnswerSchema } from "./answer.ts";
import { emptyState, stateOf, type AnswerState, type PlacedCitation } from "./state.ts";

/** Text that comes within this time of the last is shown together: fewer, larger events. */
const BATCH_MS = 25;
/** ... unless there is so much of it. */
const BATCH_MAX_CHARS = 2000;

export type LogWriter = ReturnType<AnswerLog["open"]>;

/**
 * The logs of answers. What is written here is seen at once by readers in this process, and by others from the
 * checkpoints in the answer's row.
 */
export function createAnswerLog({ database, bus }: { database: Database; bus: Bus }) {
  const local = new Map<string, AnswerState>();
  const changes = new EventEmitter().setMaxListeners(0);

  return {
    /** Begins an attempt. One writer an answer. `maySpeak`: whether what is written may be shown yet. */
    open(answerId: string, attempt: number, maySpeak: () => boolean) {
      const state = emptyState(attempt);
      let pendingText = "";
      let pendingCitations: PlacedCitation[] = [];
      let lastFlush = -Infinity;
      let timer: NodeJS.Timeout | undefined;
      local.set(answerId, state);
      changes.emit(answerId);

      function flush() {
        clearTimeout(timer);
        timer = undefined;
        if (!maySpeak()) {
          timer = setTimeout(flush, BATCH_MS);
          return;
        }
        if (pendingText === "" && pendingCitations.length === 0) return;
        state.text += pendingText;
        state.citations.push(...pendingCitations);
        pendingText = "";
        pendingCitations = [];
        lastFlush = performance.now();
        changes.emit(answerId);
      }
      function schedule() {
        const due = lastFlush + BATCH_MS - performance.now();
        if (due <= 0 || pendingText.length >= BATCH_MAX_CHARS) flush();
        else timer ??= setTimeout(flush, due);
      }

      return {
        /** What readers have been shown. */
        get shown(): Readonly<AnswerState> {
          return state;
        },
        sources(ids: string[]) {
          state.sourceIds = ids;
          changes.emit(answerId);
        },
        text(text: string) {
          pendingText += text;
          schedule();
        },
        citation(citation: PlacedCitation) {
          pendingCitations.push(citation);
          schedule();
        },
        /** Where the next text goes, in UTF-16 code units. */
        get length() {
          return state.text.length + pendingText.length;
        },
        /** All that was written, shown or not. */
        whole(): Pick<AnswerState, "text" | "citations"> {
          return { text: state.text + pendingText, citations: [...state.citations, ...pendingCitations] };
        },
        /** The row has the answer from here on: readers are sent there. */
        close() {
          clearTimeout(timer);
          local.delete(answerId);
          changes.emit(answerId);
          bus.publish(`answer:${answerId}`);
        },
      };
    },

    /** The log of an answer as of now; null where there is no such answer any more. */
    async read(answerId: string): Promise<AnswerState | null> {
      const state = local.get(answerId);
      if (state) return state;
      const answer = await database.fork().findOne(AnswerSchema, { id: answerId });
      return local.get(answerId) ?? (answer && stateOf(answer));
    },

    /** Calls `wake` whenever the log may have grown. Returns what stops that. */
    listen(answerId: string, wake: () => void): () => void {
      changes.on(answerId, wake);
      const unlisten = bus.listen(`answer:${answerId}`, wake);
      return () => {
        changes.off(answerId, wake);
        unlisten();
      };
    },

    /** What readers have been shown of an answer that a run in this process is writing. */
    shown: (answerId: string): Readonly<AnswerState> | undefined => local.get(answerId),
  };
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;
