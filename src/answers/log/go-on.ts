import { isDeepStrictEqual } from "node:util";
import type { Citation } from "../answer.ts";
import type { LogWriter } from "./log.ts";
import type { Kept } from "./state.ts";

/** What an answer is written with. */
export type AnswerWriter = Pick<LogWriter, "full" | "scope" | "sources" | "text" | "citation"> & {
  /** Tells that all of it is written. */
  finish?(): void;
};

/**
 * A writer for an attempt that goes on with what was kept of the one before it, by an answerer that writes the same again. What
 * it writes again is compared with what was kept, and not shown again; where they differ, as after a video was removed or
 * the program was changed, the answer begins anew with all that was written.
 */
export function goOn(writer: LogWriter, kept: Kept): AnswerWriter {
  /** What was written again; null once all of it was, or a difference was found. */
  let again: ((to: LogWriter) => void)[] | null = [];
  let text = "";
  let cited = 0;

  function write(one: (to: LogWriter) => void, isAsKept: () => boolean) {
    if (again && text === kept.text && cited === kept.citations.length) again = null;
    if (!again) return one(writer);
    again.push(one);
    if (!isAsKept()) beginAnew();
  }

  function beginAnew() {
    writer.restart();
    for (const each of again ?? []) each(writer);
    again = null;
  }

  return {
    full: writer.full,
    scope: writer.scope,
    finish() {
      if (again && (text !== kept.text || cited < kept.citations.length)) beginAnew();
    },
    sources: (ids) =>
      write(
        (to) => to.sources(ids),
        () => isDeepStrictEqual(ids, kept.sourceIds),
      ),
    text: (piece) =>
      write(
        (to) => to.text(piece),
        () => {
          text += piece;
          if (text.length <= kept.text.length) return kept.text.startsWith(text);
          if (!text.startsWith(kept.text) || cited < kept.citations.length) return false;
          again = null;
          writer.text(text.slice(kept.text.length));
          return true;
        },
      ),
    citation: (citation) =>
      write(
        (to) => to.citation(citation),
        () => {
          const { at, ...same }: Partial<Citation> & { at?: number } = kept.citations[cited++] ?? {};
          return at === text.length && isDeepStrictEqual(same, citation);
        },
      ),
  };
}
