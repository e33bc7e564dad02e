import { serverAudits } from "graphql-http";
import { beforeAll, describe, expect, test } from "vitest";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

/** A GET needs a header that a page of another site cannot send unasked: Apollo Server's protection against those. */
const NOT_OFFERED = new Set(["5A70", "D6D5", "6A70"]);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

describe("GraphQL over HTTP", () => {
  for (const { id, name, fn } of serverAudits({ url: () => server.url })) {
    test(`${id}: ${name}`, async () => {
      expect(await fn()).toMatchObject({ status: NOT_OFFERED.has(id) ? "notice" : "ok" });
    });
  }

  test("a GET with the header that the protection asks for is answered", async () => {
    const response = await fetch(`${server.url}?query=${encodeURIComponent("{ __typename }")}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect(await response.json()).toEqual({ data: { __typename: "Query" } });
  });
});
