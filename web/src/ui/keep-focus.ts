let lastFocused: EventTarget | null = null;
addEventListener("focusin", ({ target }) => {
  lastFocused = target;
});

/** Gives the focus to `element` where what had it is gone, so that the keyboard does not begin at the top again. */
export function keepFocus(element: Element | null | undefined): void {
  const isLost = lastFocused instanceof Node && !lastFocused.isConnected;
  if (isLost && document.activeElement === document.body && element instanceof HTMLElement)
    element.focus({ preventScroll: true });
}
