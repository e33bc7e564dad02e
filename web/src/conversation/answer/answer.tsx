import { useEffect, useId, useRef } from "preact/hooks";
import type { Signal } from "@preact/signals";
import { usePage } from "../../page.ts";
import { announce } from "../../ui/announcer.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useTask } from "../../ui/use-task.ts";
import { AnswerPhaseLine } from "./answer-phase.tsx";
import { AnswerText } from "./answer-text.tsx";
import type { AnswerView } from "../answer-view.ts";
import { judge } from "./judgement.ts";
import { withoutMarkers } from "./marked-text.ts";
import { Questions } from "../suggestions.tsx";

/** One question and its answer, which grows while it is written. */
export function Answer(props: { view: Signal<AnswerView>; isLast: boolean; isOpen: boolean }) {
  const view = props.view.value;
  const isRunning = view.phase.kind !== "ended";
  useSpoken(view, isRunning);
  return (
    <AnswerFrame view={view}>
      {props.isOpen && <Actions view={view} isRunning={isRunning} />}
      {props.isLast && props.isOpen && !isRunning && view.followUps.length > 0 && (
        <div class="follow-ups">
          <h4>Ask next</h4>
          <Questions questions={view.followUps} />
        </div>
      )}
      {!props.isOpen && !isRunning && (
        <CopyButton text={view.markdown || view.text} label="Copy as Markdown" />
      )}
    </AnswerFrame>
  );
}

/** An answer of a session that is over. */
export function EarlierAnswer({ view }: { view: AnswerView }) {
  return (
    <AnswerFrame view={view}>
      <CopyButton text={view.markdown || view.text} label="Copy as Markdown" />
    </AnswerFrame>
  );
}

function AnswerFrame({ view, children }: { view: AnswerView; children: preact.ComponentChildren }) {
  const headingId = useId();
  const isRunning = view.phase.kind !== "ended";
  const judgement = judge(view);
  return (
    <article
      class={`answer answer--${judgement.kind}`}
      aria-labelledby={headingId}
      aria-busy={isRunning}
      tabIndex={-1}
    >
      <h3
        id={headingId}
        class={isLong(view.question) ? "answer__question answer__question--long" : "answer__question"}
        dir="auto"
      >
        {view.question}
      </h3>
      {judgement.label && (
        <p class="answer__judgement">
          <Icon name={judgement.kind === "failed" ? "warning" : "search"} /> {judgement.label}
        </p>
      )}
      <AnswerText view={view} />
      <AnswerPhaseLine view={view} />
      {judgement.notes.map((note) => (
        <p key={note} class="answer__note">
          {note}
        </p>
      ))}
      {children}
    </article>
  );
}

const LONG_CHARS = 140;
const isLong = (question: string) => question.length > LONG_CHARS;

function Actions({ view, isRunning }: { view: AnswerView; isRunning: boolean }) {
  const { answers } = usePage();
  const { isBusy, problem, run } = useTask();
  return (
    <div class="answer__actions">
      {isRunning ? (
        <button
          type="button"
          class="button button--quiet"
          disabled={isBusy}
          onClick={() => run(() => answers.stop(view.id))}
        >
          <Icon name="stop" /> Stop
        </button>
      ) : (
        <>
          <CopyButton text={view.markdown || view.text} label="Copy as Markdown" />
          <button
            type="button"
            class="button button--quiet"
            disabled={isBusy}
            onClick={() => run(() => answers.askAgain(view.id))}
          >
            <Icon name="again" /> Ask again
          </button>
        </>
      )}
      <button
        type="button"
        class="button button--quiet"
        disabled={isBusy}
        onClick={() => run(() => answers.remove(view.id))}
      >
        <Icon name="trash" /> Delete
      </button>
      {problem && <p class="problem">{problem}</p>}
    </div>
  );
}

/** Says that an answer has begun, and reads it once it is whole: word by word it could not be followed. */
function useSpoken(view: AnswerView, isRunning: boolean): void {
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (isRunning) announce("Writing the answer.");
    else if (wasRunning.current) announce(`Answer: ${withoutMarkers(view.text) || "none."}`);
    wasRunning.current = isRunning;
  }, [isRunning]);
}
