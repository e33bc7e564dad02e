import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import { useTask } from "../ui/use-task.ts";
import { chooseSuggestions } from "./choose-suggestions.ts";

/** What to ask first, once there is a video to ask. */
export function Suggestions() {
  const { videos } = usePage();
  const all = videos.videos.value;
  const questions = chooseSuggestions(all.map(({ suggestedQuestions }) => suggestedQuestions));
  if (all.length === 0) return null;
  const summary = all.length === 1 ? "Summarise this video" : "Summarise all videos";
  const isReading = all.some(({ status, failure }) => status !== "READY" && status !== "FAILED" && !failure);
  return (
    <div class="suggestions">
      <h3>
        {questions.length
          ? "You could ask"
          : isReading
            ? "Reading your videos…"
            : "Ask anything about your videos"}
      </h3>
      {questions.length > 0 && <Questions questions={[...questions, summary]} />}
      {questions.length === 0 && isReading && (
        <p>Questions that they answer will stand here in a moment. You can ask your own at once.</p>
      )}
    </div>
  );
}

/** Questions to be asked with a click. */
export function Questions({ questions }: { questions: readonly string[] }) {
  const { answers, videos } = usePage();
  const { isBusy, problem, run } = useTask();
  return (
    <>
      <ul class="questions">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              class="questions__button"
              disabled={isBusy || videos.chosen.value?.length === 0}
              onClick={() => run(() => answers.ask(question, videos.chosen.value))}
            >
              <span dir="auto">{question}</span>
              <Icon name="arrow" />
            </button>
          </li>
        ))}
      </ul>
      {problem && <p class="problem">{problem}</p>}
    </>
  );
}
