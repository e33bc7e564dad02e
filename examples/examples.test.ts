import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildSchema, isAbstractType } from "graphql";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { addReadyTranscript, ask } from "../src/testing/client/sample-session.ts";
import { readAnswer } from "../src/testing/client/answer-reader.ts";
import { borrowTestDatabase } from "../src/testing/database/lent-database.ts";
import type { TestDatabase } from "../src/testing/database/test-database.ts";
import { eventually } from "../src/testing/eventually.ts";
import { createFakeEmbedding } from "../src/testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../src/testing/fakes/fake-models.ts";
import { startCuttableProxy } from "../src/testing/network/cuttable-proxy.ts";
import { SHORT_LEASES } from "../src/testing/server/short-leases.ts";
import { startTestServer, type TestServer } from "../src/testing/server/test-server.ts";
import { possibleTypes } from "./react/src/possible-types.ts";

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import gql"]).status === 0);
/** Not every machine that can run the server has curl. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `word${from + index} 🍵 `);
const ESCAPED = `"\\" is a\n\nbackslash. `;
const CITED = "Take a tin with a tight lid [1].";

const chat = fakeChat();
let database: TestDatabase;
const start = (port = "0") =>
  startTestServer({
    database,
    env: { PORT: port },
    stopGraceMs: 0,
    answerIntervals: SHORT_LEASES,
    dependencies: { chat, embedding: createFakeEmbedding() },
  });
beforeAll(async () => {
  database = await borrowTestDatabase();
  return () => database.drop();
});

const node = (example: string, input = "") => ({ example, program: process.execPath, input });

type Example = { example: string; program: string; input: string };
const EXAMPLES: Example[] = [
  node("graphql-ws-client.ts"),
  node("apollo-client.ts"),
  node("urql-client.ts"),
  node("terminal-chat.ts", `${fileOf("tea-talk.vtt")}\nWhere should I keep my tea?\n`),
];
const WITH_CURL: Example[] = [{ example: "curl.sh", program: "sh", input: "" }];
// `pip install -r examples/python/requirements.txt` gets what it needs.
const IN_PYTHON: Example[] = [{ example: "python/ask.py", program: python ?? "", input: "" }];

test(
  "the examples have an answer whole that a cut and a restart of the server came into",
  { timeout: 120_000 },
  async () => {
    const { outcomes, stored } = await runThroughRestart(EXAMPLES);
    expect(outcomes).toEqual(EXAMPLES.map(({ example }) => ({ example, ...GOOD, answer: stored })));
  },
);

test.skipIf(!hasCurl)("so has the example with curl", { timeout: 120_000 }, async () => {
  const { outcomes, stored } = await runThroughRestart(WITH_CURL);
  expect(outcomes).toEqual(WITH_CURL.map(({ example }) => ({ example, ...GOOD, answer: stored })));
});

test.skipIf(!python)("so has the example in Python", { timeout: 120_000 }, async () => {
  const { outcomes, stored } = await runThroughRestart(IN_PYTHON);
  expect(outcomes).toEqual(IN_PYTHON.map(({ example }) => ({ example, ...GOOD, answer: stored })));
});

const GOOD = { code: 0, errors: "", isWholeAfterCut: true, restarts: 1, isCited: true };

/**
 * Runs examples side by side while their connections are cut, and then the server restarted, each time in the middle of
 * their answers; and what the answer is by that time over HTTP.
 */
async function runThroughRestart(examples: Example[]) {
  const server = await start();
  const proxy = await startCuttableProxy(server.url);
  const [afterCut, afterRestart] = [createGate(), createGate()];
  const pieces = [
    words(0, 20),
    afterCut.wait,
    ESCAPED,
    words(20, 40),
    afterRestart.wait,
    words(40, 60),
    CITED,
  ];
  chat.play(pieces.flat(), 1);
  const runs = examples.map(({ example, program, input }) =>
    startExample(program, [fileOf(example), proxy.url], input),
  );

  await Promise.all(runs.map((run) => run.shows("word19")));
  proxy.cut();
  afterCut.open();
  await Promise.all(runs.map((run) => run.shows("word39")));
  await server.close();
  proxy.down();
  afterRestart.open();
  const next = await start(new URL(server.url).port);
  await proxy.up();

  const stored = await sameAnswerOverHttp(next);
  const outcomes = runs.map(async (run, index) => {
    const { code, errors } = await run.ended;
    const [before = "", ...again] = run.output.split("(It begins again.)\n");
    const after = again.at(-1) ?? "";
    return {
      example: examples[index]!.example,
      code,
      errors,
      isWholeAfterCut: before
        .slice(before.indexOf("word0"))
        .startsWith(stored.slice(0, stored.indexOf("word39"))),
      restarts: again.length,
      answer: after.slice(0, after.lastIndexOf("\n[1] ")).trimEnd(),
      isCited: /^\[1\] .*tin with a tight lid/m.test(after),
    };
  });
  return { outcomes: await Promise.all(outcomes), stored };
}

test("the React example knows all types of the schema's interface and unions", () => {
  const sdl = globSync(fileOf("../schema/*.graphql")).map((file) => readFileSync(file, "utf8"));
  const schema = buildSchema(sdl.join("\n"));
  const isKnown = (type: string, member: string) =>
    Object.entries(possibleTypes).some(([name, members]) => name === type && members.includes(member));
  const missing = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .flatMap((type) => schema.getPossibleTypes(type).map(({ name }) => [type.name, name] as const))
    .filter(([type, member]) => !type.startsWith("__") && !isKnown(type, member));
  expect(missing).toEqual([]);
});

test("the React example has the packages that it is tested with", () => {
  const read = (path: string) => JSON.parse(readFileSync(fileOf(path), "utf8"));
  const { dependencies, devDependencies } = read("react/package.json");
  const versions: Record<string, string> = { ...dependencies, ...devDependencies };
  const installed = Object.keys(versions).map((name) => [
    name,
    read(`../node_modules/${name}/package.json`).version,
  ]);
  expect(versions).toEqual(Object.fromEntries(installed));
});

/** The text as the server has stored it of what the model says now. */
async function sameAnswerOverHttp(server: TestServer): Promise<string> {
  const token = await server.openSession();
  const content = await readFile(fileOf("tea-talk.vtt"), "utf8");
  await addReadyTranscript(server, token, { title: "Tea", format: "VTT", content });
  const id = await ask(server, token, "Where should I keep my tea?");
  await readAnswer(server, id, token);
  const query = "query ($id: ID!) { answer(id: $id) { text } }";
  return (await server.request(query, { id }, token)).answer.text;
}

function startExample(program: string, parameters: string[], input: string) {
  const child = spawn(program, parameters, { stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  child.stdin.end(input);
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, errors }));
  return {
    ended,
    get output() {
      return output;
    },
    /** Waits until it has printed this. */
    async shows(text: string) {
      const isShown = () => {
        if (child.exitCode !== null) throw new Error(`It ended without "${text}":\n${output}\n${errors}`);
        return output.includes(text);
      };
      await eventually(isShown, { withinMs: 30_000 });
    },
  };
}
