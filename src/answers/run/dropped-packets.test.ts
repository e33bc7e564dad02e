import { expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { startTcpProxy } from "../../testing/network/tcp-proxy.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { SHORT_LEASES } from "../../testing/server/short-leases.ts";
import { startTestServices } from "../../testing/server/test-services.ts";

// A lease lapses meanwhile.
vi.setConfig({ testTimeout: 60_000 });

/** Services whose way to PostgreSQL is the proxy, and what starts others that connect directly. */
async function startCutOff() {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const { DATABASE_URL } = database.env as { DATABASE_URL: string };
  const url = new URL(DATABASE_URL);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  onTestFinished(proxy.close);
  url.host = `127.0.0.1:${proxy.port}`;

  /** Each says its name, and waits for its gate before the rest. */
  async function start(name: string, databaseUrl: string) {
    const gate = createGate();
    const chat = fakeChat({ pieces: [`${name} says eighty `, gate.wait, "degrees."] });
    const env = { DATABASE_URL: databaseUrl };
    const options = { database, env, dependencies: { chat }, answerIntervals: SHORT_LEASES };
    return { services: await startTestServices(options), chat, gate };
  }
  return { proxy, one: await start("One", url.href), startOther: () => start("Other", DATABASE_URL) };
}

test.runIf(onPostgreSQL)(
  "an answer whose process is cut off for longer than its lease is another's once, and the first writes no more of it",
  async () => {
    const { proxy, one, startOther } = await startCutOff();
    const session = await openReadySession(one.services);
    const question = { question: "How hot?", videoIds: null, idempotencyKey: null };
    const { id } = await one.services.answers.ask(session, question);
    await eventually(() => one.chat.prompts.length === 1);
    const other = await startOther();
    proxy.drop();
    await eventually(() => other.chat.prompts.length === 1, { withinMs: 30_000 });
    one.gate.open();
    proxy.pass();
    // The first can use the database again, and sees whose the answer is.
    await eventually(async () => (await one.services.answers.find(session, id))!.attempt === 2);
    other.gate.open();
    const untilCompleted = async () => {
      const answer = await other.services.answers.find(session, id);
      return answer?.status === "COMPLETED" && answer;
    };
    const { text } = await eventually(untilCompleted);
    expect(text).toContain("Other says eighty degrees.");
    expect(text).not.toContain("One");
    // With its runs, whatever the first had still to write has ended.
    await one.services.close();
    expect(await untilCompleted()).toMatchObject({ attempt: 2, text });
    expect([one.chat.prompts.length, other.chat.prompts.length]).toEqual([1, 1]);
  },
);
