import { expect, test } from "vitest";
import { CaptionFormatError } from "./formats/caption-format-error.ts";
import { createCaptionReader, readCaptions, type CaptionsRequest } from "./read-captions.ts";

const SIZE = 2_000_000;
const fill = (piece: string) => piece.repeat(SIZE / piece.length);

/** How often the event loop turned while `work` was under way. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let running = true;
  const turn = () => {
    turns++;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work().finally(() => (running = false));
  return turns;
}

test.each<[string, CaptionsRequest]>([
  ["many small cues", { format: "TEXT", content: fill("0:01 a b c d\n") }],
  [
    "captions of YouTube's",
    {
      format: "TIMED_TEXT",
      content: `<transcript>${fill('<text start="1" dur="2">a b</text>')}</transcript>`,
    },
  ],
  ["one cue", { format: "VTT", content: `WEBVTT\n\n00:01.000 --> 00:02.000\n${fill("word [Music] ")}` }],
])("the event loop goes on while two megabytes are read: %s", async (_, request) => {
  const read = createCaptionReader();
  const cues: unknown[] = [];
  expect(
    await turnsDuring(async () => cues.push(...(await read(request)).cues.slice(0, 10))),
  ).toBeGreaterThan(20);
  expect(cues.length).toBeGreaterThan(0);
});

const timed = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `0:${String(index % 60).padStart(2, "0")} ${text(index)}`).join(
    "\n",
  );

test("long captions give the cues that they give here", async () => {
  const request: CaptionsRequest = {
    format: "TEXT",
    content: timed(4000, (index) => `言葉 ${index} [Music] 🎵`),
  };
  expect(await createCaptionReader()(request)).toEqual(readCaptions(request));
});

test("what is wrong with long captions is told, and the next are read", async () => {
  const read = createCaptionReader();
  const wrong = read({
    format: "SRT",
    content: `WEBVTT\n\n00:01.000 --> 00:02.000\n${"word ".repeat(20_000)}`,
  });
  const right = read({ format: "TEXT", content: timed(4000, (index) => `words ${index}`) });
  await expect(wrong).rejects.toThrow(CaptionFormatError);
  await expect(wrong).rejects.toThrow("send it with format VTT");
  expect((await right).cues.length).toBeGreaterThan(10);
});

test("times beyond what any video has are told as what they are", () => {
  const srt = (...hours: string[]) =>
    hours.map((h) => `${h}:00:01,000 --> ${h}:00:02,000\nwords ${h}`).join("\n\n");
  expect(() => readCaptions({ format: "SRT", content: srt("49", "50") })).toThrow(/after 48 hours/);
  const { cues, warnings } = readCaptions({ format: "SRT", content: srt("47", "50") });
  expect(cues.map(({ text }) => text)).toEqual(["words 47"]);
  expect(warnings).toEqual([expect.stringMatching(/after 48 hours .* 1, .*“words 50”/)]);
});

const LIST = "0:00 Opening\n1:00 The middle\n2:00 Close";

test.each([
  ["short", 3],
  ["long", 4000],
])("the chapters of %s captions come with their cues", async (_, count) => {
  const content = `${LIST}\n\n${timed(count, (index) => `words ${index}`)}\n3:00 the end`;
  const read = createCaptionReader();
  expect((await read({ format: "TEXT", content })).chapters).toEqual([
    { startMs: 0, title: "Opening" },
    { startMs: 60_000, title: "The middle" },
    { startMs: 120_000, title: "Close" },
  ]);
  expect((await read({ format: "TEXT", content: timed(count, String) })).chapters).toBeNull();
});

test("chapters after the last words are left out, and two are no list", () => {
  const vtt = (end: string) => `WEBVTT\n\nNOTE\n${LIST}\n3:00 Credits\n\n00:01.000 --> ${end}\nHello there`;
  const chaptersOf = (end: string) => readCaptions({ format: "VTT", content: vtt(end) }).chapters;
  expect(chaptersOf("02:30.000")?.map(({ title }) => title)).toEqual(["Opening", "The middle", "Close"]);
  expect(chaptersOf("01:30.000")).toBeNull();
});

test("captions that take too long are refused with a reason, and the next are read", async () => {
  const read = createCaptionReader({ maxCpuMs: 1 });
  const long: CaptionsRequest = { format: "TEXT", content: timed(40_000, (index) => `words ${index}`) };
  await expect(read(long)).rejects.toThrow(CaptionFormatError);
  await expect(read(long)).rejects.toThrow("too much time to read: split it");
});

test("long captions of one owner do not keep those of another waiting", async () => {
  const read = createCaptionReader();
  const ended: string[] = [];
  const start = (owner: string, lines: number) =>
    read({ format: "TEXT", content: timed(lines, (index) => `words ${index}`) }, { owner }).then(() =>
      ended.push(owner),
    );
  const many = [40_000, 40_000, 40_000].map((lines) => start("many", lines));
  await start("few", 4000);
  expect(ended.filter((owner) => owner === "many").length).toBeLessThan(2);
  await Promise.all(many);
});

test("captions that nobody waits for any more are not read on", async () => {
  const read = createCaptionReader();
  const content = timed(4000, (index) => `words ${index}`);
  const left = new AbortController();
  const [reading, waiting] = [0, 1].map(() =>
    read({ format: "TEXT", content }, { owner: "one", signal: left.signal }),
  );
  left.abort(new Error("left"));
  await expect(reading).rejects.toThrow("left");
  await expect(waiting).rejects.toThrow("left");
  expect((await read({ format: "TEXT", content }, { owner: "one" })).cues.length).toBeGreaterThan(10);
});

test("a million lines are refused at once", () => {
  expect(() => readCaptions({ format: "AUTO", content: "a\n".repeat(1_000_000) })).toThrow(
    /1000001 lines, and at most 500000/,
  );
});
