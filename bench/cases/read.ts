import { readFile } from "node:fs/promises";
import { z } from "zod";

const captionCase = z.object({
  name: z.string(),
  what: z.string(),
  format: z.enum(["VTT", "SRT", "TEXT", "SBV", "AUTO"]),
  content: z.string(),
  /** Start in seconds, and the text. */
  cues: z.array(z.tuple([z.number(), z.string()])).optional(),
  /** A pattern of the message with which the content is refused. */
  error: z.string().optional(),
});
const urlCase = z.object({ name: z.string(), what: z.string(), url: z.string(), accept: z.boolean() });

export type CaptionCase = z.infer<typeof captionCase>;
export type UrlCase = z.infer<typeof urlCase>;

export const readCaptionCases = (file: string) => readCases(file, captionCase);
export const readUrlCases = (file: string) => readCases(file, urlCase);

async function readCases<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => schema.parse(JSON.parse(line)));
}
