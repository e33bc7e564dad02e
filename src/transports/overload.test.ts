import { WebSocket } from "ws";
import { expect, onTestFinished, test } from "vitest";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer } from "../testing/server/test-server.ts";

/** A server that works on one request at a time, and whose first search takes until `release` is called. */
async function startBusyServer() {
  const released = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const server = await startTestServer({
    env: { MAX_CONCURRENT_REQUESTS: "1", METRICS_PORT: "0" },
    limits: { admissionWaitMs: 20, admissionCountedMs: 60_000 },
    dependencies: { embedding: createFakeEmbedding() },
  });
  const token = await server.openSession();
  const list = server.services.videos.list;
  server.services.videos.list = async (session) => {
    begun.resolve();
    await released.promise;
    return list(session);
  };
  onTestFinished(() => released.resolve());
  const post = (path: string, body: string | FormData, headers: Record<string, string> = {}) =>
    fetch(new URL(path, server.url), {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  const query = (headers: Record<string, string> = {}) =>
    post("/graphql", JSON.stringify({ query: "{ session { videos { id } } }" }), {
      "content-type": "application/json",
      ...headers,
    });
  const busy = query();
  await begun.promise;
  return { server, token, post, query, busy, release: released.resolve };
}

test("a server that is busy refuses further work alike on every transport, and goes on afterwards", async () => {
  const { server, token, post, query, busy, release } = await startBusyServer();
  const refused = await query();
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await refused.json()).toMatchObject({
    errors: [{ extensions: { code: "UNAVAILABLE", retryAfterMs: 1000 } }],
  });

  await expect(query().then(({ status }) => status)).resolves.toBe(503);
  const stream = await post(
    "/graphql",
    JSON.stringify({ query: "subscription { videoEvents { __typename } }" }),
    {
      "content-type": "application/json",
      accept: "text/event-stream",
    },
  );
  expect(stream.status).toBe(503);

  await query();
  const form = new FormData();
  form.append("file", new Blob(["0:00 Green tea."]), "tea.txt");
  expect((await post("/transcripts", form)).status).toBe(503);

  await query();
  const socket = new WebSocket(server.url.replace("http", "ws"), "graphql-transport-ws");
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  socket.once("open", () =>
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })),
  );
  expect(await closed).toBe(1013);

  const metrics = await (await fetch(server.metricsUrl!)).text();
  expect(metrics).toMatch(/^video_rag_overload_refusals_total [1-9]/m);
  const ready = await fetch(new URL("/health/ready", server.url));
  expect(ready.status).toBe(200);
  release();
  expect((await busy).status).toBe(200);
  expect((await query()).status).toBe(200);
});
