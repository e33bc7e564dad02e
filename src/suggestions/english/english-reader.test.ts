import { expect, test } from "vitest";
import { createEnglishReader } from "./english-reader.ts";

const REQUEST = {
  sentences: ["A glacier is a large body of ice that moves under its own weight.", "Look at the glacier."],
  titles: [],
};

const OPTIONS = { owner: "one", signal: new AbortController().signal };

test("transcripts are read one after the other, by a thread that is ended when it is idle and started again", async () => {
  const reader = createEnglishReader({ idleMs: 1 });
  const read = async () => (await reader.read(REQUEST, OPTIONS)).ofSentences[0]!.question;
  expect(await Promise.all([read(), read()])).toEqual(["What is a glacier?", "What is a glacier?"]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await read()).toBe("What is a glacier?");
  await reader.close();
});

test("a thread that takes too long is ended, and the next reading has another", async () => {
  const reader = createEnglishReader({ timeoutMs: 1 });
  await expect(reader.read(REQUEST, OPTIONS)).rejects.toThrow("took more than 1 ms");
  await expect(reader.read(REQUEST, OPTIONS)).rejects.toThrow("took more than 1 ms");
  await reader.close();
});

test("a reading that nobody waits for any more keeps nobody waiting, and the next is read", async () => {
  const reader = createEnglishReader();
  const left = new AbortController();
  const reading = reader.read(REQUEST, { owner: "one", signal: left.signal });
  const next = reader.read(REQUEST, OPTIONS);
  left.abort(new Error("left"));
  await expect(reading).rejects.toThrow("left");
  expect((await next).ofSentences).toHaveLength(1);
  await reader.close();
});
