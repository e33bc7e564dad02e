import { expect, test } from "vitest";
import type { Session } from "../sessions/session.ts";
import { onPostgreSQL, type TestDatabase } from "../testing/database/test-database.ts";
import { eventually } from "../testing/eventually.ts";
import { openReadySession } from "../testing/server/ready-session.ts";
import { startTestServices, type TestServices } from "../testing/server/test-services.ts";
import { answerEvents } from "./answer-events.ts";
import type { AnswerIntervals } from "./intervals.ts";

/** A server without a model, and the time between the words that it quotes. */
const start = (quotedWordMs: number, database?: TestDatabase, intervals: Partial<AnswerIntervals> = {}) =>
  startTestServices({
    answerIntervals: { quotedWordMs, takeOverPollMs: 20, logPollMs: 50, ...intervals },
    ...(database && { database }),
  });

async function ask({ answers }: TestServices, session: Session): Promise<string> {
  const question = "How hot is the water for green tea?";
  return (await answers.ask(session, { question, videoIds: null, idempotencyKey: null })).id;
}

/** Reads an answer by the rules of the contract, which needs no care for one that another process goes on with. */
async function follow(services: TestServices, session: Session, id: string, before?: Reader) {
  const reader: Reader = { names: [], text: "", cursor: null, citations: [], ...before };
  const events = await answerEvents(session, { id, after: reader.cursor }, services);
  const ended = (async () => {
    for await (const event of events) {
      reader.names.push(event.__typename);
      reader.cursor = event.cursor;
      if (event.__typename === "AnswerDelta") reader.text = reader.text.slice(0, event.offset) + event.text;
      if (event.__typename === "AnswerCitation") reader.citations.push(event.citation.quote);
    }
  })();
  return { reader, ended };
}
type Reader = { names: string[]; text: string; cursor: string | null; citations: string[] };

/** The answer to the same question that nothing happened to, and what its readers have of it. */
async function undisturbed(services: TestServices, session: Session): Promise<Reader> {
  const { reader, ended } = await follow(services, session, await ask(services, session));
  await ended;
  return reader;
}

const hasWords = ({ text }: Reader) => text.split(/\s+/).length > 3;

test("a server goes on with an answer where the one that stopped amid it ended", async () => {
  const first = await start(50);
  const session = await openReadySession(first);
  const id = await ask(first, session);
  const before = await follow(first, session, id);
  before.ended.catch(() => {});
  await eventually(() => hasWords(before.reader));
  await first.close();
  const { names: _, ...shown } = structuredClone(before.reader);

  const second = await start(0, first.testDatabase);
  const { reader, ended } = await follow(second, session, id, { names: [], ...shown });
  await ended;
  const whole = await undisturbed(second, session);
  expect(reader.names).not.toContain("AnswerRestarted");
  expect(reader).toMatchObject({ text: whole.text, citations: whole.citations });
  expect(await second.answers.find(session, id)).toMatchObject({
    status: "COMPLETED",
    attempt: 2,
    text: whole.text,
  });
  await second.close();
}, 60_000);

test.runIf(onPostgreSQL)(
  "readers at another server see that one go on",
  async () => {
    // It renews no lease meanwhile: what it writes is in the log alone.
    const first = await start(300, undefined, { checkpointMs: 60_000 });
    const session = await openReadySession(first);
    const second = await start(0, first.testDatabase);
    const id = await ask(first, session);
    const { reader, ended } = await follow(second, session, id);
    await eventually(() => hasWords(reader));
    // As if its process had been killed.
    await first.query(
      `update answers set lease_pid = null, lease_until = now() - interval '1 minute' where id = ?`,
      [id],
    );
    await ended;
    const whole = await undisturbed(second, session);
    expect(reader.names.filter((name) => /Interrupted|Resumed|Restarted/.test(name))).toEqual([
      "AnswerInterrupted",
      "AnswerResumed",
    ]);
    expect(reader).toMatchObject({ text: whole.text, citations: whole.citations });
    await second.close();
  },
  60_000,
);
