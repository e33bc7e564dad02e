import { z } from "zod";
import type { Cue } from "../cue.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { timedCue } from "./estimate-end.ts";

// Events without words are windows and pens of the player; events with `aAppend` carry line breaks, or words of their own.
const eventSchema = z.object({
  tStartMs: z.number().optional(),
  dDurationMs: z.number().optional(),
  segs: z.array(z.object({ utf8: z.string().optional() })).optional(),
});
const documentSchema = z
  .object({ wireMagic: z.string(), events: z.array(eventSchema) })
  .partial()
  .refine((document) => document.wireMagic !== undefined || document.events !== undefined);

/** YouTube's json3 captions, words as they stand in them: normalise before use. Throws `CaptionFormatError`. */
export function parseJson3(body: string): Cue[] {
  const parsed = documentSchema.safeParse(parseJson(body));
  if (!parsed.success)
    throw new CaptionFormatError("Found JSON that is not captions: no events as json3 has them", {
      cause: parsed.error,
    });
  const cues: Cue[] = [];
  for (const event of parsed.data.events ?? []) {
    const text = (event.segs ?? []).map((segment) => segment.utf8 ?? "").join("");
    if (text.trim() !== "") cues.push(timedCue(event.tStartMs ?? 0, event.dDurationMs, text));
  }
  return cues;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new CaptionFormatError("Found JSON that is broken or cut off", { cause });
  }
}
