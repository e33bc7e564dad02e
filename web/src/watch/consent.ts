import { signal } from "@preact/signals";

const KEY = "video-rag.youtube";

/** Whether the person lets this page show pictures and the player of YouTube, which tells YouTube of the visit. */
export function createConsent(storage: () => Storage = () => localStorage) {
  const isGiven = signal(read());

  function read(): boolean {
    try {
      return storage().getItem(KEY) === "yes";
    } catch {
      return false;
    }
  }

  return {
    isGiven,
    set(given: boolean): void {
      isGiven.value = given;
      try {
        if (given) storage().setItem(KEY, "yes");
        else storage().removeItem(KEY);
      } catch {
        // Nothing can be kept: it holds for this visit.
      }
    },
  };
}

export type Consent = ReturnType<typeof createConsent>;
