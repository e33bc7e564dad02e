import { makeExecutableSchema } from "@graphql-tools/schema";
import fc from "fast-check";
import { execute, parse } from "graphql";
import { expect, test } from "vitest";
import { createFastExecute } from "./fast-execute.ts";

const schema = makeExecutableSchema({
  typeDefs: `
    type Query { hello: String }
    type Subscription { event: Event! happening: Happening! }
    interface Event { cursor: String! }
    interface Placed { offset: Int! }
    union Happening = Delta | Other
    type Delta implements Event & Placed { cursor: String! offset: Int! text: String! loud: String! tags: [String!] }
    type Other implements Event { cursor: String! }
  `,
  resolvers: {
    Subscription: { event: { resolve: (event) => event }, happening: { resolve: (event) => event } },
    Delta: { loud: ({ text }) => text.toUpperCase() },
  },
});
const DELTA = { __typename: "Delta", cursor: "abc", offset: 3, text: 'so "it" is', tags: ["a", "b"] };
const FRAGMENTS = 3;

const alias = fc.constantFrom("", "", "a: ", "b: ", "cursor: ", "__proto__: ");
const directives = fc
  .array(
    fc.tuple(
      fc.constantFrom("@skip", "@include"),
      fc.constantFrom("true", "false", "$yes", "$no", "$unsaid"),
    ),
    {
      maxLength: 2,
    },
  )
  .map((all) => new Map(all))
  .map((all) => [...all].map(([name, value]) => ` ${name}(if: ${value})`).join(""));
const plainField = fc.constantFrom("__typename", "cursor", "offset", "text");
const anyField = fc.oneof({ weight: 8, arbitrary: plainField }, fc.constantFrom("loud", "tags"));

/** A selection set that spreads only fragments of higher numbers, so that none contains itself. */
const selectionSet = (
  fieldName: fc.Arbitrary<string>,
  fragment: number,
  depth: number,
): fc.Arbitrary<string> => {
  const field = fc.tuple(alias, fieldName, directives).map((parts) => parts.join(""));
  const options: fc.Arbitrary<string>[] = [field, field, field];
  if (depth > 0) {
    const condition = fc.constantFrom("", "on Delta", "on Event", "on Placed", "on Happening", "on Other");
    const inner = selectionSet(fieldName, fragment, depth - 1);
    options.push(fc.tuple(condition, directives, inner).map((parts) => `... ${parts.join(" ")}`));
  }
  if (fragment < FRAGMENTS) {
    const number = fc.integer({ min: fragment, max: FRAGMENTS - 1 });
    options.push(fc.tuple(number, directives).map(([name, directive]) => `...F${name}${directive}`));
  }
  return fc.array(fc.oneof(...options), { minLength: 1, maxLength: 5 }).map((all) => `{ ${all.join(" ")} }`);
};

const documents = (fieldName: fc.Arbitrary<string>) => {
  const fragments = Array.from({ length: FRAGMENTS }, (_, index) =>
    fc
      .tuple(fc.constantFrom("Delta", "Event", "Happening", "Other"), selectionSet(fieldName, index + 1, 1))
      .map(([type, set]) => `fragment F${index} on ${type} ${set}`),
  );
  return fc
    .tuple(
      fc.constantFrom("event", "happening", "e: event", "event @include(if: $yes)"),
      selectionSet(fieldName, 0, 3),
      fc.tuple(...fragments),
    )
    .map(
      ([root, set, all]) =>
        `subscription ($yes: Boolean!, $no: Boolean = false, $unsaid: Boolean = true) { ${root} ${set} } ${all.join(" ")}`,
    );
};

const operationOf = (document: string) => ({
  schema,
  document: parse(document),
  variableValues: { yes: true },
});
const fastResult = (document: string, event: unknown) =>
  createFastExecute(operationOf(document), new Set(["Delta"]))(event);
const plainResult = async (document: string, event: unknown) =>
  execute({ ...operationOf(document), rootValue: event });

test("answers as plain execution does, in the same order, or leaves it to it", async () => {
  await fc.assert(
    fc.asyncProperty(documents(anyField), async (document) => {
      const plain = await plainResult(document, DELTA);
      expect(JSON.stringify(fastResult(document, DELTA) ?? plain)).toBe(JSON.stringify(plain));
    }),
    { numRuns: 2000 },
  );
});

test("answers by itself whatever is asked of an event's own values", async () => {
  await fc.assert(
    fc.asyncProperty(documents(plainField), async (document) => {
      const plain = await plainResult(document, DELTA);
      expect(plain.errors).toBeUndefined();
      expect(JSON.stringify(fastResult(document, DELTA))).toBe(JSON.stringify(plain));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["another type", "{ event { cursor } }", { __typename: "Other", cursor: "abc" }],
  ["a field with a resolver", "{ event { cursor ... on Delta { loud } } }", DELTA],
  ["a list", "{ event { ... on Delta { tags } } }", DELTA],
  ["a missing value", "{ event { cursor } }", { __typename: "Delta" }],
  ["a value out of its type's range", "{ event { ... on Delta { offset } } }", { ...DELTA, offset: 2 ** 40 }],
  ["several root fields", "{ a: event { cursor } b: event { cursor } }", DELTA],
  ["no event at all", "{ event { cursor } }", null],
])("leaves %s to plain execution", (_what, selection, event) => {
  expect(fastResult(`subscription ${selection}`, event)).toBeNull();
});
