import type { Cue } from "../../captions/cue.ts";

/*
 * Cues in the formats that YouTube gives and people upload, in the shapes that these have in the wild: for tests of the
 * parsers and for the stand-in YouTube. Words must be plain text on one line, as `normalizeCues` leaves them.
 */

export type PrintOptions = {
  /** Words timed one by one, with the line breaks between that append to the window: YouTube's automatic captions. */
  automatic?: boolean;
};

const HEAD = '<?xml version="1.0" encoding="utf-8" ?>';

export function printSrv3(cues: Cue[], { automatic = false }: PrintOptions = {}): string {
  const paragraphs = cues.map(({ startMs, endMs, text }) => {
    const duration = endMs - startMs;
    if (!automatic) return `<p t="${startMs}" d="${duration}">${escapeMarkup(text)}</p>`;
    const words = timedWords(text, duration).map(
      ({ word, offsetMs }) => `<s${offsetMs > 0 ? ` t="${offsetMs}"` : ""} ac="0">${escapeMarkup(word)}</s>`,
    );
    return `<p t="${startMs}" d="${duration}" w="1">${words.join("")}</p>\n<p t="${endMs}" w="1" a="1">\n</p>`;
  });
  return `${HEAD}<timedtext format="3">\n<head>\n<ws id="0"/>\n<wp id="0"/>\n</head>\n<body>\n${paragraphs.join("\n")}\n</body>\n</timedtext>\n`;
}

/** Seconds with fractions, and HTML inside of XML: an apostrophe is `&amp;#39;`. */
export function printClassic(cues: Cue[]): string {
  const texts = cues.map(
    ({ startMs, endMs, text }) =>
      `<text start="${startMs / 1_000}" dur="${(endMs - startMs) / 1_000}">${escapeMarkup(escapeMarkup(text))}</text>`,
  );
  return `${HEAD}<transcript>${texts.join("")}</transcript>`;
}

/** Indented, which is most of its size. */
export function printJson3(cues: Cue[], { automatic = false }: PrintOptions = {}): string {
  const events = cues.flatMap(({ startMs, endMs, text }) => {
    const event = { tStartMs: startMs, dDurationMs: endMs - startMs };
    if (!automatic) return [{ ...event, segs: [{ utf8: text }] }];
    const segs = timedWords(text, endMs - startMs).map(({ word, offsetMs }) =>
      offsetMs > 0 ? { utf8: word, tOffsetMs: offsetMs, acAsrConf: 0 } : { utf8: word, acAsrConf: 0 },
    );
    return [
      { ...event, wWinId: 1, segs },
      { tStartMs: endMs, dDurationMs: 10, wWinId: 1, aAppend: 1, segs: [{ utf8: "\n" }] },
    ];
  });
  const window = automatic ? [{ tStartMs: 0, dDurationMs: 10, id: 1, wpWinPosId: 1, wsWinStyleId: 1 }] : [];
  const document = {
    wireMagic: "pb3",
    pens: [{}],
    wsWinStyles: [{}],
    wpWinPositions: [{}],
    events: [...window, ...events],
  };
  return JSON.stringify(document, null, 2);
}

/** `automatic`: the words one by one, above them the line before, as YouTube's automatic captions roll. */
export function printVtt(cues: Cue[], { automatic = false }: PrintOptions = {}): string {
  const blocks = cues.map(({ startMs, endMs, text }, index) => {
    if (!automatic) return `${clock(startMs, ".")} --> ${clock(endMs, ".")}\n${escapeMarkup(text)}\n`;
    const settings = "align:start position:0%";
    const before = cues[index - 1];
    const above = before !== undefined && before.endMs >= startMs ? escapeMarkup(before.text) : " ";
    const [first, ...rest] = timedWords(text, endMs - startMs);
    const words = rest.map(
      ({ word, offsetMs }) => `<${clock(startMs + offsetMs, ".")}><c>${escapeMarkup(word)}</c>`,
    );
    const line = `${escapeMarkup(first?.word ?? "")}${words.join("")}`;
    const rolled = `${clock(endMs - 1, ".")} --> ${clock(endMs, ".")} ${settings}\n${escapeMarkup(text)}\n \n`;
    return `${clock(startMs, ".")} --> ${clock(endMs, ".")} ${settings}\n${above}\n${line}\n\n${rolled}`;
  });
  return `WEBVTT\nKind: captions\nLanguage: en\n\n${blocks.join("\n")}`;
}

export function printSrt(cues: Cue[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, text }, index) =>
      `${index + 1}\n${clock(startMs, ",")} --> ${clock(endMs, ",")}\n${escapeMarkup(text)}\n`,
  );
  return blocks.join("\n");
}

/** YouTube's transcript panel as it is copied: the time on a line of its own, whole seconds only. */
export function printText(cues: Cue[]): string {
  return cues.map(({ startMs, text }) => `${panelTime(startMs)}\n${text}\n`).join("");
}

function timedWords(text: string, durationMs: number): { word: string; offsetMs: number }[] {
  const words = text.split(/(?= )/);
  return words.map((word, index) => ({ word, offsetMs: Math.floor((durationMs * index) / words.length) }));
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function clock(ms: number, separator: "." | ","): string {
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1_000) % 60,
  ];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${separator}${String(ms % 1_000).padStart(3, "0")}`;
}

function panelTime(ms: number): string {
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1_000) % 60,
  ];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
