import { expect, test, vi } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import type { Citation } from "../answer.ts";
import { createAnswerLog } from "./log.ts";

test("a run shows nothing, neither sources nor text, while its lease may have lapsed", async () => {
  const log = createAnswerLog({
    store: {} as never,
    bus: { listen: () => () => {}, publish() {} } as never,
    isExclusive: true,
    pollMs: 1000,
    onError() {},
  });
  const mayWrite = vi.fn<() => boolean>(() => false);
  const writer = log.open({ id: "a", leaseId: "l", attempt: 1 }, mayWrite);
  const citation = { number: 1, quote: "q" } as Citation;
  writer.scope("LIST");
  writer.sources(["p"]);
  writer.text("Eighty");
  writer.citation(citation);
  const full = { scope: "LIST", text: "Eighty", citations: [{ ...citation, at: 6 }], sourceIds: ["p"] };
  await eventually(() => mayWrite.mock.calls.length > 3);
  expect(log.published("a")).toMatchObject({ text: "", citations: [], sourceIds: null });
  expect(writer.full()).toMatchObject(full);
  mayWrite.mockReturnValue(true);
  await eventually(() => log.published("a")?.text !== "");
  expect(log.published("a")).toMatchObject(full);
  writer.close();
  expect(log.published("a")).toBeUndefined();
});

test("an answer ends once no row of it is being written, and writes none afterwards", async () => {
  const appended: (() => void)[] = [];
  const append = vi.fn<() => Promise<void>>(() => new Promise((resolve) => appended.push(resolve)));
  const log = createAnswerLog({
    store: { append } as never,
    bus: { listen: () => () => {}, publish() {}, payload: () => ["", ""] } as never,
    isExclusive: false,
    pollMs: 1000,
    onError() {},
  });
  const writer = log.open({ id: "a", leaseId: "l", attempt: 1 }, () => true);
  writer.text("Eighty");
  await eventually(() => appended.length === 1);
  const sealed = vi.fn<() => void>();
  const sealing = writer.seal().then(sealed);
  writer.text(" degrees");
  await eventually(() => log.published("a")?.text === "Eighty degrees");
  expect(sealed).not.toHaveBeenCalled();
  appended[0]!();
  await sealing;
  writer.close();
  await log.close();
  expect(append).toHaveBeenCalledOnce();
});
