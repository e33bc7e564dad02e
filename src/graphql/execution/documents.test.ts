import { expect, test } from "vitest";
import { createSchema } from "../schema.ts";
import { createDocuments, MAX_DOCUMENT_BYTES } from "./documents.ts";

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

test("what is kept is bound by bytes, however many documents come", () => {
  const documents = createDocuments(schema);
  for (let index = 0; index < 1000; index++) {
    documents.read(`{ session { id } video(id: "${String(index).padEnd(90_000, "x")}") { id } }`);
  }
  expect(documents.bytes).toBeGreaterThan(MB);
  expect(documents.bytes).toBeLessThanOrEqual(16 * MB);
});

test("documents that are not valid are not kept", () => {
  const documents = createDocuments(schema);
  expect(documents.read("{ nothing }")).toMatchObject({ errors: [{}] });
  expect(documents.bytes).toBe(0);
});

test("what Apollo Server has validated is not parsed again, and the other way round", async () => {
  const documents = createDocuments(schema);
  const read = documents.read("{ session { id } }");
  const [key] = [documents.keys().next().value!];
  expect(await documents.store.get(`prefix:${key}`)).toBe("document" in read && read.document);
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
