import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestClient } from "../src/testing/client/test-client.ts";
import { installPackage } from "./installed-package.ts";

let installed: Awaited<ReturnType<typeof installPackage>>;
beforeAll(async () => {
  installed = await installPackage();
});
afterAll(() => installed?.remove());

const root = new URL("../", import.meta.url);
const { version } = JSON.parse(await readFile(new URL("package.json", root), "utf8")) as { version: string };

test("nothing runs when it is installed, so that nothing is fetched from elsewhere", async () => {
  const manifest = async (name: string) =>
    JSON.parse(await readFile(join(name, "package.json"), "utf8")) as { scripts?: Record<string, string> };
  expect(Object.keys((await manifest(installed.root)).scripts!)).toEqual(["start"]);
  const runtime = join(installed.root, "node_modules/onnxruntime-node");
  expect((await manifest(runtime)).scripts).toBeUndefined();
  const libraries = await readdir(join(runtime, "bin"), { recursive: true });
  expect(libraries).toContain("napi-v6/linux/x64/libonnxruntime.so.1");
  expect(libraries.filter((name) => /cuda|tensorrt|DirectML/.test(name))).toEqual([]);
});

test("nothing of it leads to TypeScript, which Node.js does not run there, and every script that it starts is there", async () => {
  const names = (await readdir(installed.root, { recursive: true })).filter((name) =>
    /^(bin|src|migrations|examples)\/.*\.js$/.test(name),
  );
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(installed.root, name), "utf8") })),
  );
  const leading = files.filter(({ text }) => /(?:\bfrom |\bimport[ (]|\bnew URL\()"[^"]*\.ts"/.test(text));
  expect(leading.map(({ name }) => name)).toEqual([]);
  const started = files.flatMap(({ name, text }) =>
    [...text.matchAll(/\bscriptBeside\(import\.meta, "(.+?)"\)/g)].map(([, script]) =>
      join(name, "..", `${script}.js`),
    ),
  );
  expect(started).toContain("src/models/embeddings/embedded-encoder.worker.js");
  expect(started.filter((script) => !names.includes(script))).toEqual([]);
});

test("it says its version, and its help names commands, options and where data is", async () => {
  expect(await installed.run(["--version"])).toEqual({ code: 0, output: `${version}\n`, errors: "" });
  const { code, output, errors } = await installed.run(["--help"]);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  for (const part of ["migrate", "demo", "--port", "--data-dir", "DATABASE_URL", installed.home])
    expect(output).toContain(part);
  for (const page of ["README.md", "docs/configuration.md"]) {
    expect(output).toContain(join(installed.root, page));
    expect(existsSync(join(installed.root, page))).toBe(true);
  }
});

test("what it does not know ends with 2, in two lines", async () => {
  const { code, output, errors } = await installed.run(["--prot", "4000"]);
  expect({ code, output }).toEqual({ code: 2, output: "" });
  expect(errors).toBe("video-rag: Unknown option --prot. Did you mean --port?\nSee video-rag --help.\n");
});

test("an older Node.js is told in one line what is needed", async () => {
  const older = "Object.defineProperty(process.versions, 'node', { value: '22.12.0' })";
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` };
  const { code, output, errors } = await installed.run([], env);
  expect({ code, output }).toEqual({ code: 1, output: "" });
  expect(errors).toMatch(/^video-rag needs Node\.js 24\.9 or newer, and \/\S+ is 22\.12\.0\.\n$/);
});

test("it keeps data where the user's programs do, unless another directory is named", async () => {
  const own = await installed.run(["migrate"]);
  const dataDir = join(installed.home, ".local/share/video-rag");
  expect(own).toEqual({ code: 0, output: `PGlite in ${dataDir}: no migration is pending.\n`, errors: "" });
  expect(await readdir(dataDir)).toContain("pglite");

  const named = join(installed.directory, "named");
  const { output } = await installed.run(["migrate", "--data-dir", named], { DATA_DIR: "elsewhere" });
  expect(output).toContain(`PGlite in ${named}: `);
});

test("a migration that fails ends with 1, and says what to do", async () => {
  const env = { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", DATABASE_WAIT_SECONDS: "0" };
  const { code, errors } = await installed.run(["migrate"], env);
  expect(code).toBe(1);
  expect(errors).toContain("PostgreSQL at 127.0.0.1:1 refuses connections.");
});

test("it serves its pages and answers a question with a citation, and SIGTERM ends it with 0", async () => {
  const dataDir = join(installed.directory, "served");
  const server = installed.start(["--port", "0", "--data-dir", dataDir]);
  const [, url] = await server.writes(/Open Apollo Sandbox: (\S+)/);
  await server.writes(new RegExp(`PGlite in ${dataDir}`));
  for (const path of ["/", "/graphiql"]) {
    const page = await fetch(new URL(path, url));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script type="module"');
  }

  const client = createTestClient(url!);
  expect((await client.request("{ server { version embeddingModel } }")).server).toEqual({
    version,
    embeddingModel: "all-MiniLM-L6-v2",
  });
  const token = await client.openSession();
  const content = await readFile(new URL("examples/tea-talk.vtt", root), "utf8");
  await client.request(
    "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
    { input: { title: "Tea", format: "VTT", content, language: "en" } },
    token,
  );
  const { ask } = await client.request(
    'mutation { ask(question: "Where should I keep my tea?") { answer { id } } }',
    {},
    token,
  );
  const events = await readEvents(url!, token, ask.answer.id);
  expect(events.at(-1)).toMatchObject({ __typename: "AnswerCompleted", answer: { confidence: "SURE" } });
  expect(events.find((event) => event.__typename === "AnswerCitation")).toMatchObject({
    citation: { quote: expect.stringContaining("cupboard") },
  });

  const { code, errors } = await server.stop();
  expect(code).toBe(0);
  expect(errors).not.toMatch(/Warning/);
});

test("the demo ends with 0", async () => {
  const { code, output, errors } = await installed.run(["demo", "--fast"]);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(output).toMatch(/deleted: videos 1, passages \d+, answers 5\n$/);
});

const ANSWER_EVENTS = `subscription ($id: ID!) { answerEvents(id: $id) {
  __typename
  ... on AnswerCitation { citation { quote } }
  ... on AnswerCompleted { answer { confidence } } } }`;

type AnswerEvent = { __typename: string };

/** The events of an answer to its end, as server-sent events. */
async function readEvents(url: string, token: string, id: string): Promise<AnswerEvent[]> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: ANSWER_EVENTS, variables: { id } }),
  });
  const messages = response
    .body!.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const events: AnswerEvent[] = [];
  for await (const { event, data } of messages) {
    if (event !== "next") continue;
    const result = JSON.parse(data) as { data: { answerEvents: AnswerEvent } };
    events.push(result.data.answerEvents);
  }
  return events;
}
