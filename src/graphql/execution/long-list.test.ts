import { execute, parse, type ExecutionResult } from "graphql";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { expect, test } from "vitest";
import { Cancellation } from "../../async/cancellation.ts";
import { longList } from "./long-list.ts";
import { ResponseSize } from "./response-size.ts";

function executeList(length: number, query: string, cancellation = new Cancellation()) {
  const items = Array.from({ length }, (_, at) => ({ number: at, text: `text of ${at}` }));
  const context = { responseSize: new ResponseSize(), cancellation };
  const schema = makeExecutableSchema({
    typeDefs: "type Query { list: [Item!]! } type Item { number: Int! text: String! }",
    resolvers: { Query: { list: (_, _args, _context, info) => longList(items, info, context) } },
  });
  return execute({ schema, document: parse(query) }) as Promise<ExecutionResult> | ExecutionResult;
}

test.each([0, 1, 500, 501, 3000])("a list of %i items comes whole, in order", async (length) => {
  const { data } = await executeList(length, "{ list { number } }");
  expect(data!["list"]).toEqual(Array.from({ length }, (_, at) => ({ number: at })));
});

test("a long list lets other work in between", async () => {
  let turns = 0;
  let ended = false;
  const count = () => void (ended || (turns++, setImmediate(count)));
  const executing = executeList(5000, "{ list { number } }");
  setImmediate(count);
  await executing;
  ended = true;
  expect(turns).toBeGreaterThanOrEqual(8);
});

test("what is selected counts, by whatever alias or fragment, and nothing else", async () => {
  const few = await executeList(100_000, "{ list { number } }");
  const many = await executeList(100_000, "{ list { ...T } } fragment T on Item { a: text text number }");
  expect(few.errors).toBeUndefined();
  expect(many.errors![0]!.extensions["code"]).toBe("RESPONSE_TOO_LARGE");
});

test("a list that has been left ends with one error", async () => {
  const cancellation = new Cancellation();
  const executing = executeList(5000, "{ list { number } }", cancellation);
  cancellation.cancel(new Error("left"));
  const { errors } = await executing;
  expect(errors!.map(({ message }) => message)).toEqual(["left"]);
});
