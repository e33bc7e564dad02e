import { useEffect, useRef, useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ConfirmButton } from "../ui/confirm-dialog.tsx";
import { keepFocus } from "../ui/keep-focus.ts";
import { Answer, EarlierAnswer } from "./answer/answer.tsx";
import { AskForm } from "./ask-form.tsx";
import { toMarkdown } from "./export.ts";
import { ModelNote } from "./model-note.tsx";
import { Suggestions } from "./suggestions.tsx";

/** Questions and answers, oldest first, with the field for the next one below. */
export function Conversation() {
  const { answers, session } = usePage();
  const end = useRef<HTMLDivElement>(null);
  const views = answers.order.value;
  const earlier = answers.earlier.value;
  const isOpen = session.phase.value === "open";
  const count = views.length + (answers.sending.value === undefined ? 0 : 1);
  const before = useRef(count);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    // A question that was just asked comes to the top, with room below for its answer to grow into.
    if (count > before.current && before.current > 0) {
      setAsked(true);
      end.current?.previousElementSibling?.scrollIntoView({ block: "start" });
    }
    keepFocus(end.current?.previousElementSibling);
    before.current = count;
  }, [count, views.length]);

  return (
    <section class="conversation" id="conversation" tabIndex={-1} aria-labelledby="conversation-heading">
      <div class="conversation__head">
        <h2 id="conversation-heading" class="room-heading">
          Conversation
        </h2>
        {views.length > 0 && <Tools isOpen={isOpen} />}
      </div>
      <ModelNote />
      {earlier.length > 0 && (
        <div class="earlier">
          <p class="earlier__label">From your earlier session, only in this tab</p>
          {earlier.map((view) => (
            <EarlierAnswer key={view.id} view={view} />
          ))}
        </div>
      )}
      <div class={isAsked ? "answers answers--asked" : "answers"}>
        {views.map((view, index) => (
          <Answer key={view.peek().id} view={view} isLast={index === views.length - 1} isOpen={isOpen} />
        ))}
        {answers.sending.value !== undefined && (
          <article class="answer" tabIndex={-1}>
            <h3 class="answer__question" dir="auto">
              {answers.sending.value}
            </h3>
            <p class="answer__phase">
              <span class="spinner" aria-hidden="true" /> Asking…
            </p>
          </article>
        )}
        <div ref={end} />
      </div>
      {views.length === 0 && answers.sending.value === undefined && isOpen && <Suggestions />}
      {isOpen && <AskForm />}
    </section>
  );
}

function Tools({ isOpen }: { isOpen: boolean }) {
  const { answers } = usePage();
  return (
    <div class="conversation__tools">
      <CopyButton text={toMarkdown(answers.order.value.map((view) => view.value))} label="Copy all" />
      {isOpen && (
        <ConfirmButton
          label="Clear"
          question="Delete all questions and answers?"
          look="button button--quiet"
          onConfirm={answers.clear}
        >
          They are deleted from the server. Your videos stay.
        </ConfirmButton>
      )}
    </div>
  );
}
