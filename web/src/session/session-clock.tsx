import { usePage } from "../page.ts";
import { useNow } from "../ui/use-now.ts";
import { DeleteEverything } from "./delete-everything.tsx";
import { formatTimeLeft, WARN_MS } from "./time-left.ts";

const clockTime = (iso: string) =>
  new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

/** The time that the session has left, and behind it what that means. */
export function SessionClock() {
  const { session, clock } = usePage();
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
        aria-label={`Session: ${formatTimeLeft(left)} left`}
      >
        <span class="pill__extra">Private · </span>
        {formatTimeLeft(left)} left
      </button>
      <div id="session-panel" popover="auto" class="panel">
        <h2>Your private session</h2>
        <p>
          Nobody else sees what you add or ask. At {clockTime(times.expiresAt)} all of it is deleted by
          itself.
        </p>
        {times.renewableUntil ? (
          <p>While you use it, that time moves on, until {clockTime(times.renewableUntil)} at the latest.</p>
        ) : (
          <p>That time does not move: copy what you want to keep before it.</p>
        )}
        <DeleteEverything />
      </div>
    </>
  );
}
