import { once } from "node:events";
import * as fc from "fast-check";
import { WebSocket } from "ws";
import { anyDocument } from "../documents.ts";
import { anyText, mutated } from "../strings.ts";
import { CASE_LIMIT_MS, Finding, sendBytes, type World } from "../world.ts";
import { entrance } from "./entrance.ts";

/** The codes with which the server may close a socket, as the contract and graphql-transport-ws name them. */
const CLOSE_CODES = new Set([
  1000, 1002, 1005, 1006, 1007, 1009, 1012, 1013, 4400, 4401, 4406, 4408, 4409, 4429,
]);
const LINGER_MS = 40;

const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("1", "2", "3") },
  { weight: 1, arbitrary: anyText },
);
const OPERATIONS = [
  "{ session { id videos { id } } }",
  "{ server { version } }",
  "subscription { videoEvents { __typename } }",
  `{ search(query: "tea") { text } }`,
  "{ session {",
  "mutation { session { created } }",
];
const message = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("connection_init"),
      payload: fc.option(fc.oneof(fc.constant("TOKEN"), fc.jsonValue()), { nil: undefined }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("subscribe"),
      id,
      payload: fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({
            query: fc.oneof(fc.constantFrom(...OPERATIONS), anyDocument),
            variables: fc.option(fc.jsonValue(), { nil: undefined }),
          }),
        },
        { weight: 1, arbitrary: fc.jsonValue() },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("complete"), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("ping", "pong"), payload: fc.jsonValue() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.oneof(anyText, fc.constantFrom("next", "error", "connection_ack", "start", "stop")),
      id,
      payload: fc.jsonValue(),
    }),
  },
);

/** Frames as RFC 6455 has them, and has them not. */
const frame = fc
  .record({
    first: fc.nat(255),
    masked: fc.boolean(),
    length: fc.constantFrom("right", "right", "right", "126", "127", "long"),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 140 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(
        ...["{", '{"type":"connection_init"}', '{"type":"ping"}', "\u{1f600}".repeat(40)].map((text) =>
          Buffer.from(text),
        ),
      ),
    ),
  })
  .map(({ first, masked, length, payload }) => {
    const size =
      length === "126"
        ? [126, 0, payload.length]
        : length === "127"
          ? [127, 0, 0, 0, 0, 0, 0, 0, payload.length]
          : length === "long"
            ? [127, 127, 255, 255, 255, 255, 255, 255, 255]
            : payload.length < 126
              ? [payload.length]
              : [126, 0, payload.length];
    size[0]! |= masked ? 128 : 0;
    return Buffer.concat([
      Buffer.from([first, ...size]),
      masked ? Buffer.alloc(4) : Buffer.alloc(0),
      payload,
    ]);
  });

const HANDSHAKE = Buffer.from(
  "GET /graphql HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n",
);
const INIT = Buffer.concat([
  Buffer.from([0x81, 0x80 | 26, 0, 0, 0, 0]),
  Buffer.from('{"type":"connection_init"}'),
]);

/** Sends messages on a socket of their own, and checks what comes back, and how it ends. */
async function converse(messages: (string | Buffer)[], { url }: World, initFirst: string | null) {
  const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws");
  let found: string | null = null;
  socket.on("error", () => {});
  socket.on("message", (data) => {
    const text = String(data);
    if (text.includes("INTERNAL_SERVER_ERROR")) found = text.slice(0, 500);
  });
  const closed = once(socket, "close") as Promise<[number, Buffer]>;
  const opened = await Promise.race([once(socket, "open"), closed]);
  if (opened.length > 0) throw new Finding(`The socket did not open: ${opened[0]}`);
  const acknowledged = initFirst === null ? null : once(socket, "message");
  if (initFirst !== null) socket.send(initFirst);
  await Promise.race([acknowledged, closed]);
  for (const each of messages) if (socket.readyState === socket.OPEN) socket.send(each);
  const late = setTimeout(() => socket.terminate(), CASE_LIMIT_MS);
  const quiet = setTimeout(() => socket.close(1000), LINGER_MS);
  const [code] = await closed;
  clearTimeout(late);
  clearTimeout(quiet);
  if (found !== null) throw new Finding(found);
  if (!CLOSE_CODES.has(code)) throw new Finding(`The socket closed with ${code}`);
}

export const webSocketEntrances = [
  entrance({
    name: "protocol",
    weight: 14,
    cases: fc.record({ messages: fc.array(message, { maxLength: 10 }), isInit: fc.boolean() }),
    async run({ messages, isInit }, world) {
      const authorization = { authorization: `Bearer ${world.token}` };
      const texts = messages.map((each) =>
        JSON.stringify({
          ...each,
          ...("payload" in each && each.payload === "TOKEN" ? { payload: authorization } : {}),
        }),
      );
      await converse(
        texts,
        world,
        isInit ? JSON.stringify({ type: "connection_init", payload: authorization }) : null,
      );
    },
  }),
  entrance({
    name: "messages",
    weight: 5,
    cases: fc.array(
      fc.oneof(
        mutated(message.map((each) => JSON.stringify(each))),
        fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
        fc
          .integer({ min: 1, max: 20_000 })
          .map((levels) => `{"type":"ping","payload":{"a":${"[".repeat(levels)}${"]".repeat(levels)}}}`),
      ),
      { maxLength: 6 },
    ),
    run: (messages, world) => converse(messages, world, '{"type":"connection_init"}'),
  }),
  entrance({
    name: "frames",
    weight: 6,
    cases: fc.record({ frames: fc.array(frame, { maxLength: 5 }), isInit: fc.boolean() }),
    async run({ frames, isInit }, { url }) {
      const received = await sendBytes(url, [HANDSHAKE, ...(isInit ? [INIT] : []), ...frames]);
      const text = received.toString("latin1");
      if (text.includes("INTERNAL_SERVER_ERROR")) throw new Finding(text.slice(0, 500));
      // The close frame is the last, and has its code in its first two bytes.
      const close = text.lastIndexOf("\x88");
      const code = close > 0 && text.charCodeAt(close + 1) >= 2 ? received.readUInt16BE(close + 2) : 1000;
      if (code === 4500 || code === 1011) throw new Finding(`The socket closed with ${code}`);
    },
  }),
];
