import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { embeddingsReply, type EmbeddingsRequest } from "../../src/testing/openai/openai-embeddings-reply.ts";
import { request } from "../stream/client.ts";
import { openSessions } from "../stream/sessions.ts";
import type { OtherFault } from "./fault.ts";
import { startReplica } from "./replica.ts";

const MODELS = ["text-embedding-3-small", "text-embedding-3-large"] as const;
const SESSIONS = 6;
/** About 600 sentences a session. */
const MINUTES = 60;
const LOOK_MS = 30_000;
const SEARCH_EVERY_MS = 500;

/** A stand-in for a provider with several embedding models, which counts the texts that each embeds. */
async function startProvider() {
  const texts = new Map<string, number>();
  const server = createServer((incoming, response) => void reply(incoming, response)).listen(0, "127.0.0.1");
  async function reply(incoming: IncomingMessage, response: ServerResponse) {
    const body = (await json(incoming)) as EmbeddingsRequest;
    texts.set(body.model, (texts.get(body.model) ?? 0) + [body.input].flat().length);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(embeddingsReply(body, {})));
  }
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    texts,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Searches of every session at each replica in turn, for a while. */
async function search(urls: string[], tokens: string[]) {
  const counts = { searches: 0, failed: 0, empty: 0 };
  const until = performance.now() + LOOK_MS;
  while (performance.now() < until) {
    const url = urls[counts.searches % urls.length]!;
    const token = tokens[counts.searches % tokens.length]!;
    const query = `{ search(query: "Why is the pot warmed first?") { startMs } }`;
    const found = await request(url, query, {}, token).catch(() => null);
    counts.searches++;
    if (!found) counts.failed++;
    else if (found.search.length === 0) counts.empty++;
    await sleep(SEARCH_EVERY_MS);
  }
  return counts;
}

export const embeddingModels: OtherFault = {
  name: "models",
  title: "two replicas with different embedding models, for 30 s",
  async measure({ checkout, databaseUrl }) {
    const provider = await startProvider();
    const start = (model: string) =>
      startReplica(checkout, databaseUrl, provider.url, { OPENAI_EMBEDDING_MODEL: model });
    const one = await start(MODELS[0]);
    try {
      const tokens = await openSessions(one.url, SESSIONS, { minutes: MINUTES });
      provider.texts.clear();
      const other = await start(MODELS[1]);
      try {
        const { searches, failed, empty } = await search([one.url, other.url], tokens);
        const embedded = MODELS.map((model) => `${provider.texts.get(model) ?? 0} texts by ${model}`);
        return `${embedded.join(", ")}; of ${searches} searches ${failed} failed, ${empty} found nothing`;
      } finally {
        await other.stop("SIGKILL");
      }
    } finally {
      await one.stop("SIGKILL");
      provider.close();
    }
  },
};
