import type { Cue } from "../cue.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { timedCue } from "../estimate-end.ts";

// Events without words are windows and pens of the player; events with `aAppend` carry line breaks, or words of their own.
type Json3Event = { tStartMs?: number; dDurationMs?: number; segs?: { utf8?: string }[] };

/** Parses YouTube's json3 captions. The words are as in the file, to be normalised before use. Throws `CaptionFormatError`. */
export function parseJson3(body: string): Cue[] {
  const events = eventsOf(parseJson(body));
  if (!events) throw new CaptionFormatError("Found JSON that is not captions: it has no json3 events");
  const cues: Cue[] = [];
  for (const event of events) {
    const text = (event.segs ?? []).map((segment) => segment.utf8 ?? "").join("");
    if (text.trim() !== "") cues.push(timedCue(event.tStartMs ?? 0, event.dDurationMs, text));
  }
  return cues;
}

/** The events of a document, checked by hand: an hour has ten thousand segments, which a schema would copy. */
function eventsOf(document: unknown): Json3Event[] | null {
  if (!isObject(document)) return null;
  const { wireMagic, events = [] } = document;
  if (wireMagic === undefined && document["events"] === undefined) return null;
  if (wireMagic !== undefined && typeof wireMagic !== "string") return null;
  return Array.isArray(events) && events.every(isEvent) ? events : null;
}

function isEvent(event: unknown): event is Json3Event {
  if (!isObject(event) || !isOptional("number", event["tStartMs"])) return false;
  const { dDurationMs, segs = [] } = event;
  if (!isOptional("number", dDurationMs) || !Array.isArray(segs)) return false;
  return segs.every((segment) => isObject(segment) && isOptional("string", segment["utf8"]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptional(type: "number" | "string", value: unknown): boolean {
  return value === undefined || typeof value === type;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new CaptionFormatError("Found JSON that is broken or cut off", { cause });
  }
}
