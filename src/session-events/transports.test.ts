import { afterAll, beforeAll, expect, test } from "vitest";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { eventually } from "../testing/eventually.ts";
import { hashToken } from "../sessions/tokens.ts";
import { countListeners } from "../testing/count-listeners.ts";
import { TRANSPORTS, type Result } from "../testing/isolation/transports.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const EVENTS = `subscription { sessionEvents {
  __typename
  ... on VideoUpdated { video { id status } }
  ... on SessionAnswerStarted { answer { id question } }
  ... on SessionAnswerEnded { answer { id status text } }
  ... on SessionAnswersDeleted { answerIds }
  ... on SessionExpiring { session { id expiresAt renewableUntil } }
  ... on SessionRenewed { session { id expiresAt } }
  ... on SessionExpired { sessionId }
  ... on SessionDeleted { sessionId }
} }`;

let server: TestServer;
let listeners: ReturnType<typeof countListeners>;
beforeAll(async () => {
  server = await startTestServer({
    dependencies: { embedding: createFakeEmbedding() },
    env: { SESSION_RENEW: "on-use" },
  });
  listeners = countListeners(server.services);
});
afterAll(async () => {
  await eventually(() => listeners.topics.length === 0);
  await server.close();
  await server.database.drop();
});

const namesOf = (results: Result[]) =>
  results.map(({ data }) => (data as { sessionEvents: { __typename: string } }).sessionEvents.__typename);
const lastOf = (results: Result[]) => results.at(-1)?.data?.["sessionEvents"];

/** What a transport gives of a session's events until it completes by itself. */
function readAll(transport: string, token: string, { url }: TestServer = server) {
  const seen = new Set<string>();
  const ended = TRANSPORTS.subscription[transport]!({ url, query: EVENTS, token }, (result) => {
    seen.add(JSON.stringify(result));
    return false;
  });
  return { ended, has: (name: string) => [...seen].some((text) => text.includes(`"${name}"`)) };
}

test.each(Object.keys(TRANSPORTS.subscription))(
  "over %s two tabs are told the same, and complete after the session was deleted",
  async (transport) => {
    const token = await server.openSession();
    const videoId = await addReadyTranscript(server, token);
    const tabs = [readAll(transport, token), readAll(transport, token)];
    for (const tab of tabs) await eventually(() => tab.has("VideoUpdated"));
    const answerId = await ask(server, token, "How hot is the water for green tea?");
    for (const tab of tabs) await eventually(() => tab.has("SessionAnswerEnded"));
    const deleted = await server.request("mutation { clearAnswers { answerIds } }", {}, token);
    expect(deleted.clearAnswers.answerIds).toEqual([answerId]);
    for (const tab of tabs) await eventually(() => tab.has("SessionAnswersDeleted"));
    const { endSession } = await server.request("mutation { endSession { sessionId } }", {}, token);
    for (const results of await Promise.all(tabs.map((tab) => tab.ended))) {
      expect(results.filter(({ errors }) => errors)).toEqual([]);
      expect(namesOf(results)).toEqual([
        "VideoUpdated",
        "SessionAnswerStarted",
        "SessionAnswerEnded",
        "SessionAnswersDeleted",
        "SessionDeleted",
      ]);
      expect(results[0]!.data).toMatchObject({ sessionEvents: { video: { id: videoId, status: "READY" } } });
      expect(lastOf(results)).toEqual({ __typename: "SessionDeleted", sessionId: endSession.sessionId });
    }
  },
);

test("over every transport a session that expires says so last, without an error", async () => {
  const brief = await startTestServer({
    dependencies: { embedding: createFakeEmbedding() },
    env: { SESSION_RENEW: "on-use", SESSION_EXPIRE_MINUTES: "0.05" },
  });
  const token = await brief.openSession();
  const { session } = await brief.request("{ session { id } }", {}, token);
  const reading = Object.keys(TRANSPORTS.subscription).map((transport) => readAll(transport, token, brief));
  for (const results of await Promise.all(reading.map((tab) => tab.ended))) {
    expect(results.filter(({ errors }) => errors)).toEqual([]);
    expect(namesOf(results)).toContain("SessionExpiring");
    expect(lastOf(results)).toEqual({ __typename: "SessionExpired", sessionId: session.id });
  }
  expect(await brief.errorCode("{ session { id } }", {}, token)).toBe("SESSION_EXPIRED");
});

test("what one tab does is a use of the session that all of them are told of", async () => {
  const token = await server.openSession();
  const tabs = Object.keys(TRANSPORTS.subscription).map((transport) => readAll(transport, token));
  // Each is told of this one once it listens.
  await addReadyTranscript(server, token);
  for (const tab of tabs) await eventually(() => tab.has("VideoUpdated"));
  // As if it had not been used for ten minutes.
  const unused = "update sessions set expires_at = now() + interval '5 minutes' where token_hash = ?";
  await server.services.database.fork().execute(unused, [hashToken(token)]);
  const { session } = await server.request(
    "{ session { id expiresAt renewableUntil createdAt } }",
    {},
    token,
  );
  expect(Date.parse(session.renewableUntil) - Date.parse(session.createdAt)).toBe(86_400_000);
  for (const tab of tabs) await eventually(() => tab.has("SessionRenewed"));
  await server.request("mutation { endSession { sessionId } }", {}, token);
  for (const results of await Promise.all(tabs.map((tab) => tab.ended))) {
    const renewed = results[namesOf(results).indexOf("SessionRenewed")]!.data;
    expect(renewed).toEqual({
      sessionEvents: {
        __typename: "SessionRenewed",
        session: { id: session.id, expiresAt: session.expiresAt },
      },
    });
  }
});
