import { useRef } from "preact/hooks";
import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import { useTask } from "../ui/use-task.ts";

/** Asks once, and deletes the session. */
export function DeleteEverything() {
  const page = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const { isBusy, problem, run } = useTask();
  return (
    <>
      <button type="button" class="button button--danger" onClick={() => dialog.current?.showModal()}>
        <Icon name="trash" /> Delete everything now
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="delete-heading">
        <h2 id="delete-heading">Delete everything now?</h2>
        <p>
          Your videos, transcripts, questions and answers are deleted from this server. Nothing brings them
          back.
        </p>
        {problem && <p class="problem">{problem}</p>}
        <div class="dialog__buttons">
          <button type="button" class="button" autofocus onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button
            type="button"
            class="button button--danger"
            disabled={isBusy}
            onClick={() =>
              run(async () => {
                await page.deleteEverything();
                dialog.current?.close();
              })
            }
          >
            Delete everything
          </button>
        </div>
      </dialog>
    </>
  );
}
