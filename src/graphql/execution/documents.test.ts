import { createHash } from "node:crypto";
import { getIntrospectionQuery } from "graphql";
import { expect, test } from "vitest";
import { FIRST_STEPS } from "../first-steps.ts";
import { createSchema } from "../schema.ts";
import { createDocuments, MAX_DOCUMENT_BYTES, type Documents } from "./documents.ts";

const schema = createSchema();
const MB = 1024 * 1024;
const errorOf = (query: string) => {
  const read = createDocuments(schema).read(query);
  return "errors" in read ? read.errors[0]! : null;
};

test("a document has at most 100 KB in UTF-8, and is refused before it is parsed", () => {
  const padded = (bytes: number) => `{ session { id } } #${"é".repeat((bytes - 20) / 2)}`;
  expect(Buffer.byteLength(padded(MAX_DOCUMENT_BYTES))).toBe(MAX_DOCUMENT_BYTES);
  expect(errorOf(padded(MAX_DOCUMENT_BYTES))).toBeNull();
  const error = errorOf(`{ this is no GraphQL ${padded(MAX_DOCUMENT_BYTES + 2)}`)!;
  expect(error.message).toContain(`at most ${MAX_DOCUMENT_BYTES} are taken`);
  expect(error.extensions["code"]).toBe("GRAPHQL_VALIDATION_FAILED");
});

/** Reads a document, and keeps it as for a caller with a session. */
function readAndKeep(documents: Documents, query: string) {
  const read = documents.read(query);
  if ("errors" in read) throw read.errors[0]!;
  documents.keep(read.document);
  return read.document;
}

test("what is kept is bound by bytes, however many documents come", () => {
  const documents = createDocuments(schema);
  for (let index = 0; index < 1000; index++) {
    readAndKeep(documents, `{ session { id } video(id: "${String(index).padEnd(90_000, "x")}") { id } }`);
  }
  expect(documents.bytes).toBeGreaterThan(MB);
  expect(documents.bytes).toBeLessThanOrEqual(16 * MB);
});

test("nothing is kept by reading alone", () => {
  const documents = createDocuments(schema);
  expect(documents.read("{ session { id } }")).toMatchObject({ document: {} });
  expect(documents.read("{ nothing }")).toMatchObject({ errors: [{}] });
  expect(documents.bytes).toBe(0);
});

test("what is kept is not parsed again, and can be named by its hash", () => {
  const documents = createDocuments(schema);
  const document = readAndKeep(documents, "{ session { id } }");
  expect(documents.read("{ session { id } }")).toEqual({ document });
  const [hash] = [...documents.keys()];
  expect(documents.textOf(hash!)).toBe("{ session { id } }");
});

test("Apollo Server finds what it is lent, until all have taken it back", async () => {
  const documents = createDocuments(schema);
  const query = "{ session { id } }";
  const key = `prefix:${createHash("sha256").update(query).digest("hex")}`;
  const read = documents.read(query);
  const document = "document" in read ? read.document : null;
  const takeBack = [documents.lend(document!), documents.lend(document!)];
  expect(await documents.store.get(key)).toBe(document);
  takeBack[0]!();
  expect(await documents.store.get(key)).toBe(document);
  takeBack[1]!();
  expect(await documents.store.get(key)).toBeUndefined();
  expect(documents.bytes).toBe(0);
});

test("aliases and directives are limited, also those of fragments, as often as they are spread", () => {
  const aliases = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `a${from + index}: id`).join(" ");
  expect(errorOf(`{ session { ${aliases(0, 100)} } }`)).toBeNull();
  expect(errorOf(`{ session { ${aliases(0, 101)} } }`)!.message).toContain("Aliases limit of 100");
  const spread = `{ session { ...A videos { ...V } answers { edges { node { leftOut { ...V } } } } } }
    fragment A on Session { ${aliases(0, 41)} } fragment V on Video { ${aliases(0, 30)} }`;
  expect(errorOf(spread)!.message).toContain("Aliases limit of 100 exceeded, found 101");
  const directives = (count: number) =>
    `{ session { ...A } } fragment A on Session { id ${"... @include(if: true) @skip(if: false) { id } ".repeat(count)} }`;
  expect(errorOf(directives(50))).toBeNull();
  expect(errorOf(directives(51))!.message).toContain("Directives limit of 100");
});

test.each([
  ["fields of one name", `{ ${"session { id } ".repeat(480)} }`],
  ["fields of one name, deeper", `{ session { ${"videos { id title } ".repeat(380)} } }`],
  ["inline fragments", `{ session { ${"... { id } ".repeat(480)} } }`],
  [
    "fragments that spread one another",
    `{ session { ...F0 } } ${Array.from({ length: 180 }, (_, at) => `fragment F${at} on Session { id ...F${at + 1} }`).join(" ")} fragment F180 on Session { id }`,
  ],
  [
    "fragments that double at each level",
    `{ __type(name: "Video") { ...T0 } } ${Array.from({ length: 14 }, (_, at) => `fragment T${at} on __Type { a: ofType { ...T${at + 1} } b: ofType { ...T${at + 1} } }`).join(" ")} fragment T14 on __Type { name }`,
  ],
  ["a fragment that is not used", `{ session { id } } fragment A on Session { ${"id ".repeat(1900)} }`],
])("what is repeated so often that its merging takes long is refused before: %s", (_, query) => {
  expect(errorOf(query)!.message).toContain("Fields are repeated too often");
});

test("mistakes are told, ten at most", () => {
  const read = createDocuments(schema).read(
    `{ session { ${Array.from({ length: 500 }, (_, at) => `no${at}`).join(" ")} } }`,
  );
  expect("errors" in read && read.errors.map(({ message }) => message).slice(-2)).toEqual([
    'Cannot query field "no9" on type "Session".',
    expect.stringContaining("error limit reached"),
  ]);
});

test("what tools and clients send passes", () => {
  const fragments = Array.from(
    { length: 40 },
    (_, at) => `fragment Part${at} on Video { __typename id title part${at}: status }`,
  );
  const parts = fragments.map((_, at) => `...Part${at}`).join(" ");
  expect(errorOf(`{ session { __typename id videos { ${parts} } } } ${fragments.join(" ")}`)).toBeNull();
  const introspection = { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true };
  expect(errorOf(getIntrospectionQuery({ ...introspection, directiveIsRepeatable: true }))).toBeNull();
  const steps = FIRST_STEPS.flatMap(({ operations }) => operations);
  expect(errorOf(steps.join("\n"))).toBeNull();
});

test("depth counts fields, not fragments, and says its limit", () => {
  const nested = (levels: number): string =>
    levels === 0 ? "id" : `... on Session { ${nested(levels - 1)} }`;
  expect(errorOf(`{ session { ${nested(30)} } }`)).toBeNull();
  const sources = "answers { edges { node { sources { video { transcript { text } } } } } }";
  expect(errorOf(`{ session { ...A } } fragment A on Session { ${sources} }`)).toBeNull();
  const deep = (levels: number): string => (levels === 0 ? "name" : `ofType { ${deep(levels - 1)} }`);
  expect(errorOf(`{ __type(name: "Video") { ${deep(12)} } }`)!.message).toContain("depth limit of 12");
});
