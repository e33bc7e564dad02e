import { ask, connect, request, type AnswerSocket } from "../stream/client.ts";
import { createSpeaker } from "./speech.ts";

export type AskTimes = { firstTextMs: number; endMs: number };

/** Opens a session with READY talks of so many minutes. */
export async function openTalks(url: string, videos: number, minutes: number) {
  const { token, session } = (await request(url, "mutation { session { token session { id } } }")).session;
  for (let video = 1; video <= videos; video++) {
    const input = createSpeaker(video).talk(`Talk ${video}`, minutes);
    const add = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
    await request(url, add, { input }, token);
  }
  for (;;) {
    const { videos: added } = (await request(url, "{ session { videos { status } } }", {}, token)).session;
    if (added.every(({ status }: { status: string }) => status === "READY")) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { token: token as string, sessionId: session.id as string };
}

export type Session = Awaited<ReturnType<typeof openTalks>>;

/** Milliseconds of each of so many searches through GraphQL, `atOnce` at a time. */
export async function timeSearches(options: LoadOptions): Promise<number[]> {
  const query = `query ($query: String!) { search(query: $query) { score startMs endMs text url passage { id } } }`;
  return inLanes(options, async () => async (question) => {
    const startedAt = performance.now();
    await request(options.url, query, { query: question }, options.token);
    return performance.now() - startedAt;
  });
}

/** The times of so many answers, `atOnce` at a time, each lane with a socket that is open before. */
export async function timeAnswers(options: LoadOptions): Promise<AskTimes[]> {
  const { url, token } = options;
  const sockets: AnswerSocket[] = [];
  const times = await inLanes(options, async () => {
    const connected = await connect(url, token);
    sockets.push(connected);
    return async (question) => {
      const startedAt = performance.now();
      let firstTextMs = Number.NaN;
      const id = await ask(url, question, token);
      await new Promise<void>((resolve, reject) => {
        connected.subscribe({ id }, (event) => {
          if (event === null) return resolve();
          if (event.__typename === "AnswerFailed") reject(new Error("An answer failed"));
          if (event.__typename !== "AnswerDelta" || !Number.isNaN(firstTextMs)) return;
          firstTextMs = performance.now() - startedAt;
        });
      });
      return { firstTextMs, endMs: performance.now() - startedAt };
    };
  });
  for (const { socket } of sockets) {
    // Closing is no error here.
    socket.removeAllListeners("close");
    socket.close();
  }
  return times;
}

export type LoadOptions = {
  url: string;
  token: string;
  count: number;
  atOnce: number;
  seed: number;
  /** Asked each time; by default, questions are made up. */
  question?: string;
};

async function inLanes<Result>(
  { count, atOnce, seed, question: asked }: LoadOptions,
  openLane: () => Promise<(question: string) => Promise<Result>>,
): Promise<Result[]> {
  const { question } = asked === undefined ? createSpeaker(seed) : { question: () => asked };
  const questions = Array.from({ length: count }, question);
  const results: Result[] = [];
  const lanes = await Promise.all(Array.from({ length: atOnce }, openLane));
  await Promise.all(
    lanes.map(async (run) => {
      for (let next = questions.pop(); next !== undefined; next = questions.pop()) {
        results.push(await run(next));
      }
    }),
  );
  return results;
}
