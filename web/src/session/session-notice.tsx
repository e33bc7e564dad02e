import { usePage } from "../page.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { useNow } from "../ui/use-now.ts";
import { useTask } from "../ui/use-task.ts";
import { formatTimeLeft, WARN_MS } from "./time-left.ts";

/** What is to be known of the session, above everything else: that it ends soon, is over, or cannot be had. */
export function SessionNotice({ markdown }: { markdown: () => string }) {
  const { session } = usePage();
  switch (session.phase.value) {
    case "open":
      return (
        <>
          <ExpiryWarning markdown={markdown} />
          <AnotherSession />
        </>
      );
    case "expired":
      return <Expired markdown={markdown} />;
    case "unreachable":
      return <Unreachable />;
    default:
      return null;
  }
}

function ExpiryWarning({ markdown }: { markdown: () => string }) {
  const { session, clock } = usePage();
  const now = useNow(clock.now);
  const { problem, run } = useTask();
  const times = session.times.value;
  const left = times ? Date.parse(times.expiresAt) - now : Number.POSITIVE_INFINITY;
  const lifetime = times ? Date.parse(times.expiresAt) - Date.parse(times.createdAt) : 0;
  // A session that lasts some minutes in all is not warned of from its first moment on.
  if (!times || left <= 0 || left > Math.min(WARN_MS, lifetime / 3)) return null;
  const canRenew = times.renewableUntil !== null && times.renewableUntil > times.expiresAt;
  return (
    <section class="notice notice--warning" role="alert" aria-label="The session ends soon">
      <p>
        <strong>Your session ends in less than two minutes</strong>
        <span aria-hidden="true"> ({formatTimeLeft(left)})</span>, and everything in it is deleted.{" "}
        {canRenew
          ? "Using it keeps it open."
          : "What is on this screen stays, and you can go on in a new session."}
        {problem && <span class="problem"> {problem}</span>}
      </p>
      <div class="notice__buttons">
        {canRenew && (
          <button type="button" class="button button--primary" onClick={() => run(() => session.keep())}>
            Keep it open
          </button>
        )}
        <CopyButton text={markdown()} label="Copy all answers" />
      </div>
    </section>
  );
}

function AnotherSession() {
  const { session, missing } = usePage();
  if (missing.value.length)
    return (
      <section class="notice" role="status">
        <p>
          Your videos were added to a new session. Add these again yourself, since their files are not here
          any more: {missing.value.join(", ")}.
        </p>
        <button type="button" class="button button--quiet" onClick={() => (missing.value = [])}>
          Close
        </button>
      </section>
    );
  if (!session.isAnother.value) return null;
  return (
    <section class="notice" role="status">
      <p>Your earlier session is over, and what was in it is deleted. This is a new one.</p>
      <button type="button" class="button button--quiet" onClick={() => (session.isAnother.value = false)}>
        Close
      </button>
    </section>
  );
}

function Expired({ markdown }: { markdown: () => string }) {
  const page = usePage();
  const { isBusy, run } = useTask();
  return (
    <section class="notice notice--warning" role="alert">
      <p>
        <strong>Your session has ended</strong>, and the server has deleted it. What you see here is only in
        this tab: you can still read and copy it.
      </p>
      <div class="notice__buttons">
        <button
          type="button"
          class="button button--primary"
          disabled={isBusy}
          onClick={() => run(() => page.goOn())}
        >
          Go on in a new session
        </button>
        <CopyButton text={markdown()} label="Copy all answers" />
      </div>
    </section>
  );
}

function Unreachable() {
  const page = usePage();
  return (
    <section class="notice notice--warning" role="alert">
      <p>
        <strong>No session could be opened.</strong> {page.session.problem}
      </p>
      <button type="button" class="button button--primary" onClick={() => void page.open()}>
        Try again
      </button>
    </section>
  );
}
