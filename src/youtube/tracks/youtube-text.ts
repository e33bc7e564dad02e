import { z } from "zod";

/** A text in YouTube's answers: as one, or in runs. Absent parts are empty. */
export const textSchema = z.looseObject({
  simpleText: z.string().optional().catch(undefined),
  runs: z.array(z.looseObject({ text: z.string().catch("") })).catch([]),
});

export function textOf(text: z.infer<typeof textSchema> | undefined): string {
  if (!text) return "";
  return text.simpleText ?? text.runs.map((run) => run.text).join("");
}
