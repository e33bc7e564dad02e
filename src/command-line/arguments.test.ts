import { expect, test } from "vitest";
import { readArguments, UsageError } from "./arguments.ts";

test.each([
  [[], { name: "serve", settings: {} }],
  [["serve"], { name: "serve", settings: {} }],
  [["--port", "0"], { name: "serve", settings: { PORT: "0" } }],
  [
    ["--port=8080", "--data-dir=/var/lib/x"],
    { name: "serve", settings: { PORT: "8080", DATA_DIR: "/var/lib/x" } },
  ],
  [["--data-dir=-odd"], { name: "serve", settings: { DATA_DIR: "-odd" } }],
  [["migrate"], { name: "migrate", settings: {}, changesEmbeddingModel: false }],
  [
    ["--data-dir", "x", "migrate"],
    { name: "migrate", settings: { DATA_DIR: "x" }, changesEmbeddingModel: false },
  ],
  [["migrate", "--embedding-model"], { name: "migrate", settings: {}, changesEmbeddingModel: true }],
  [["demo"], { name: "demo", parameters: [] }],
  [
    ["demo", "http://127.0.0.1:4000/graphql"],
    { name: "demo", parameters: ["http://127.0.0.1:4000/graphql"] },
  ],
  [["demo", "--fast"], { name: "demo", parameters: ["--fast"] }],
  [["--help"], { name: "help" }],
  [["-h"], { name: "help" }],
  [["migrate", "--help"], { name: "help" }],
  [["--version"], { name: "version" }],
  [["-v"], { name: "version" }],
])("%j", (args, command) => {
  expect(readArguments(args)).toEqual(command);
});

test.each([
  [["--prot", "4000"], "Unknown option --prot. Did you mean --port?"],
  [["--verbose-logging"], "Unknown option --verbose-logging."],
  [["-p", "4000"], "Unknown option -p."],
  [["migrat"], "Unknown command migrat. Did you mean migrate?"],
  [["4000"], "Unknown command 4000."],
  [["--port"], "--port needs a value."],
  [["--port="], "--port needs a value."],
  [["--port", "--data-dir", "x"], "--port needs a value, and --data-dir is an option."],
  [["--help=yes"], "--help takes no value."],
  [["migrate", "--port", "1"], "migrate has no option --port."],
  [["demo", "--data-dir", "x"], "demo has no option --data-dir."],
  [["--fast"], "serve has no option --fast."],
  [["--embedding-model"], "serve has no option --embedding-model."],
  [["migrate", "--embedding-model=x"], "--embedding-model takes no value."],
  [["migrate", "now"], "Unexpected: now."],
  [["demo", "http://a/graphql", "b"], "Unexpected: b."],
])("%j is refused", (args, message) => {
  expect(() => readArguments(args)).toThrow(new UsageError(message));
});
