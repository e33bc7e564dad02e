import { rm } from "node:fs/promises";
import { expect, inject, it, onTestFinished } from "vitest";
import { copyTemplate } from "../testing/database/database-template.ts";
import { createTestClient } from "../testing/client/test-client.ts";
import { startOpenAIServer } from "../testing/openai/openai-server.ts";
import { startServerProcess } from "../testing/server/server-process.ts";

it("a key that the provider repeats in its error is not in the log", async () => {
  const key = "sk-secret-of-the-operator";
  const failure = { status: 401, message: `Incorrect API key provided: ${key}.` };
  const provider = await startOpenAIServer({ always: { failure } });
  onTestFinished(() => provider.close());
  const dataDir = await copyTemplate(inject("databaseTemplate"));
  onTestFinished(() => rm(dataDir, { recursive: true }));

  const server = startServerProcess({
    DATA_DIR: dataDir,
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: provider.url,
    OPENAI_EMBEDDING_MODEL: "text-embedding-3-small",
  });
  const client = createTestClient(await server.url());
  const token = await client.openSession();
  const input = { title: "Tea", format: "TEXT", content: "0:00 Green tea wants water of eighty degrees." };
  const add = "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }";
  await client.request(add, { input }, token);
  await server.printed(/Incorrect API key provided/);
  expect(server.output).toContain("Incorrect API key provided: [redacted].");
  expect(server.output).not.toContain(key);
});
