import * as fc from "fast-check";
import { anyUpload, youtubeCaptions } from "../captions.ts";
import { anyDocument } from "../documents.ts";
import { anyQuestion, anyText, mutated } from "../strings.ts";
import { execute, Finding, send, type Reply } from "../world.ts";
import { entrance } from "./entrance.ts";

const LINKS = [
  "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m2s",
  "https://youtu.be/dQw4w9WgXcQ?si=x#y",
  "[x](https://www.youtube.com/shorts/dQw4w9WgXcQ)",
  "https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaaaa",
  "https://www.youtube.com//127.0.0.1:1/watch?v=dQw4w9WgXcQ",
  "https://www.youtube.com/@someone/videos",
  "https://user:pass@www.youtube.com:444/embed/dQw4w9WgXcQ",
  '<a href="https://m.youtube.com/live/dQw4w9WgXcQ">x</a>',
];
const LANGUAGES = ["en", "pt-BR", "zh-Hant-TW", "x-y", "en-x-private", "i-klingon", "sl-rozaj-biske"];
const anyLink = mutated(fc.constantFrom(...LINKS), 3);
const anyLanguage = fc.option(mutated(fc.constantFrom(...LANGUAGES), 2));

/** What comes for an operation that is a subscription is not waited for. */
const once = { accept: "application/json" };

export const graphqlEntrances = [
  entrance({
    name: "documents",
    weight: 20,
    cases: fc.oneof({ weight: 3, arbitrary: anyDocument }, { weight: 1, arbitrary: mutated(anyDocument) }),
    run: async (query, world) => void (await execute(world, query, {}, once)),
  }),
  entrance({
    name: "bodies",
    weight: 12,
    cases: fc.record({
      body: mutated(
        fc.oneof(
          fc.json(),
          fc
            .record(
              {
                query: fc.constant("query ($id: ID!) { video(id: $id) { id } }"),
                variables: fc.jsonValue(),
                operationName: fc.jsonValue(),
                extensions: fc.jsonValue(),
              },
              { requiredKeys: [] },
            )
            .map((body) => JSON.stringify(body)),
          fc
            .integer({ min: 1, max: 3000 })
            .map(
              (levels) =>
                `{"query":"{ server { version } }","variables":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`,
            ),
        ),
      ),
      contentType: fc.constantFrom(
        "application/json",
        "application/json; charset=utf-16",
        "application/graphql",
        "text/plain",
        "multipart/form-data",
        "application/json;;",
        "*/*",
      ),
      accept: fc.constantFrom(
        "application/json",
        "*/*",
        "application/graphql-response+json",
        "x",
        "text/event-stream;q=0, application/json",
        ",;=",
        "application/json;q=x",
      ),
    }),
    run: async ({ body, contentType, accept }, { url, token }) => {
      const headers = { "content-type": contentType, accept, authorization: `Bearer ${token}` };
      await send(url, { method: "POST", headers, body });
    },
  }),
  entrance({
    name: "captions",
    weight: 14,
    cases: fc.record({
      upload: anyUpload,
      title: fc.oneof(fc.constant("Tea"), anyText),
      durationMs: fc.option(fc.integer()),
      language: anyLanguage,
    }),
    run: async ({ upload, title, durationMs, language }, world) => {
      const query =
        "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { warnings video { id title } } }";
      await execute(world, query, { input: { ...upload, title, durationMs, language } });
    },
  }),
  entrance({
    name: "links",
    weight: 8,
    cases: fc.record({
      urls: fc.array(fc.oneof(anyLink, anyText), { maxLength: 5 }),
      language: anyLanguage,
      isPlaylist: fc.boolean(),
    }),
    run: async ({ urls, language, isPlaylist }, world) => {
      const playlist =
        "mutation ($url: String!, $language: String) { addPlaylist(url: $url, language: $language) { title error { code } results { url } } }";
      const videos =
        "mutation ($urls: [String!]!, $language: String) { addVideos(urls: $urls, language: $language) { results { url error { code } } } }";
      const reply = isPlaylist
        ? await execute(world, playlist, { url: urls[0] ?? "", language })
        : await execute(world, videos, { urls, language });
      if (reply.text.includes('"INTERNAL"')) throw new Finding(reply.text.slice(0, 500));
    },
  }),
  entrance({
    name: "youtube",
    weight: 3,
    cases: fc.record({ id: fc.stringMatching(/^[a-z]{11}$/), body: youtubeCaptions, title: anyText }),
    run: async ({ id, body, title }, world) => {
      world.youtube.setVideo(id, { title, captions: { body } });
      const query = "mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { error { code } } } }";
      await execute(world, query, { urls: [`https://youtu.be/${id}`] });
    },
  }),
  entrance({
    name: "questions",
    weight: 10,
    cases: fc.record({
      it: anyQuestion,
      first: fc.integer({ min: -1, max: 60 }),
      isAsk: fc.integer({ min: 0, max: 5 }),
      key: fc.option(anyText),
    }),
    run: async ({ it, first, isAsk, key }, world) => {
      if (isAsk > 0) {
        const query =
          "query ($it: String!, $first: Int) { search(query: $it, first: $first) { text score url passage { id text } } }";
        return void (await execute(world, query, { it, first }));
      }
      const query =
        "mutation ($it: String!, $key: String) { ask(question: $it, idempotencyKey: $key) { answer { id } } }";
      return void (await execute(world, query, { it, key }));
    },
  }),
  entrance({
    name: "references",
    weight: 12,
    cases: fc.record({
      which: fc.nat(9),
      change: mutated(fc.constantFrom("video", "answer", "cursor", "token"), 0),
      text: anyText,
      isWhole: fc.boolean(),
      at: fc.nat(60),
    }),
    async run({ which, change, text, isWhole, at }, world) {
      const known = {
        video: world.videoId,
        answer: world.answerId,
        cursor: world.cursor,
        token: world.token,
      }[change]!;
      const it = isWhole ? text : known.slice(0, at) + text.slice(0, 8) + known.slice(at + 1);
      const queries = [
        "query ($it: ID!) { video(id: $it) { id } }",
        "query ($it: ID!) { answer(id: $it) { id } }",
        `query ($it: ID!) { search(query: "tea", videoIds: [$it]) { text } }`,
        "query ($it: String) { session { answers(before: $it) { edges { cursor } } } }",
        "mutation ($it: ID!) { removeVideo(id: $it) { videoId } }",
        "mutation ($it: ID!) { cancelAnswer(id: $it) { answer { id } } }",
        `mutation ($it: ID!) { ask(question: "Tea?", videoIds: [$it]) { answer { id } } }`,
        "subscription ($it: ID!) { answerEvents(id: $it) { cursor } }",
        `subscription ($it: String) { answerEvents(id: "${world.answerId}", after: $it) { cursor } }`,
      ];
      const query = queries[which];
      let reply: Reply;
      if (query === undefined) {
        // Headers take Latin-1 alone.
        const header = Buffer.from(it)
          .toString("latin1")
          .replaceAll(/[^\x20-\xff]/g, "?");
        reply = await execute(
          { ...world, token: header },
          "{ session { id } }",
          {},
          { "last-event-id": header },
        );
      } else
        reply = await execute(
          world,
          query,
          { it },
          query.startsWith("sub") ? { accept: "text/event-stream" } : once,
        );
      if (reply.text.includes('"INTERNAL"')) throw new Finding(reply.text.slice(0, 500));
    },
  }),
];
