import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { ask, connect, type AnswerSocket } from "../client.ts";
import { clock, createTokenReader, TOKENS_PER_CITATION, type ReadToken } from "../tokens.ts";

/** The time over which the beginnings of answers are spread. */
const SPREAD_MS = 2000;
const MODEL_FIRST_MS = 50;
const LATE_MS = 15_000;

export type ReadOptions = {
  kind: "raw" | "peer" | "video-rag";
  askUrl: string;
  readUrls: string[];
  /** The sessions' tokens, one for each answer. */
  sessions: string[];
  answers: number;
  tokens: number;
  /** Between two cuts of a random socket, in milliseconds. */
  cutEveryMs?: number;
};

export type Readings = Awaited<ReturnType<typeof readAnswers>>;

/** Asks for all answers together, reads each to its end, and counts lost, repeated and late tokens. */
export async function readAnswers(options: ReadOptions) {
  const { answers, tokens } = options;
  const readers = await Promise.all(
    Array.from({ length: answers }, (_, index) => createReader(options, index)),
  );
  let cuts = 0;
  let allAskedAt = 0;
  let firstEndAt = Infinity;
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
      await reader.read(() => (allAskedAt = clock()));
      firstEndAt = Math.min(firstEndAt, clock());
    }),
  );
  const limit = new AbortController();
  const late = sleep(SPREAD_MS + tokens * 20 + LATE_MS, undefined, { signal: limit.signal }).catch(() => {});
  await Promise.race([reading, late]);
  limit.abort();
  clearInterval(cutting);
  for (const reader of readers) reader.end();

  const counts = readers.map((reader) => reader.tokens.counts(tokens));
  const tokensRead = readers.flatMap((reader) => reader.tokens.tokens);
  const delays = (of: ReadToken[]) => of.map((token) => token.delayMs).toSorted((a, b) => a - b);
  const streaming = delays(tokensRead.filter((token) => token.at > allAskedAt));
  const all = delays(tokensRead);
  const sum = (name: "lost" | "repeated" | "outOfOrder") =>
    counts.reduce((total, one) => total + one[name], 0);
  const citations = readers.reduce((total, reader) => total + reader.counts.citations, 0);
  return {
    /** The time by `clock()` in which all answers stream: from some time after the last was asked for to the first end. */
    allStreaming: { from: allAskedAt + 5000, to: firstEndAt },
    lost: sum("lost"),
    repeated: sum("repeated"),
    outOfOrder: sum("outOfOrder"),
    /** The delays of the tokens that came after all were asked for, and of all tokens. */
    delayMs: { median: quantile(streaming, 0.5), p99: quantile(streaming, 0.99) },
    delayWithAskingMs: { median: quantile(all, 0.5), p99: quantile(all, 0.99) },
    messages: readers.reduce((total, reader) => total + reader.counts.messages, 0),
    citations,
    /** One for each answer, which marks the same passage over and over. */
    citationsExpected: tokens < TOKENS_PER_CITATION ? 0 : answers,
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

  async function read(asked: () => void) {
    isReading = true;
    await (options.kind === "raw" ? readRaw(asked) : readGraphQL(asked));
    isReading = false;
  }

  function readRaw(asked: () => void) {
    const { socket } = connection;
    socket.on("message", (data) => {
      counts.messages++;
      tokens.add(String(data));
    });
    socket.send(question);
    asked();
    return new Promise<void>((resolve) => socket.once("close", () => resolve()));
  }

  async function readGraphQL(asked: () => void) {
    const id = await ask(options.askUrl, question, session);
    asked();
    let after: string | undefined;
    for (;;) {
      if (await follow(connection as AnswerSocket)) return;
      connection = await open();
    }
    /** true: to the end; false: the socket was cut. */
    function follow({ socket, subscribe }: AnswerSocket) {
      return new Promise<boolean>((resolve) => {
        // Cut while the answer was asked for.
        if (socket.readyState !== socket.OPEN) return resolve(false);
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

const quantile = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;

async function connectRaw(url: string) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { socket };
}
