/** Paths of 24 by 24, drawn with a line of 1.75. */
const PATHS = {
  arrow: "M5 12h14M13 6l6 6-6 6",
  check: "M5 12.500l4.500 4.500L19 7.500",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  down: "M6 9l6 6 6-6",
  again: "M20 11a8 8 0 1 0-.5 4M20 5v6h-6",
  play: "M8 5.500v13l11-6.500z",
  plus: "M12 5v14M5 12h14",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  upload: "M12 16V4M7 9l5-5 5 5M5 20h14",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.5",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words, or in a button that has a label: those who hear the page do not miss it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
