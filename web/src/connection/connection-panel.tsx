import { usePage } from "../page.ts";

/** Whether the page hears the server, and a switch to try what happens when it does not. */
export function ConnectionPanel() {
  const { line, socket, session, setLine } = usePage();
  const isCut = !line.isOn.value;
  const state = isCut ? "cut" : socket.state.value;
  const words = {
    cut: "Cut off",
    open: "Connected",
    lost: "Reconnecting",
    connecting: "Connecting",
    idle: "Not connected",
  };
  if (session.phase.value !== "open") return null;
  return (
    <>
      <button
        type="button"
        class="pill"
        popovertarget="connection-panel"
        aria-label={`Connection: ${words[state]}`}
      >
        <span class={`dot dot--${state}`} aria-hidden="true" />
        <span class="pill__extra">{words[state]}</span>
      </button>
      <div id="connection-panel" popover="auto" class="panel">
        <h2>{words[state]}</h2>
        <p>
          Answers are written on the server, whether or not you are connected. Try it: ask something, cut your
          connection while the answer comes, and let it come back. The answer goes on in the middle of the
          word.
        </p>
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={isCut}
            onChange={({ currentTarget }) => setLine(!currentTarget.checked)}
          />
          Cut my connection
        </label>
      </div>
    </>
  );
}
