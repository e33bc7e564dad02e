import { usePage } from "../page.ts";

/** Which model answers, and where none does, what that means and what changes it. */
export function ModelNote() {
  const { session } = usePage();
  const server = session.server.value;
  if (!server) return null;
  if (!server.isExtractive)
    return (
      <p class="model-note">
        Answers are written by <strong>{server.answeringModel}</strong> from your transcripts alone, with a
        citation for each claim. Check the places that it cites.
      </p>
    );
  return (
    <details class="model-note">
      <summary>
        Answers are <strong>quotes</strong>: no AI model is connected to this server.
      </summary>
      <p>
        The server finds the sentences that answer your question and quotes them as they were said. It does
        not put anything in words of its own, so it cannot make anything up, and it cannot explain or combine
        either.
      </p>
      <p>
        Whoever runs this server can connect a model: set <code>OPENAI_API_KEY</code>, or for a model of one’s
        own <code>OPENAI_BASE_URL</code>, and start it again.
      </p>
    </details>
  );
}
