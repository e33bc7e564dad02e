import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createFakeEmbedding } from "../src/testing/fakes/fake-embedding.ts";
import { fakeChat } from "../src/testing/fakes/fake-models.ts";
import { startTestServer } from "../src/testing/server/test-server.ts";

test("an answer that cites the transcript passes", async () => {
  const { code, output, errors } = await smoke(origin(await start({})));
  expect(errors).toBe("");
  expect(output).toMatch(/answered, \w+, \d+ cited: /);
  expect(code).toBe(0);
});

test("an answer without a citation fails", async () => {
  const { code, errors } = await smoke(
    origin(await start({ chat: fakeChat({ pieces: ["NO_ANSWER: The videos do not say."] }) })),
  );
  expect(errors).toContain("cites nothing");
  expect(code).toBe(1);
});

test("a server that is not there fails, with its address", async () => {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  listener.close();
  await once(listener, "close");

  const { code, errors } = await smoke(url);
  expect(errors).toContain(`${url} is not ready: fetch failed`);
  expect(code).toBe(1);
});

async function start(dependencies: object) {
  const server = await startTestServer({
    dependencies: { embedding: createFakeEmbedding(), ...dependencies },
  });
  onTestFinished(async () => {
    await server.close();
    await server.database.drop();
  });
  return server;
}

const origin = ({ url }: { url: string }) => new URL(url).origin;

function smoke(url: string) {
  return new Promise<{ code: unknown; output: string; errors: string }>((resolve) => {
    const args = [join(import.meta.dirname, "smoke.ts"), url, "--wait", "0"];
    execFile(process.execPath, args, (error, output, errors) =>
      resolve({ code: error?.code ?? 0, output, errors }),
    );
  });
}
