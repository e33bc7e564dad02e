import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatTime } from "../../ui/format.ts";
import type { Citation } from "../answer-view.ts";

const shown = signal<{ citation: Citation; anchor: HTMLElement }>();
const GAP = 8;
const HIDE_AFTER_MS = 120;
let hiding: ReturnType<typeof setTimeout> | undefined;

export function showQuote(citation: Citation, anchor: HTMLElement): void {
  clearTimeout(hiding);
  shown.value = { citation, anchor };
}

/** Not at once, so that the pointer can move onto the quote. */
export function hideQuote(): void {
  clearTimeout(hiding);
  hiding = setTimeout(() => (shown.value = undefined), HIDE_AFTER_MS);
}

/** The words of a citation beside its chip. Those who hear the page have them in the chip's own label. */
export function QuoteTip() {
  const tip = useRef<HTMLDivElement>(null);
  const quote = shown.value;
  useLayoutEffect(() => {
    const box = tip.current;
    if (!box || !quote) return;
    box.showPopover();
    place(box, quote.anchor.getBoundingClientRect());
    const hide = () => (shown.value = undefined);
    addEventListener("scroll", hide, { capture: true, once: true });
    return () => removeEventListener("scroll", hide, { capture: true });
  }, [quote]);
  if (!quote) return null;
  const { citation } = quote;
  return (
    <div
      ref={tip}
      class="quote-tip"
      popover="manual"
      aria-hidden="true"
      onMouseEnter={() => clearTimeout(hiding)}
      onMouseLeave={hideQuote}
    >
      <p class="quote-tip__quote" dir="auto">
        {citation.quote}
      </p>
      <p class="quote-tip__source">
        {[citation.videoTitle, citation.isTimed ? formatTime(citation.startMs) : undefined]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}

/** Above the chip where there is room, else below; never beyond the window. */
function place(box: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(Math.max(GAP, anchor.left), innerWidth - width - GAP);
  const above = anchor.top - height - GAP;
  box.style.left = `${left}px`;
  box.style.top = `${above >= GAP ? above : anchor.bottom + GAP}px`;
}
