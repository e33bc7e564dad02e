import { signal } from "@preact/signals";

const message = signal("");

/** Has screen readers say this, once they have said what they are at. */
export function announce(text: string): void {
  message.value = text;
}

export function Announcer() {
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {message}
    </p>
  );
}
