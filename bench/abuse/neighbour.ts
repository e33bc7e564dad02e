import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { WebSocket } from "ws";

/*
 * Another session than the one that abuses the server, in a process and with an address of its own. It does ordinary things
 * at their times, whether or not those before have been answered, and reports how long each took: a query, a search, an
 * ask until it is accepted, and how late each delta of an answer comes.
 */

export type Waits = {
  /** Milliseconds, of everything together. */
  all: number[];
  byKind: Record<string, number[]>;
  /** What was refused or failed, by code. */
  failed: Record<string, number>;
};

const EVERY_MS = 100;
const SEARCH_EVERY = 4;
const ASK_EVERY = 25;
const AT_ONCE = 40;
const TIMEOUT_MS = 30_000;

const [url, localAddress, seconds] = process.argv.slice(2) as [string, string, string];
const agent = new Agent({
  localAddress,
  connections: AT_ONCE,
  headersTimeout: TIMEOUT_MS,
  bodyTimeout: TIMEOUT_MS,
});
let token: string | undefined;
let waits: Waits = { all: [], byKind: {}, failed: {} };

// Replies have many shapes.
// oxlint-disable-next-line typescript/no-explicit-any
type Reply = { data?: any; errors?: { message: string; extensions?: { code: string } }[] };

async function execute(query: string, variables: object = {}): Promise<Reply> {
  const { body } = await request(url, {
    method: "POST",
    dispatcher: agent,
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return (await body.json()) as Reply;
}

function note(kind: string, ms: number) {
  waits.all.push(ms);
  (waits.byKind[kind] ??= []).push(ms);
}
const fail = (code: string) => void (waits.failed[code] = (waits.failed[code] ?? 0) + 1);

/** Does one thing, and notes how long it took, also where it failed. */
async function measure(kind: string, query: string, variables: object = {}): Promise<Reply | null> {
  const startedAt = performance.now();
  try {
    const reply = await execute(query, variables);
    note(kind, performance.now() - startedAt);
    const code = reply.errors?.[0]?.extensions?.code;
    if (code) fail(`${kind} ${code}`);
    return reply;
  } catch (error) {
    note(kind, performance.now() - startedAt);
    fail(`${kind} ${(error as { code?: string; name: string }).code ?? (error as Error).name}`);
    return null;
  }
}

let socket: WebSocket;
async function connect() {
  socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", { localAddress } as never);
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () =>
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })),
    );
    socket.on("close", (code) => fail(`socket closed ${code}`));
    socket.on("message", (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === "connection_ack") resolve();
      if (type === "ping") socket.send('{"type":"pong"}');
      // A joined delta has several stamps: the last was waited for the least, the first the longest.
      const stamp = /t(\d{13})/.exec(payload?.data?.answerEvents?.text ?? "");
      if (stamp) note("delta", Date.now() - Number(stamp[1]));
    });
  });
}

let asked = 0;
async function ask() {
  const question = `What is said of the tea and the water, time ${++asked}?`;
  const reply = await measure(
    "ask",
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question },
  );
  const id: string | undefined = reply?.data?.ask?.answer.id;
  if (!id || socket.readyState !== socket.OPEN) return;
  const query = "subscription ($id: ID!) { answerEvents(id: $id) { ... on AnswerDelta { text } } }";
  socket.send(
    JSON.stringify({ id: String(asked), type: "subscribe", payload: { query, variables: { id } } }),
  );
}

async function prepare() {
  const opened = await execute("mutation { session { token } }");
  token = opened.data.session.token as string;
  const content = Array.from({ length: 60 }, (_, at) => {
    const time = `${Math.floor(at / 6)}:${String((at % 6) * 10).padStart(2, "0")}`;
    return `${time} Tea number ${at} wants water of ${at + 40} degrees and some patience.`;
  }).join("\n");
  const input = { title: "Tea", format: "TEXT", content };
  await execute("mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }", {
    input,
  });
  for (let tries = 0; tries < 300; tries++) {
    const { data } = await execute("{ session { videos { status } } }");
    const { videos } = data.session;
    if (videos[0]!.status === "READY") break;
    await sleep(100);
  }
  await connect();
  await ask();
  await sleep(2000);
}

const open = new Set<Promise<unknown>>();
const beats = { running: false };

async function run() {
  for (let beat = 1; beats.running; beat++) {
    // One that is still open after all this time is noted when it ends.
    if (open.size < AT_ONCE) {
      const thing =
        beat % ASK_EVERY === 0
          ? ask()
          : beat % SEARCH_EVERY === 0
            ? measure("search", `{ search(query: "water of ${beat} degrees") { text } }`)
            : measure("query", "{ session { id videos { id status title } } }");
      const done = thing.finally(() => open.delete(done));
      open.add(done);
    } else fail("not begun");
    await sleep(EVERY_MS);
  }
}

process.on("message", async (what) => {
  if (what === "start") {
    waits = { all: [], byKind: {}, failed: {} };
    beats.running = true;
    void run();
    return;
  }
  beats.running = false;
  await Promise.race([Promise.allSettled(open), sleep(TIMEOUT_MS)]);
  process.send!(waits);
  process.exit(0);
});
setTimeout(() => process.exit(1), Number(seconds) * 1000).unref();
await prepare();
process.send!("ready");
