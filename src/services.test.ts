import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { parseConfig } from "./config.ts";
import { startEmbeddingModel } from "./services.ts";

const MISSING = new URL(`data:text/javascript,${encodeURIComponent(`await import("onnxruntime-missing")`)}`);

/** Starts the model of these settings, with a runtime that cannot be loaded; `lines` is what was logged. */
async function start(env: Record<string, string>) {
  const lines: { level: number; msg: string }[] = [];
  const logger = pino(
    {},
    { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[0]) },
  );
  const model = await startEmbeddingModel(parseConfig(env), logger, { script: MISSING });
  onTestFinished(() => model?.close());
  return { model, lines };
}

test.each([
  ["without a provider", {}],
  ["beside a provider of chat", { OPENAI_API_KEY: "sk-test", OPENAI_EMBEDDING_MODEL: "embedded" }],
])("%s, an encoder that cannot run here is none, and one line says why and what follows", async (_, env) => {
  const { model, lines } = await start(env as Record<string, string>);
  expect(model).toBeNull();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: pino.levels.values["warn"],
    msg: expect.stringMatching(/cannot run on .*onnxruntime-missing.*searched by words alone/),
  });
});

test("a provider's embeddings need no encoder", async () => {
  const { model, lines } = await start({ OPENAI_API_KEY: "sk-test" });
  expect(model?.name).toBe("text-embedding-3-small@512");
  expect(lines).toEqual([]);
});
