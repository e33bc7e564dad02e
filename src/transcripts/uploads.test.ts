import { expect, test } from "vitest";
import { createReadUpload } from "./uploads.ts";

const read = createReadUpload({ maxBytes: 10_000 });

test("an upload has the chapters that are listed with it", async () => {
  const list = "NOTE\n0:00 Flour\n0:30 Kneading\n1:00 Baking\n\n";
  const content = (notes: string) => `WEBVTT\n\n${notes}00:01.000 --> 02:00.000\nHow bread is made.`;
  const upload = { title: "Bread", format: "VTT" } as const;
  expect(await read({ ...upload, content: content(list) })).toMatchObject({
    cues: [{ text: "How bread is made." }],
    chapters: [
      { startMs: 0, title: "Flour" },
      { startMs: 30_000, title: "Kneading" },
      { startMs: 60_000, title: "Baking" },
    ],
  });
  expect(await read({ ...upload, content: content("") })).toMatchObject({ chapters: null });
});
