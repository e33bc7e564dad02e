import * as fc from "fast-check";
import { BOUNDARY, multipartBody } from "../../src/testing/network/multipart-body.ts";
import { anyUpload } from "../captions.ts";
import { anyText, mutatedBytes } from "../strings.ts";
import { checkReply, send, sendBytes } from "../world.ts";
import { entrance } from "./entrance.ts";

const field = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      "title",
      "url",
      "language",
      "idempotencyKey",
      "format",
      "durationMs",
      "file",
      "token",
      "__proto__",
    ),
    anyText,
  ),
  value: fc.oneof(fc.constantFrom("Tea", "VTT", "1000", "en", "https://youtu.be/dQw4w9WgXcQ"), anyText),
});

const body = (text: string) => Buffer.from(text);
const REQUESTS = [
  body("GET /graphql HTTP/1.1\r\n\r\n"),
  body(
    "GET /health/live HTTP/1.1\r\nhost: a:b@c/%%\r\nx-forwarded-for: 1.1.1.1, ::1%x\r\nx-request-id: \x80\r\n\r\n",
  ),
  body(
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 32\r\n\r\n{"query":"{ server { version } }"',
  ),
  body(
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n21\r\n{"query":"{ server { version } }"}\r\n0\r\n\r\n',
  ),
  body(
    "GET /graphql?query=%7B%20server%20%7B%20version%20%7D%20%7D HTTP/1.1\r\nhost: a\r\napollo-require-preflight: 1\r\n\r\n",
  ),
  body(
    "GET /health/ready HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
  ),
  body(
    "HEAD /videos/00000000-0000-7000-8000-000000000000/transcript.vtt HTTP/1.1\r\nhost: a\r\nauthorization: Bearer x\r\n\r\n",
  ),
  body("OPTIONS * HTTP/1.1\r\nhost: a\r\norigin: https://a\r\naccess-control-request-method: POST\r\n\r\n"),
  body(
    "GET /graphql HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n",
  ),
  body(
    "POST /transcripts HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 99\r\n\r\n--x\r\n",
  ),
];

export const httpEntrances = [
  entrance({
    name: "uploads",
    weight: 10,
    cases: fc
      .record({
        upload: anyUpload,
        fields: fc.array(field, { maxLength: 4 }),
        fileName: fc.oneof(fc.constant("tea.vtt"), anyText),
        boundary: fc.constantFrom(BOUNDARY, BOUNDARY, BOUNDARY, "other", '"', ""),
        isMutated: fc.boolean(),
      })
      .chain((parts) => {
        const whole = multipartBody([
          ...parts.fields,
          { name: "file", value: parts.upload.content, fileName: parts.fileName },
        ]);
        const bytes = parts.isMutated ? mutatedBytes(fc.constant(whole)) : fc.constant(whole);
        return fc.record({ boundary: fc.constant(parts.boundary), bytes });
      }),
    run: async ({ boundary, bytes }, { url, token }) => {
      const headers = {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        authorization: `Bearer ${token}`,
      };
      await send(new URL("/transcripts", url).href, { method: "POST", headers, body: bytes });
    },
  }),
  entrance({
    name: "addresses",
    weight: 6,
    cases: fc.record({
      path: fc.oneof(
        anyText.map((text) => `/videos/${encodeURIComponent(text.toWellFormed())}/transcript.vtt`),
        anyText.map((text) => `/${text}`),
        anyText.map(
          (text) =>
            `/graphql?query=${encodeURIComponent(text.toWellFormed())}&variables=${encodeURIComponent(text.toWellFormed())}`,
        ),
        fc.constantFrom(
          "/%",
          "/videos/%00/transcript.txt",
          "//",
          "/graphql/",
          "/GRAPHQL",
          "/graphql?query",
          "/graphql?extensions=%7B%7D",
          "/videos//transcript.vtt",
        ),
      ),
      method: fc.constantFrom("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST"),
    }),
    run: async ({ path, method }, { url, token }) => {
      const target = URL.parse(path, url);
      if (target?.origin !== new URL(url).origin) return;
      await send(target.href, {
        method,
        headers: { authorization: `Bearer ${token}`, "apollo-require-preflight": "1" },
      });
    },
  }),
  entrance({
    name: "bytes",
    weight: 8,
    cases: fc.record({ bytes: mutatedBytes(fc.constantFrom(...REQUESTS)), at: fc.nat(200) }),
    async run({ bytes, at }, { url }) {
      const text = (await sendBytes(url, [bytes.subarray(0, at), bytes.subarray(at)])).toString("latin1");
      for (const [, status] of text.matchAll(/^HTTP\/1\.1 (\d{3})/gm))
        checkReply({ status: Number(status), text });
    },
  }),
];
