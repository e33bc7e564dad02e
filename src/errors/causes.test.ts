import { expect, test } from "vitest";
import { reasonOf } from "./causes.ts";

test("a reason has the messages of an error and of its causes, each once, on one line", () => {
  const cause = new Error("PostgreSQL\n  is away");
  const error = new Error("No start", { cause: new Error("PostgreSQL is away", { cause }) });
  expect(reasonOf(error)).toBe("No start: PostgreSQL is away");
});

test("a reason names each address that refused, where the error itself says nothing", () => {
  const refused = ["::1", "127.0.0.1"].map((address) => new Error(`connect ECONNREFUSED ${address}:5432`));
  expect(reasonOf(new AggregateError(refused))).toBe(
    "connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432",
  );
});

test("what has no message is told by its name", () => {
  expect(reasonOf(new TypeError())).toBe("TypeError");
  expect(reasonOf("no error")).toBe("no error");
});
