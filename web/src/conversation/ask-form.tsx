import { useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import { useTask } from "../ui/use-task.ts";

const QUESTION_CHARS = 2000;

/** The field for the next question. */
export function AskForm() {
  const { answers, videos, session } = usePage();
  const [question, setQuestion] = useState("");
  const { problem, run } = useTask();
  const chosen = videos.chosen.value;
  const count = videos.askable.value.length;
  const isPossible = count > 0 && chosen?.length !== 0;
  const isSending = answers.sending.value !== undefined;
  const ask = () => {
    const text = question.trim();
    if (!text || !isPossible || isSending) return;
    setQuestion("");
    run(async () => {
      try {
        await answers.ask(text, chosen);
      } catch (error) {
        setQuestion((now) => now || text);
        throw error;
      }
    });
  };
  return (
    <form
      class="ask"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="field field--ask">
        <label class="visually-hidden" for="question">
          Your question
        </label>
        <textarea
          id="question"
          rows={1}
          maxLength={session.server.value?.limits.questionChars ?? QUESTION_CHARS}
          placeholder={answers.order.value.length ? "Ask a follow-up" : "Ask about your videos"}
          value={question}
          onInput={({ currentTarget }) => setQuestion(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            ask();
          }}
        />
        <button
          type="submit"
          class="button button--primary button--send"
          aria-label="Ask"
          disabled={!question.trim() || !isPossible || isSending}
        >
          <Icon name="send" />
        </button>
      </div>
      <Scope count={count} chosen={chosen} />
    </form>
  );
}

/** Which videos are asked. */
function Scope({ count, chosen }: { count: number; chosen: string[] | null }) {
  const { videos } = usePage();
  if (count < 2) return null;
  if (!chosen) return <p class="ask__scope">Asking all {count} videos.</p>;
  return (
    <p class="ask__scope">
      {chosen.length ? `Asking ${chosen.length} of ${count} videos.` : "Choose at least one video to ask."}{" "}
      <button type="button" class="link" onClick={videos.chooseAll}>
        Ask all
      </button>
    </p>
  );
}
