import { expect, test } from "vitest";
import type { AnswerView } from "./answer-view.ts";
import { saveViews, withSaved } from "./saved-view.ts";

function memory() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return () => storage as unknown as Storage;
}
const running = (changes: Partial<AnswerView>) =>
  ({ id: "1", status: "RUNNING", text: "", citations: [], restarts: 0, ...changes }) as AnswerView;

test("an answer that is being written goes on after a reload where it stopped", () => {
  const storage = memory();
  saveViews([running({ text: "In a t", cursor: "b" })], storage);
  expect(withSaved(running({ cursor: undefined }), storage)).toMatchObject({ text: "In a t", cursor: "b" });
});

test("what was not saved, or has ended meanwhile, is as the server says", () => {
  const storage = memory();
  saveViews([running({ text: "In a t", cursor: "b" })], storage);
  const other = running({ id: "2" });
  const ended = running({ status: "COMPLETED", text: "In a tin." });
  expect([withSaved(other, storage), withSaved(ended, storage)]).toEqual([other, ended]);
});

test("without storage an answer is replayed from its beginning", () => {
  const none = () => {
    throw new Error("Storage is forbidden.");
  };
  const view = running({});
  saveViews([view], none);
  expect(withSaved(view, none)).toEqual(view);
});
