import { describe, expect, test } from "vitest";
import { acceptedStream, acceptsJson, prefersGraphQLResponse } from "./accept.ts";
import { eventStream, multipart } from "./stream-formats.ts";

describe("an Accept header", () => {
  test.each([
    ["text/event-stream", eventStream],
    ["TEXT/Event-Stream; charset=utf-8", eventStream],
    ["application/json;charset=UTF-8, text/event-stream;charset=UTF-8;q=0.5", eventStream],
    ["text/*", eventStream],
    ["application/json, text/event-stream;q=0.1", eventStream],
    ["text/event-stream, */*;q=0.1", eventStream],
    ["multipart/mixed;subscriptionSpec=1.0,application/json", multipart],
    ['multipart/mixed; boundary="graphql"; subscriptionSpec="1.0", application/json', multipart],
    ["multipart/mixed;boundary=-;subscriptionspec=1.0", multipart],
    ["text/event-stream;q=0.5, multipart/mixed;subscriptionSpec=1.0;q=0.9", multipart],
    ["text/event-stream;q=0.9, multipart/mixed;subscriptionSpec=1.0;q=0.5", eventStream],
    ["text/event-stream, multipart/mixed", eventStream],
    ["multipart/mixed", null],
    ["multipart/mixed;deferSpec=20220824,application/json", null],
    ["multipart/mixed;subscriptionSpec=1.0;q=0", null],
    ["text/event-stream;q=0", null],
    ["text/event-stream;q=0, text/*", null],
    ["*/*", null],
    ["text/html,application/xhtml+xml,*/*;q=0.8", null],
    ["", null],
    [";;, nonsense", null],
    [undefined, null],
  ])("of %s", (accept, format) => {
    expect(acceptedStream(accept)).toBe(format);
  });

  test.each([
    ["application/json", true],
    ["application/*;q=0.1", true],
    ["text/event-stream, application/json; charset=utf-8", true],
    ["application/graphql-response+json", true],
    [undefined, true],
    ["*/*", true],
    ["text/event-stream, */*;q=0", false],
    ["text/event-stream, application/json;q=0", false],
    ["text/event-stream, multipart/mixed", false],
  ])("of %s takes JSON: %s", (accept, takes) => {
    expect(acceptsJson(accept)).toBe(takes);
  });

  test.each([
    ["application/graphql-response+json, application/json;q=0.9", true],
    ["application/graphql-response+json; charset=utf-8, application/json;q=0.9", true],
    ["application/json, application/graphql-response+json;q=0", false],
    ["*/*", false],
    [undefined, false],
  ])("of %s prefers application/graphql-response+json: %s", (accept, prefers) => {
    expect(prefersGraphQLResponse(accept)).toBe(prefers);
  });
});
