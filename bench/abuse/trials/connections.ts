import { setTimeout as sleep } from "node:timers/promises";
import { talk, untilOver, wait, withSession, withTranscripts, type Trial } from "./trial.ts";

const EVENTS = "subscription { videoEvents { __typename } }";

export const connectionTrials: Trial[] = [
  {
    name: "subscribe-complete",
    title: "20,000 subscribe and complete on one socket",
    prepare: withTranscripts(() => [talk(200_000, 1)]),
    async run(attacker, { token }) {
      const socket = await attacker.socket(token, (text) =>
        attacker.count(/"type":"(\w+)"/.exec(text)?.[1] ?? "?"),
      );
      const payload = { query: `{ search(query: "tea and water", first: 50) { text passage { text } } }` };
      for (let at = 0; at < 20_000 && !attacker.until.aborted; at++) {
        if (socket?.readyState !== socket?.OPEN) break;
        socket?.send(JSON.stringify({ id: String(at), type: "subscribe", payload }));
        socket?.send(JSON.stringify({ id: String(at), type: "complete" }));
        if (at % 500 === 0) await sleep(1);
      }
      await untilOver(attacker);
    },
  },
  {
    name: "sockets",
    title: "1,000 sockets with a subscription each",
    prepare: withSession,
    run: async (attacker, { token }) => {
      await attacker.flood(1000, 50, async () => {
        const socket = await attacker.socket(token);
        socket?.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: EVENTS } }));
      });
      await wait(attacker, 2000);
    },
  },
  {
    name: "pings",
    title: "pings with large and nested payloads",
    async run(attacker) {
      const nested = `{"type":"ping","payload":{"a":${"[".repeat(60_000)}${"]".repeat(60_000)}}}`;
      const large = JSON.stringify({ type: "ping", payload: { a: "x".repeat(120_000) } });
      await attacker.flood(40, 10, async (index) => {
        const socket = await attacker.socket();
        if (!socket) return;
        for (let at = 0; at < 50 && socket.readyState === socket.OPEN; at++)
          socket.send(index % 4 === 0 ? nested : large);
        await wait(attacker, 500);
      });
    },
  },
  {
    name: "slow-bodies",
    title: "300 bodies that come a byte a second",
    async run(attacker) {
      const open = Array.from({ length: 300 }, () => {
        const socket = attacker.connection();
        socket.write(
          "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{",
        );
        return socket;
      });
      while (!attacker.until.aborted) {
        for (const socket of open) if (socket.writable) socket.write(" ");
        await wait(attacker, 1000);
      }
      attacker.count(`${open.filter((socket) => !socket.destroyed).length} still open`);
    },
  },
  {
    name: "slow-headers",
    title: "300 connections whose headers do not end",
    async run(attacker) {
      const open = Array.from({ length: 300 }, () => {
        const socket = attacker.connection();
        socket.write("GET /graphql HTTP/1.1\r\nhost: a\r\n");
        return socket;
      });
      for (let at = 0; !attacker.until.aborted; at++) {
        for (const socket of open) if (socket.writable) socket.write(`x-${at}: 1\r\n`);
        await wait(attacker, 1000);
      }
      attacker.count(`${open.filter((socket) => !socket.destroyed).length} still open`);
    },
  },
  {
    name: "unread-answers",
    title: "40 answers of megabytes that are not read",
    prepare: withTranscripts(() => [talk(1_990_000, 1)]),
    async run(attacker, { token, ids }) {
      const body = JSON.stringify({
        query: `{ ${Array.from({ length: 8 }, (_, at) => `a${at}: session { videos { transcript { startMs endMs text } } }`).join(" ")} }`,
      });
      const open = Array.from({ length: 40 }, (_, index) => {
        const socket = attacker.connection();
        socket.pause();
        const rest = `host: a\r\nauthorization: Bearer ${token}\r\n`;
        socket.write(
          index % 2 === 0
            ? `POST /graphql HTTP/1.1\r\n${rest}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
            : `GET /videos/${ids[0]}/transcript.vtt HTTP/1.1\r\n${rest}\r\n`,
        );
        return socket;
      });
      await untilOver(attacker);
      attacker.count(`${open.filter((socket) => !socket.destroyed).length} still open`);
    },
  },
  {
    name: "malformed",
    title: "3,000 requests that are no HTTP",
    run: (attacker) =>
      attacker.flood(3000, 50, async (index) => {
        const kinds = [
          "GET /graphql HTTP/1.1\r\n\r\n",
          "GET / HTTP/9.9\r\nhost: a\r\n\r\n",
          `GET /${"x".repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
          "POST /graphql HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
          "\0\u0001\u0002\r\n\r\n",
          `GET / HTTP/1.1\r\nhost: a\r\n${"a: b\r\n".repeat(2000)}\r\n`,
        ];
        const socket = attacker.connection((data) => attacker.count(`status ${String(data).slice(9, 12)}`));
        const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
        socket.end(kinds[index % kinds.length]!);
        await Promise.race([closed, wait(attacker, 2000)]);
        socket.destroy();
      }),
  },
];
