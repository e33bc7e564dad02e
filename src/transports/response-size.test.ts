import { beforeAll, describe, expect, test } from "vitest";
import { codeOverSocket } from "../testing/client/error-codes.ts";
import { addReadyTranscript } from "../testing/client/sample-session.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { openStream } from "../testing/network/http-stream.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const LINES = 12_000;

let server: TestServer;
let token: string;
let id: string;

beforeAll(async () => {
  server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
  token = await server.openSession();
  const content = Array.from(
    { length: LINES },
    (_, at) =>
      `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")} line ${at} ${"of words ".repeat(10)}`,
  ).join("\n");
  id = await addReadyTranscript(server, token, { title: "Long", format: "TEXT", content });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const transcripts = (count: number) =>
  Array.from({ length: count }, (_, at) => `v${at}: video(id: "${id}") { transcript { text startMs } }`).join(
    " ",
  );
const one = () => `{ ${transcripts(1)} }`;
const four = () => `{ ${transcripts(4)} }`;

const read = async (accept: string, query: string) => {
  const stream = await openStream(server.url, { query, token, headers: { accept } });
  await stream.ended;
  return stream.text;
};

describe("a response", () => {
  test("below 4 MB comes as a whole, in the transcript's order", async () => {
    const { v0 } = await server.request(one(), {}, token);
    expect(v0.transcript).toHaveLength(LINES);
    expect(v0.transcript.at(-1).text).toContain(`line ${LINES - 1} of words`);
  });

  test.each(["application/json", "text/event-stream", "multipart/mixed;subscriptionSpec=1.0"])(
    "above 4 MB is an error in its place: %s",
    async (accept) => {
      const text = await read(accept, four());
      expect(text).toContain('"code":"RESPONSE_TOO_LARGE"');
      expect(text).toContain("ask for less");
      expect(text.length).toBeLessThan(1000);
    },
  );

  test("above 4 MB is an error in its place: WebSocket", async () => {
    expect(await codeOverSocket(server.webSocketClient(token), four())).toBe("RESPONSE_TOO_LARGE");
    expect(await codeOverSocket(server.webSocketClient(token), one())).toBe("no error");
  });

  test("is measured by what is selected of it, whatever its aliases and fragments", async () => {
    const selected = (what: string) => `{ ${transcripts(4).replaceAll("text startMs", what)} }`;
    expect(await server.execute(selected("startMs"), {}, token)).not.toHaveProperty("errors");
    expect(await server.errorCode(selected("... { a: text }"), {}, token)).toBe("RESPONSE_TOO_LARGE");
  });
});
