import { signal } from "@preact/signals";

/** A line that a person can cut: what would use it waits until it is on again. */
export function createSwitch() {
  const isOn = signal(true);
  return {
    isOn,
    whenOn: (): Promise<void> =>
      new Promise((resolve) => {
        if (isOn.peek()) return resolve();
        const stop = isOn.subscribe((on) => {
          if (!on) return;
          queueMicrotask(() => stop());
          resolve();
        });
      }),
  };
}

export type Switch = ReturnType<typeof createSwitch>;
