import { ModelNote } from "./conversation/model-note.tsx";
import { AddForm } from "./videos/add-form.tsx";

/** What a new visitor sees: what this does, and the one thing to do. */
export function Welcome() {
  return (
    <section class="welcome" aria-labelledby="welcome-heading">
      <h2 id="welcome-heading">Ask a video, and see where it says so.</h2>
      <p class="welcome__lead">
        Paste a link, ask a question, and get an answer from what is said, with the second at which it is
        said.
      </p>
      <AddForm isFirst />
      <ModelNote />
    </section>
  );
}
