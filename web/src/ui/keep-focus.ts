/** Gives the focus to `element` where what had it is gone, so that the keyboard does not begin at the top again. */
export function keepFocus(element: Element | null | undefined): void {
  if (document.activeElement !== document.body || !(element instanceof HTMLElement)) return;
  element.focus({ preventScroll: true });
}
