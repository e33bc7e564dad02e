import { getIntrospectionQuery, parse } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../schema.ts";
import { checkCost, MAX_COST } from "./cost.ts";

const schema = createSchema();
const check = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  checkCost({ schema, document: parse(query), variables, operationName });
const costOf = (query: string, variables?: Record<string, unknown>) => {
  const message = check(query, variables)?.message ?? "";
  return Number(/some (\d+) fields/.exec(message)?.[1] ?? 0);
};

const PAGE = `
  query Page($last: Int = 20) {
    server { version limits { videosPerSession questionChars } }
    session { ...Session }
  }
  fragment Session on Session {
    id expiresAt
    videos { ...Video }
    answers(last: $last) { edges { cursor node { ...Answer } } pageInfo { hasPreviousPage startCursor } }
  }
  fragment Video on Video {
    id youtubeId url title author thumbnailUrl durationMs language track status progress passageCount addedAt
    failure { code message retryAt remedy availableLanguages }
  }
  fragment Answer on Answer {
    id question status text grounded wordsOnly model createdAt finishedAt
    failure { code message retryable }
    citations { ...Citation }
  }
  fragment Citation on Citation { number startMs endMs quote url videoTitle video { id title } }`;

test("an ordinary page is well inside, and so is introspection", () => {
  expect(check(PAGE)).toBeNull();
  expect(check(PAGE, { last: 100 })).toBeNull();
  expect(check(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }))).toBeNull();
});

test("names the cost and the limit, as a mistake of the document", () => {
  const error = check(
    PAGE.replace("$last: Int = 20", "$last: Int = 200").replace(
      "text",
      "text sources { video { ...Video } }",
    ),
  )!;
  expect(error.message).toContain(`at most ${MAX_COST} are allowed`);
  expect(error.message).toMatch(/some \d+ fields/);
  expect(error.extensions["code"]).toBe("GRAPHQL_VALIDATION_FAILED");
});

test("counts the same for literals, variables, defaults, aliases and fragments", () => {
  const rest = "{ edges { node { sources { video { transcript { text } } } } } }";
  const literal = costOf(`{ session { answers(last: 50) ${rest} } }`);
  expect(literal).toBeGreaterThan(50 * 8 * 500);
  expect(costOf(`query ($n: Int) { session { answers(last: $n) ${rest} } }`, { n: 50 })).toBe(literal);
  expect(costOf(`query ($n: Int = 50) { session { answers(last: $n) ${rest} } }`)).toBe(literal);
  expect(costOf(`{ session { answers ${rest} } }`)).toBe(literal);
  expect(costOf(`{ session { answers(last: null) ${rest} } }`)).toBe(literal);
  expect(costOf(`{ session { all: answers ${rest} } }`)).toBe(literal);
  expect(
    costOf(`{ session { ...A } } fragment A on Session { answers { ... { edges { node { ...B } } } } }
    fragment B on Answer { sources { video { transcript { text } } } }`),
  ).toBe(literal);
  expect(costOf(`{ session { a: answers ${rest} b: answers ${rest} } }`)).toBe(2 * literal - 1);
});

test("counts what is selected in lists that take no argument, and in introspection", () => {
  const aliases = (field: string, count: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(" ");
  expect(check(`{ session { videos { ${aliases("title", 10)} } } }`)).toBeNull();
  expect(check(`{ session { videos { ${aliases("transcript { text }", 4)} } } }`)).not.toBeNull();
  expect(
    check(`{ __schema { ${aliases("types { fields { name type { name } args { name } } }", 50)} } }`),
  ).not.toBeNull();
});

test("pages out of bounds lower nothing, and are left to who tells their bounds", () => {
  const page = (last: number) => `{ session { answers(last: ${last}) { edges { node { id } } } } }`;
  expect(check(page(2_147_483_647))).toBeNull();
  const expensive = `session { videos { transcript { text startMs endMs } } }`;
  expect(
    check(`{ ${expensive} a: session { answers(last: -2147483648) { edges { node { id text } } } } }`),
  ).not.toBeNull();
});

test("many URLs are as many results", () => {
  const add = `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { url video { id title status } } } }`;
  expect(check(add, { urls: Array(1000).fill("x") })).toBeNull();
  const large = add.replace("title", Array.from({ length: 60 }, (_, index) => `t${index}: title`).join(" "));
  expect(check(large, { urls: Array(10).fill("x") })).toBeNull();
  expect(check(large, { urls: Array(1000).fill("x") })).not.toBeNull();
});

test("only the operation that runs is counted, and fragments that unfold without end are refused", () => {
  const both = `query A { session { id } } query B { session { answers { edges { node { sources { video { transcript { text } } } } } } } }`;
  expect(check(both, {}, "A")).toBeNull();
  expect(check(both, {}, "B")).not.toBeNull();
  const doubling = Array.from(
    { length: 30 },
    (_, index) => `fragment F${index} on Session { ...F${index + 1} ... { ...F${index + 1} } }`,
  );
  expect(check(`{ session { ...F0 } } ${doubling.join(" ")} fragment F30 on Session { id }`)).not.toBeNull();
});
