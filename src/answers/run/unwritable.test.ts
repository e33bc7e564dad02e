import { expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabase, onPostgreSQL } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { SHORT_LEASES } from "../../testing/server/short-leases.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";

// Leases lapse meanwhile.
vi.setConfig({ testTimeout: 60_000 });

/** Services whose database can refuse changes of answers, as with a full disk. */
async function startServices() {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const gate = createGate();
  const chat = fakeChat({ pieces: ["Eighty ", gate.wait, "degrees."] });
  const start = () => startTestServices({ database, dependencies: { chat }, answerIntervals: SHORT_LEASES });
  const services = await start();
  onTestFinished(services.close);
  await services.query(`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$`);
  const session = await openReadySession(services);
  const { id } = await services.answers.ask(session, {
    question: "How hot?",
    videoIds: null,
    idempotencyKey: null,
  });
  await eventually(() => chat.prompts.length === 1);
  return { services, start, session, id, chat, gate };
}

const refuse = ({ query }: TestServices, when: string) =>
  query(
    `create trigger refused before update on answers for each row when (${when}) execute function refuse()`,
  );
const accept = ({ query }: TestServices) => query(`drop trigger refused on answers`);

const leaseUntil = async ({ query }: TestServices): Promise<Date> => {
  const [row] = await query(`select (extract(epoch from lease_until) * 1000)::float8 as ms from answers`);
  return new Date(row!["ms"] as number);
};

const untilCompleted = ({ answers }: TestServices, session: Parameters<typeof answers.find>[0], id: string) =>
  eventually(async () => {
    const answer = await answers.find(session, id);
    return answer?.status === "COMPLETED" && answer;
  });

test("an answer whose end cannot be stored keeps its lease, and is stored later", async () => {
  const { services, session, id, chat, gate } = await startServices();
  await refuse(services, "new.status <> 'RUNNING'");
  gate.open();
  await eventually(async () => (await services.answers.find(session, id))!.text.includes("degrees"));
  const before = await leaseUntil(services);
  // Twice, since a checkpoint may have been under way as the answer ended.
  await eventually(
    async () => (await leaseUntil(services)).getTime() > before.getTime() + SHORT_LEASES.checkpointMs * 1.5,
  );
  await accept(services);
  expect(await untilCompleted(services, session, id)).toMatchObject({ attempt: 1 });
  expect(chat.prompts).toHaveLength(1);
});

test.runIf(onPostgreSQL)(
  "while the database takes no changes nobody takes a run over, nor at once when it does again",
  async () => {
    const { services, start, session, id, chat, gate } = await startServices();
    const other = await start();
    onTestFinished(other.close);
    await refuse(services, "true");
    const isLapsed = async () => {
      const [row] = await services.query(
        `select lease_until < now() - interval '1 second' as "isLapsed" from answers`,
      );
      return row!["isLapsed"] === true;
    };
    await eventually(isLapsed, { withinMs: 20_000 });
    await accept(services);
    await eventually(async () => !(await isLapsed()));
    gate.open();
    expect(await untilCompleted(services, session, id)).toMatchObject({ attempt: 1 });
    expect(chat.prompts).toHaveLength(1);
  },
);
