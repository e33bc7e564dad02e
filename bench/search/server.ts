import pino from "pino";
import { parseConfig } from "../../src/config.ts";
import { startServer } from "../../src/server.ts";
import { createFakeEmbedding } from "../../src/testing/fakes/fake-embedding.ts";
import { sessionVideos } from "../session-videos.ts";
import { createSpeaker } from "./speech.ts";

/*
 * The server in a process of its own, without a model, whose vectors cost next to nothing: what is measured is the work
 * beside the encoder. Its parent may have it search, past GraphQL.
 */

/** The name and the size of the encoder that the server has by itself, so that it is weighed alike. */
const EMBEDDING = { name: "all-MiniLM-L6-v2", dimensions: 384 };

const config = parseConfig(process.env);
const { services, url } = await startServer(config, pino({ level: config.logLevel }), {
  dependencies: { embedding: createFakeEmbedding(EMBEDDING) },
});

export type SearchRun = { cpuMs: number; times: number[] };
type Command = { sessionId: string; searches: number; atOnce: number; seed: number };

async function search({ sessionId, searches, atOnce, seed }: Command): Promise<SearchRun> {
  const videos = await sessionVideos(services.database, sessionId);
  const { question } = createSpeaker(seed);
  const questions = Array.from({ length: searches }, question);
  const times: number[] = [];
  const before = process.cpuUsage();
  const lane = async () => {
    for (let query = questions.pop(); query !== undefined; query = questions.pop()) {
      const startedAt = performance.now();
      await services.search.search(videos, query, { first: 10 });
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000 / searches, times };
}

process.on("message", (command: Command) => {
  search(command).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.stdout.write(`${url} \n`);
