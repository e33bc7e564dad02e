import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { ask, connect, type AnswerSocket } from "../client.ts";
import { createTokenReader, TOKENS_PER_CITATION } from "../tokens.ts";

/** The answers begin within this time: each has its own place in it. */
const SPREAD_MS = 2000;
const MODEL_FIRST_MS = 50;
const LATE_MS = 15_000;

export type ReadOptions = {
  kind: "raw" | "peer" | "video-rag";
  askUrl: string;
  readUrls: string[];
  /** One a session; as many as answers. */
  sessions: string[];
  answers: number;
  tokens: number;
  /** Cuts a random socket each so many milliseconds. */
  cutEveryMs?: number;
};

export type Readings = Awaited<ReturnType<typeof readAnswers>>;

/** Has the answers written all at once, reads each to its end, and says what became of the tokens. */
export async function readAnswers(options: ReadOptions) {
  const { answers, tokens } = options;
  const readers = await Promise.all(
    Array.from({ length: answers }, (_, index) => createReader(options, index)),
  );
  let cuts = 0;
  const cutting = setInterval(
    () => {
      const open = readers.filter((reader) => reader.isReading());
      if (open.length === 0) return;
      open[Math.floor(Math.random() * open.length)]!.cut();
      cuts++;
    },
    options.cutEveryMs ?? 2 ** 31 - 1,
  );
  const reading = Promise.all(
    readers.map(async (reader, index) => {
      await sleep((SPREAD_MS / answers) * index);
      await reader.read();
    }),
  );
  const limit = new AbortController();
  const late = sleep(SPREAD_MS + tokens * 20 + LATE_MS, undefined, { signal: limit.signal }).catch(() => {});
  await Promise.race([reading, late]);
  limit.abort();
  clearInterval(cutting);
  for (const reader of readers) reader.end();

  const counts = readers.map((reader) => reader.tokens.counts(tokens));
  const delays = readers.flatMap((reader) => reader.tokens.delaysMs).toSorted((a, b) => a - b);
  const sum = (name: "lost" | "repeated" | "outOfOrder") => counts.reduce((all, one) => all + one[name], 0);
  const citations = readers.reduce((all, reader) => all + reader.counts.citations, 0);
  return {
    lost: sum("lost"),
    repeated: sum("repeated"),
    outOfOrder: sum("outOfOrder"),
    delayMedianMs: delays[Math.floor(delays.length * 0.5)] ?? NaN,
    delayP99Ms: delays[Math.floor(delays.length * 0.99)] ?? NaN,
    messages: readers.reduce((all, reader) => all + reader.counts.messages, 0),
    citations,
    citationsExpected: answers * Math.floor(tokens / TOKENS_PER_CITATION),
    cuts,
  };
}

async function createReader(options: ReadOptions, index: number) {
  const tokens = createTokenReader();
  const counts = { messages: 0, citations: 0 };
  const question = `How is the pot warmed? tokens=${options.tokens} first=${MODEL_FIRST_MS}`;
  const url = options.readUrls[index % options.readUrls.length]!;
  const session = options.sessions[index];
  let isReading = false;
  const open = () => (options.kind === "raw" ? connectRaw(url) : connect(url, session));
  let connection = await open();

  async function read() {
    isReading = true;
    await (options.kind === "raw" ? readRaw() : readGraphQL());
    isReading = false;
  }

  function readRaw() {
    const { socket } = connection;
    socket.on("message", (data) => {
      counts.messages++;
      tokens.add(String(data));
    });
    socket.send(question);
    return new Promise<void>((resolve) => socket.once("close", () => resolve()));
  }

  async function readGraphQL() {
    const id = await ask(options.askUrl, question, session);
    let after: string | undefined;
    for (;;) {
      if (await follow(connection as AnswerSocket)) return;
      connection = await open();
    }
    /** true: to the end; false: the socket was cut. */
    function follow({ socket, subscribe }: AnswerSocket) {
      return new Promise<boolean>((resolve) => {
        socket.once("close", () => resolve(false));
        const end = subscribe({ id, after }, (event) => {
          if (event === null) return resolve(true);
          counts.messages++;
          after = event.cursor;
          if (event.__typename === "AnswerDelta") tokens.add(event.text!);
          if (event.__typename === "AnswerCitation") counts.citations++;
          // A PubSub knows no end.
          if (event.__typename === "AnswerCompleted" && options.kind === "peer") {
            end();
            resolve(true);
          }
        });
      });
    }
  }

  return {
    tokens,
    counts,
    read,
    isReading: () => isReading,
    cut: () => connection.socket.terminate(),
    end: () => connection.socket.terminate(),
  };
}

async function connectRaw(url: string) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { socket };
}
