import { describe, expect, test, vi } from "vitest";
import type { Session } from "../../sessions/session.ts";
import { onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat, type FakeChat } from "../../testing/fakes/fake-models.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";

// Each starts services, which takes long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

/** What the fake model says that an answer of one piece took. */
const USED = 101;
const REFUSAL = "NO_ANSWER: None.";
const env = {
  ANSWER_MAX_TOKENS: "100",
  MODEL_TOKENS_PER_DAY: "4000",
  MAX_RUNNING_ANSWERS_PER_SESSION: "0",
};

const start = (chat: FakeChat, { testDatabase }: Partial<TestServices> = {}, more: object = {}) =>
  startTestServices({
    env: { ...env, ...more },
    dependencies: { chat },
    answerIntervals: { takeOverPollMs: 50 },
    ...(testDatabase && { database: testDatabase }),
  });

const ask = (services: TestServices, session: Session) =>
  services.answers.ask(session, { question: "How hot?", videoIds: null, idempotencyKey: null });

async function untilEnded(services: TestServices, session: Session, id: string) {
  return eventually(
    async () => {
      const answer = await services.answers.find(session, id);
      return answer?.status !== "RUNNING" && answer;
    },
    { withinMs: 30_000 },
  );
}

const tokensToday = async ({ query }: TestServices) => {
  const [row] = await query(`select tokens from model_tokens where day = (now() at time zone 'utc')::date`);
  return Number(row?.["tokens"] ?? 0);
};

const isSpent = async ({ query }: TestServices) => {
  const rows = await query(`select failure from answers where status = 'FAILED'`);
  return rows.length;
};

describe("the model tokens of a day", () => {
  test("are never exceeded, however many ask at once, and are given back as far as they are not used", async () => {
    const gate = createGate();
    const chat = fakeChat({ pieces: [gate.wait, REFUSAL] });
    const services = await start(chat);
    const session = await openReadySession(services);
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(services, session)));
    await eventually(async () => chat.prompts.length + (await isSpent(services)) === 20, {
      withinMs: 30_000,
    });
    // Each holds the most that it may take until it has ended.
    const begun = chat.prompts.length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(20);
    expect(await tokensToday(services)).toBeLessThanOrEqual(4000);
    gate.open();
    const ended = await Promise.all(asked.map(({ id }) => untilEnded(services, session, id)));
    const completed = ended.filter(({ status }) => status === "COMPLETED");
    expect(completed).toHaveLength(begun);
    expect(chat.prompts).toHaveLength(begun);
    const failed = ended.filter(({ status }) => status === "FAILED");
    for (const { failure, usage } of failed) {
      expect(failure).toMatchObject({ code: "MODEL_BUDGET_SPENT", retryable: true });
      expect(failure!.message).toMatch(/renewed at \d{4}-\d\d-\d\dT00:00:00\.000Z/);
      expect(usage?.completionTokens ?? 0).toBe(0);
    }
    expect(await tokensToday(services)).toBe(begun * (USED + 1));
  });

  test("once they are spent, let no call through until the next day, also of a server that is started anew", async () => {
    const first = await start(fakeChat({ pieces: [REFUSAL] }));
    const session = await openReadySession(first);
    await first.query(`insert into model_tokens values ((now() at time zone 'utc')::date, 3999)`);
    const refused = await ask(first, session);
    expect((await untilEnded(first, session, refused.id)).failure).toMatchObject({
      code: "MODEL_BUDGET_SPENT",
    });
    await first.close();
    const chat = fakeChat({ pieces: [REFUSAL] });
    const second = await start(chat, first);
    const again = await ask(second, session);
    expect((await untilEnded(second, session, again.id)).status).toBe("FAILED");
    expect(chat.prompts).toEqual([]);
    await second.query(`update model_tokens set day = day - 1`);
    const next = await ask(second, session);
    expect((await untilEnded(second, session, next.id)).status).toBe("COMPLETED");
    expect(await second.query(`select count(*)::int as days from model_tokens`)).toEqual([{ days: 2 }]);
    await second.close();
  });

  test("are left to answers by requests that these can do without", async () => {
    const chat = fakeChat({ pieces: [REFUSAL] });
    const services = await start(chat, {}, { PROMPT_MAX_TOKENS: "3000" });
    const session = await openReadySession(services);
    for (const count of [1, 2]) {
      const { id } = await ask(services, session);
      expect((await untilEnded(services, session, id)).status).toBe("COMPLETED");
      // The second question would be rewritten after the first.
      expect(chat.prompts).toHaveLength(count);
      await services.query(`update model_tokens set tokens = 1000`);
    }
  });

  test("count what a failed or cancelled request may have cost, and nothing of one that the provider refused", async () => {
    const gate = createGate();
    const chat = fakeChat({ pieces: [REFUSAL, gate.wait] });
    const services = await start(chat);
    const session = await openReadySession(services);
    const { id } = await ask(services, session);
    await eventually(() => chat.prompts.length === 1);
    const reserved = await tokensToday(services);
    await services.answers.cancel(session, id);
    await untilEnded(services, session, id);
    const used = await eventually(async () => {
      const now = await tokensToday(services);
      return now < reserved && now;
    });
    expect(used).toBeGreaterThan(reserved - 100);
  });

  test("are not counted where they are not limited", async () => {
    const services = await start(fakeChat({ pieces: [REFUSAL] }), {}, { MODEL_TOKENS_PER_DAY: "0" });
    const session = await openReadySession(services);
    const { id } = await ask(services, session);
    expect((await untilEnded(services, session, id)).status).toBe("COMPLETED");
    expect(await services.query(`select * from model_tokens`)).toEqual([]);
  });
});

describe.runIf(onPostgreSQL)("the model tokens of a day on several replicas", () => {
  test("are those of all together", async () => {
    const gate = createGate();
    const chats = [0, 1].map(() => fakeChat({ pieces: [gate.wait, REFUSAL] }));
    const first = await start(chats[0]!);
    const second = await start(chats[1]!, first);
    const session = await openReadySession(first);
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, at) => ask(at % 2 ? first : second, session)),
    );
    const calls = () => chats[0]!.prompts.length + chats[1]!.prompts.length;
    await eventually(async () => calls() + (await isSpent(first)) === 20, { withinMs: 30_000 });
    expect(await tokensToday(first)).toBeLessThanOrEqual(4000);
    gate.open();
    const ended = await Promise.all(asked.map(({ id }) => untilEnded(first, session, id)));
    expect(ended.filter(({ status }) => status === "COMPLETED")).toHaveLength(calls());
    expect(await tokensToday(first)).toBe(calls() * (USED + 1));
    await second.close();
  });
});
