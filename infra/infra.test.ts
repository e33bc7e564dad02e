import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { SETTINGS } from "../src/config.ts";
import { TRANSPORT_LIMITS } from "../src/transports/limits.ts";

const read = (name: string) => readFile(new URL(name, import.meta.url), "utf8");
const files = (await readdir(new URL(".", import.meta.url))).filter((name) => name.endsWith(".bicep"));
const texts = new Map(await Promise.all(files.map(async (name) => [name, await read(name)] as const)));
const bicep = (name: string) => texts.get(name)!;

const namesOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
const parametersOf = (text: string) => namesOf(text, /^param (\w+) /gm);
const requiredOf = (text: string) => namesOf(text, /^param (\w+) \w+$/gm);
const outputsOf = (text: string) => namesOf(text, /^output (\w+) /gm);

const ofAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "SERVICE_APP_IMAGE_NAME"];

describe.each(["main", "app"])("infra/%s.parameters.json", async (name) => {
  const text = await read(`${name}.parameters.json`);
  const given = Object.keys((JSON.parse(text) as { parameters: object }).parameters);

  test("has parameters of the template alone, and all that it needs", () => {
    expect(parametersOf(bicep(`${name}.bicep`))).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(requiredOf(bicep(`${name}.bicep`))));
  });

  test("takes what has no default from azd, or from what main.bicep puts out", () => {
    const known = [...ofAzd, ...outputsOf(bicep("main.bicep"))];
    const needed = namesOf(text, /\$\{(\w+)\}/g);
    expect(needed).toContain("AZURE_ENV_NAME");
    expect(known).toEqual(expect.arrayContaining(needed));
  });
});

test("modules are given what they need, and their outputs are there", () => {
  const main = bicep("main.bicep");
  const modules = [...main.matchAll(/^module (\w+) '(.+?)' [\s\S]+?params: \{([\s\S]+?)\n {2}\}/gm)];
  expect(modules.map(([, , file]) => file)).toEqual(["resources.bicep", "postgres.bicep", "openai.bicep"]);
  for (const [, symbol, file, params] of modules) {
    const given = namesOf(params!, /^ {4}(\w+):/gm);
    expect({ file, given: given.toSorted() }).toEqual({ file, given: parametersOf(bicep(file!)).toSorted() });
    const used = namesOf(main, new RegExp(String.raw`\b${symbol}!?\.outputs\.(\w+)`, "g"));
    expect(used.length).toBeGreaterThan(0);
    expect(outputsOf(bicep(file!))).toEqual(expect.arrayContaining(used));
  }
});

test("the app and its job have settings that the program knows", () => {
  const set = namesOf(bicep("app.bicep"), /\{ name: '([A-Z_]+)'/g);
  expect(set).toContain("AZURE_POSTGRES_IDENTITY");
  expect(SETTINGS).toEqual(expect.arrayContaining(set));
});

test("a start has the time to wait for PostgreSQL before its probe gives up", () => {
  const [, period, threshold] = /'Startup'[\s\S]+?periodSeconds: (\d+)[\s\S]+?failureThreshold: (\d+)/.exec(
    bicep("app.bicep"),
  )!;
  expect(Number(period) * Number(threshold)).toBeGreaterThan(60);
});

test("the ingress, which closes connections that are idle for four minutes, sees several heartbeats in that time", () => {
  expect(TRANSPORT_LIMITS.heartbeatMs * 4).toBeLessThan(240_000);
});

test("a stop takes less time than the platform gives it", () => {
  const text = bicep("app.bicep");
  const [, given] = /terminationGracePeriodSeconds: (\d+)/.exec(text)!;
  const [, grace] = /'STOP_GRACE_SECONDS', value: '(\d+)'/.exec(text)!;
  expect(Number(grace) + 3.5).toBeLessThan(Number(given));
});

test("no API is a preview, and each type has one version", () => {
  const types = [
    ...new Set([...texts.values()].flatMap((text) => namesOf(text, /'(Microsoft\.[^']+@[^']+)'/g))),
  ];
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => type.includes("preview"))).toEqual([]);
  expect(new Set(types.map((type) => type.split("@")[0])).size).toBe(types.length);
});

test("no secret is put out or written down", () => {
  const all = [...texts.values()].join("\n");
  expect(all).not.toMatch(/^output .*(openAiApiKey$|listKeys)/m);
  expect(all).not.toMatch(/administratorLoginPassword|accountKey/);
});
