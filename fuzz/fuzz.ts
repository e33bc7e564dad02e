import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import type { YouTubeServer } from "../src/testing/youtube/youtube-server.ts";
import type { Entrance } from "./entrances/entrance.ts";
import { graphqlEntrances } from "./entrances/graphql.ts";
import { httpEntrances } from "./entrances/http.ts";
import { webSocketEntrances } from "./entrances/websocket.ts";
import type { FuzzedServer } from "./server.ts";
import { execute, Finding, request, type World } from "./world.ts";

export const ENTRANCES: Entrance[] = [...graphqlEntrances, ...httpEntrances, ...webSocketEntrances];

const AT_ONCE = 6;
/** So many cases share a session: what they have added goes with it. */
const CASES_PER_SESSION = 250;
const SETTLE_LIMIT_MS = 120_000;
/** Memory is measured from here on: by then every cache has been used. */
const WARM_UP_SHARE = 0.4;
const MAX_HEAP_GROWTH = 48 * 1024 * 1024;

export type Run = {
  seed: number;
  cases: number;
  /** Only this case, by its number. */
  only?: number | undefined;
  entrances: Entrance[];
  server: FuzzedServer;
  youtube: YouTubeServer;
  say(text: string): void;
};
export type Found = { number: number; entrance: string; problem: string; sent: string };

/** The entrance of a case, and what is sent: the same for the same seed and number. */
export function caseOf({ seed, entrances }: Pick<Run, "seed" | "entrances">, number: number) {
  const total = entrances.reduce((sum, { weight }) => sum + weight, 0);
  // Spreads consecutive numbers over all entrances.
  let place = Math.imul(number + 1, 2654435761) >>> 0;
  place %= total;
  const entrance = entrances.find(({ weight }) => (place -= weight) < 0)!;
  const [sent] = fc.sample(entrance.cases, { seed: (seed + Math.imul(number, 0x9e3779b1)) | 0, numRuns: 1 });
  return { entrance, sent };
}

/** Sends all cases, a few at once. Resolves to what was found. */
export async function fuzz(run: Run): Promise<Found[]> {
  const { server, cases, only, say } = run;
  const found: Found[] = [];
  const numbers = only === undefined ? Array.from({ length: cases }, (_, number) => number) : [only];
  let warm: { heap: number; rss: number } | null = null;
  for (let at = 0; at < numbers.length && !server.isOver; at += CASES_PER_SESSION) {
    const world = await openWorld(run);
    const group = numbers.slice(at, at + CASES_PER_SESSION);
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let number = group.shift(); number !== undefined && !server.isOver; number = group.shift()) {
        const problem = await tryCase(run, number, world);
        if (problem) found.push(problem);
      }
    });
    await Promise.all(lanes);
    for (const problem of await settle(world).catch((error: unknown) => [String(error)])) {
      found.push({
        number: at,
        entrance: `of cases ${at} to ${at + CASES_PER_SESSION - 1}`,
        problem,
        sent: "",
      });
    }
    const done = Math.min(at + CASES_PER_SESSION, numbers.length);
    if (!server.isOver && !warm && done >= numbers.length * WARM_UP_SHARE) warm = await server.memory();
    say(`${done} of ${numbers.length} cases, ${found.length} found`);
    if (found.length >= 20) break;
  }
  if (server.isOver) {
    found.push({
      number: -1,
      entrance: "server",
      problem: `The server ended: ${server.takeErrors().join("\n")}`,
      sent: "",
    });
    return found;
  }
  const last = await server.memory();
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  say(
    `heap ${mb(warm?.heap ?? last.heap)} after warm-up, ${mb(last.heap)} at the end; resident ${mb(last.rss)}`,
  );
  if (warm && last.heap - warm.heap > MAX_HEAP_GROWTH) {
    const problem = `The heap grew from ${mb(warm.heap)} to ${mb(last.heap)}`;
    found.push({ number: -1, entrance: "memory", problem, sent: "" });
  }
  return found;
}

async function tryCase(run: Run, number: number, world: World): Promise<Found | null> {
  const { entrance, sent } = caseOf(run, number);
  let problem: string | null = null;
  try {
    await entrance.run(sent, world);
  } catch (error) {
    problem =
      error instanceof Finding ? error.message : `The case itself failed: ${String((error as Error).stack)}`;
  }
  const errors = run.server.takeErrors();
  if (errors.length > 0) problem = `${problem ?? "Logged"}: ${errors.join("\n").slice(0, 3000)}`;
  return problem === null
    ? null
    : { number, entrance: entrance.name, problem, sent: fc.stringify(sent).slice(0, 4000) };
}

/** A session with a transcript that can be asked about, and an answer. */
async function openWorld({ server: { url }, youtube }: Run): Promise<World> {
  const none = { url, token: "none" };
  const { session } = await request<{ session: { token: string } }>(none, "mutation { session { token } }");
  const own = { url, token: session.token };
  const content =
    "0:00 Green tea wants water of eighty degrees.\n0:08 Black tea wants it boiling.\n0:15 Compare the pots.";
  const input = { title: "Tea", format: "TEXT", content };
  const added = await request<{ addTranscript: { video: { id: string } } }>(
    own,
    "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
    { input },
  );
  const asked = await request<{ ask: { answer: { id: string } } }>(
    own,
    `mutation { ask(question: "How hot is tea?") { answer { id } } }`,
  );
  const answerId = asked.ask.answer.id;
  const events = await execute(
    own,
    "subscription ($id: ID!) { answerEvents(id: $id) { cursor } }",
    { id: answerId },
    { accept: "text/event-stream" },
  );
  const cursor = [...events.text.matchAll(/"cursor":"([^"]+)"/g)].at(-1)?.[1] ?? "none";
  return { url, youtube, token: session.token, videoId: added.addTranscript.video.id, answerId, cursor };
}

type Held = {
  session: {
    videos: {
      id: string;
      title: string;
      status: string;
      failure: { code: string; message: string } | null;
    }[];
    answers: {
      edges: {
        node: { question: string; status: string; failure: { code: string; message: string } | null };
      }[];
    };
  };
};

/** Waits until nothing of the session is under way, and ends it. Resolves to what failed by a fault of the server's. */
async function settle(world: World): Promise<string[]> {
  const limit = Date.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const { session } = await request<Held>(
      world,
      "{ session { videos { id title status failure { code message retryAt } } answers(last: 200) { edges { node { question status failure { code message } } } } } }",
    );
    const answers = session.answers.edges.map(({ node }) => node);
    const all = [...session.videos, ...answers];
    const isUnderWay = all.some(
      ({ status, failure }) => !failure && ["QUEUED", "FETCHING", "EMBEDDING", "RUNNING"].includes(status),
    );
    if (isUnderWay && Date.now() < limit) {
      await sleep(200);
      continue;
    }
    const problems = all
      .filter(({ failure }) => failure && ["INTERNAL", "EMBEDDING_FAILED"].includes(failure.code))
      .map((failed) => JSON.stringify(failed).slice(0, 1000));
    if (isUnderWay)
      problems.push(
        `Not over after ${SETTLE_LIMIT_MS} ms: ${JSON.stringify(all.filter(({ status, failure }) => !failure && !["READY", "COMPLETED", "FAILED"].includes(status))).slice(0, 500)}`,
      );
    await request(world, "mutation { endSession { sessionId } }");
    return problems;
  }
}
