import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { useTask } from "./use-task.ts";

type ConfirmProps = {
  /** Of the button that asks, and of the one that does it. */
  label: string;
  question: string;
  /** The class of the button that asks. */
  look: string;
  children: ComponentChildren;
  onConfirm: () => Promise<unknown>;
};

/** A button for what cannot be undone: it asks once before it is done. */
export function ConfirmButton({ label, question, look, children, onConfirm }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  const { isBusy, problem, run } = useTask();
  const confirm = () =>
    run(async () => {
      await onConfirm();
      dialog.current?.close();
    });
  return (
    <>
      <button type="button" class={look} onClick={() => dialog.current?.showModal()}>
        <Icon name="trash" /> {label}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby={headingId}>
        <h2 id={headingId}>{question}</h2>
        <p>{children}</p>
        {problem && <p class="problem">{problem}</p>}
        <div class="dialog__buttons">
          <button type="button" class="button" autofocus onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" class="button button--danger" disabled={isBusy} onClick={confirm}>
            {label}
          </button>
        </div>
      </dialog>
    </>
  );
}
