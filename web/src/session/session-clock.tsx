import { usePage } from "../page.ts";
import { ConfirmButton } from "../ui/confirm-dialog.tsx";
import { useNow } from "../ui/use-now.ts";
import { formatTimeLeft, formatWhen, WARN_MS } from "./time-left.ts";

/** The time that the session has left, and behind it what that means. */
export function SessionClock() {
  const { session, clock, deleteEverything } = usePage();
  const now = useNow(clock.now);
  const times = session.times.value;
  if (session.phase.value !== "open" || !times) return null;
  const left = Date.parse(times.expiresAt) - now;
  return (
    <>
      <button
        type="button"
        class={left < WARN_MS ? "pill pill--warning" : "pill"}
        popovertarget="session-panel"
      >
        <span class="visually-hidden">Session: </span>
        <span class="pill__extra">Private ·</span>
        {left > 0 ? `${formatTimeLeft(left)} left` : "Ending"}
      </button>
      <div id="session-panel" popover="auto" class="panel">
        <h2>Your private session</h2>
        <p>
          Nobody else sees what you add or ask. All of it is deleted by itself,{" "}
          {formatWhen(times.expiresAt, now)}.
        </p>
        {times.renewableUntil ? (
          <p>
            While you use it that time moves on. The latest it can become is{" "}
            {formatWhen(times.renewableUntil, now)}.
          </p>
        ) : (
          <p>That time does not move: copy what you want to keep before it.</p>
        )}
        <ConfirmButton
          label="Delete everything now"
          question="Delete everything now?"
          look="button button--danger"
          onConfirm={deleteEverything}
        >
          Your videos, transcripts, questions and answers are deleted from this server. Nothing brings them
          back.
        </ConfirmButton>
      </div>
    </>
  );
}
