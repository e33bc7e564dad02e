import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCompose } from "./check/compose.ts";

type Service = {
  image: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  stop_grace_period?: string;
};

const text = await readFile(new URL("compose.yaml", import.meta.url), "utf8");
const { services, volumes } = readCompose(text) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};

test("only the proxy and Grafana have a port, on this machine alone unless a variable says otherwise", () => {
  const ports = Object.entries(services).flatMap(([name, service]) =>
    (service.ports ?? []).map((port) => [name, port]),
  );
  expect(ports).toEqual([
    ["proxy", "127.0.0.1:4000:8080"],
    ["grafana", "127.0.0.1:3000:3000"],
  ]);
});

test("Docker waits longer than a server needs to stop", () => {
  const { environment, stop_grace_period: period } = services["server"]!;
  expect(Number.parseInt(period!)).toBeGreaterThanOrEqual(Number(environment!["STOP_GRACE_SECONDS"]) + 4);
});

test("the files and volumes that services mount are there", () => {
  const sources = Object.values(services).flatMap((service) => (service.volumes ?? []).map(sourceOf));
  const missing = sources.filter((source) =>
    source.startsWith(".") ? !existsSync(join(import.meta.dirname, source)) : !(source in volumes),
  );
  expect(missing).toEqual([]);
});

test("images of others have a version", () => {
  const others = Object.values(services)
    .map(({ image }) => image)
    .filter((image) => image !== "video-rag");
  expect(others).toHaveLength(4);
  expect(others.filter((image) => !/:v?\d+\.\d+/.test(image))).toEqual([]);
});

test("what has to be set is in the example, and has no value there", async () => {
  const example = await readFile(new URL(".env.example", import.meta.url), "utf8");
  const required = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!);
  expect(new Set(required)).toEqual(new Set(["POSTGRES_PASSWORD", "GRAFANA_PASSWORD"]));
  expect([...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])).toEqual([
    ["POSTGRES_PASSWORD", ""],
    ["GRAFANA_PASSWORD", ""],
  ]);
  const optional = [...text.matchAll(/\$\{(\w+):-/g)].map(([, name]) => name!);
  for (const name of optional) expect(example).toContain(`#${name}=`);
});

function sourceOf(volume: string): string {
  return volume.split(":")[0]!;
}
