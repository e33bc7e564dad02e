import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSchema, parse, print, validate, type GraphQLEnumType } from "graphql";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Code, Heading, Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { FIRST_STEPS } from "../src/graphql/first-steps.ts";

/*
 * The README and the pages of docs/: their links lead somewhere, and their examples are those that tests run.
 *
 * A fenced block below a comment such as `<!-- from: examples/curl.sh -->` stands in that file, whatever its indentation.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const readPage = (name: string) => readFile(resolve(ROOT, name), "utf8");
const inDocs = await readdir(new URL(".", import.meta.url));
const names = [
  "README.md",
  "CHANGELOG.md",
  "SECURITY.md",
  "examples/README.md",
  ...inDocs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
];
const pages = await Promise.all(names.map(async (name) => ({ name, text: await readPage(name) })));

/** A node and all below it, each with the node before it. */
function* walk(node: Nodes, before?: Nodes): Generator<{ node: Nodes; before?: Nodes }> {
  yield before ? { node, before } : { node };
  if (!("children" in node)) return;
  for (const [index, child] of node.children.entries()) yield* walk(child, node.children[index - 1]);
}
const nodesOf = (text: string) => [...walk(fromMarkdown(text))];

const textOf = (node: Nodes): string =>
  "value" in node ? node.value : "children" in node ? node.children.map(textOf).join("") : "";

/** What GitHub makes of a heading. */
const anchorOf = (heading: Heading) =>
  textOf(heading)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** By the file's path. */
const known = new Map<string, string[]>();
async function anchorsOf(file: string): Promise<string[]> {
  const found = known.get(file);
  if (found) return found;
  const nodes = nodesOf(await readFile(file, "utf8"));
  const anchors = nodes.flatMap(({ node }) => (node.type === "heading" ? [anchorOf(node)] : []));
  known.set(file, anchors);
  return anchors;
}

function targetsOf(text: string): string[] {
  const nodes = nodesOf(text).map(({ node }) => node);
  const links = nodes.flatMap((node) => (node.type === "link" || node.type === "image" ? [node.url] : []));
  const pictures = nodes
    .filter((node) => node.type === "html")
    .flatMap((node) => [...node.value.matchAll(/src(?:set)?="([^"]+)"/g)].map((match) => match[1]!));
  return [...links, ...pictures].filter((target) => !/^(https?|mailto):/.test(target));
}

/** What is wrong with a link of a page; null: nothing. */
async function faultOf(page: string, target: string): Promise<string | null> {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? resolve(ROOT, page) : resolve(ROOT, dirname(page), path);
  if (!existsSync(file)) return `${target}: there is no such file`;
  if (anchor === undefined) return null;
  return (await anchorsOf(file)).includes(anchor) ? null : `${target}: there is no such heading`;
}

describe("links", () => {
  test.each(pages)("of $name lead somewhere", async ({ name, text }) => {
    const faults = await Promise.all(targetsOf(text).map((target) => faultOf(name, target)));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  test("to what is not there are found", async () => {
    expect(await faultOf("README.md", "docs/api.md#no-such-heading")).toContain("no such heading");
    expect(await faultOf("docs/api.md", "README.md")).toContain("no such file");
  });
});

type Example = { page: string; code: string; language: string; from: string | undefined };
const examples: Example[] = pages.flatMap(({ name, text }) =>
  nodesOf(text)
    .filter((found): found is { node: Code; before?: Nodes } => found.node.type === "code")
    .map(({ node, before }) => ({
      page: name,
      code: node.value,
      language: node.lang ?? "",
      from: before?.type === "html" ? /^<!-- from: (\S+) -->$/.exec(before.value)?.[1] : undefined,
    })),
);

const unindented = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n");

describe("examples", () => {
  const copied = examples.filter((example) => example.from !== undefined);
  test("are copied from files that tests run", () => expect(copied.length).toBeGreaterThan(5));
  test.each(copied)("$page: $code", async ({ code, from }) => {
    expect(unindented(await readPage(from!))).toContain(unindented(code));
  });

  test("in programming languages all say where they are from", () => {
    const languages = new Set(["ts", "tsx", "js", "jsx", "py", "python", "go", "rust"]);
    const loose = examples.filter(({ language, from }) => languages.has(language) && from === undefined);
    expect(loose).toEqual([]);
  });
});

const schemaDirectory = new URL("../schema/", import.meta.url);
const schemaFiles = (await readdir(schemaDirectory)).filter((name) => name.endsWith(".graphql"));
const schemaTexts = await Promise.all(
  schemaFiles.map((name) => readFile(new URL(name, schemaDirectory), "utf8")),
);
const schema = buildSchema(schemaTexts.join("\n"));

describe("operations", () => {
  const canonical = (operation: string) => print(parse(operation));
  const firstSteps = FIRST_STEPS.flatMap((step) => step.operations.map(canonical));
  const operations = examples.filter(({ language }) => language === "graphql");

  test.each(operations)("$page: $code", ({ code }) => {
    expect(validate(schema, parse(code))).toEqual([]);
  });

  test("of the first steps are those that GraphiQL has open", () => {
    const inApi = operations.filter(({ page }) => page === "docs/api.md").map(({ code }) => canonical(code));
    expect(inApi).toEqual(expect.arrayContaining(firstSteps));
    const inReadme = operations.filter(({ page }) => page === "README.md").map(({ code }) => canonical(code));
    expect(firstSteps).toEqual(expect.arrayContaining(inReadme));
    expect(inReadme).toHaveLength(4);
  });
});

const pageOf = (wanted: string) => pages.find(({ name }) => name === wanted)!.text;

test.each([
  ["VideoFailureCode", "docs/troubleshooting.md"],
  ["AddPlaylistErrorCode", "docs/api.md"],
  ["AnswerFailureCode", "docs/answers.md"],
  ["AnswerConfidence", "docs/answers.md"],
  ["AnswerScope", "docs/answers.md"],
  ["ServerCapability", "docs/api.md"],
  ["TranscriptFormat", "docs/api.md"],
])("all values of %s are in %s", (name, page) => {
  const values = (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);
  expect(values.filter((value) => !pageOf(page).includes(`\`${value}\``))).toEqual([]);
});

test("the commands of npm that the pages name are in package.json", async () => {
  const { scripts } = JSON.parse(await readPage("package.json")) as { scripts: Record<string, string> };
  const told = pages.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!));
  // As in `npm run bench:…`.
  const commands = told.filter((name) => !name.endsWith(":"));
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test("docs/inside.md has the folders of src/", async () => {
  const entries = await readdir(resolve(ROOT, "src"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const listed = [...pageOf("docs/inside.md").matchAll(/^  ([a-z-]+)\/ /gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(folders.toSorted());
});

test("each metric that a page names is in the table of operating.md, which is held to the program", () => {
  const metricsIn = (text: string) => new Set(text.match(/\bvideo_rag_[a-z_]+/g));
  const described = metricsIn(pageOf("docs/operating.md"));
  const named = pages.map(({ name, text }) => [name, [...metricsIn(text).difference(described)]]);
  expect(named).toEqual(pages.map(({ name }) => [name, []]));
});

test("the README is short: fewer than 1,800 words", () => {
  expect(pageOf("README.md").split(/\s+/).filter(Boolean).length).toBeLessThan(1800);
});
