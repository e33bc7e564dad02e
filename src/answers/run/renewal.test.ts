import { expect, test } from "vitest";
import { atTime } from "../../async/timers.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { eventually } from "../../testing/eventually.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { startTestServices } from "../../testing/server/test-services.ts";
import { videoEvents } from "../../videos/video-events.ts";
import { answerEvents } from "../answer-events.ts";

const past = (time: Date) => new Promise<void>((resolve) => void atTime(time.getTime() + 1, () => resolve()));

/** A session with eight seconds left, in which an answer is being written and read. */
async function startRun() {
  const gate = createGate();
  const chat = fakeChat({ pieces: ["Eighty ", gate.wait, "degrees."] });
  const services = await startTestServices({ env: { SESSION_RENEW: "on-use" }, dependencies: { chat } });
  const opened = await openReadySession(services);
  await services.query("update sessions set expires_at = now() + interval '8 seconds' where id = ?", [
    opened.id,
  ]);
  const session = { ...opened, expiresAt: await services.sessions.verify(opened) };
  const { id } = await services.answers.ask(session, {
    question: "How hot?",
    videoIds: null,
    idempotencyKey: null,
  });
  const events = await answerEvents(session, { id, after: null }, services);
  const names: string[] = [];
  const reading = (async () => {
    for await (const event of events) names.push(event.__typename);
  })();
  // A test may end before it is awaited.
  reading.catch(() => {});
  await eventually(() => names.includes("AnswerDelta"));
  return { gate, services, session, oldEnd: session.expiresAt, id, names, reading };
}

type Run = Awaited<ReturnType<typeof startRun>>;

test.each([
  ["use here", ({ services, session }: Run) => services.sessions.renewal!.renew(session)],
  [
    "another replica, without a word",
    ({ services, session }: Run) =>
      services.query("update sessions set expires_at = now() + interval '15 minutes' where id = ?", [
        session.id,
      ]),
  ],
] as const)(
  "what was begun before goes on past the old end of a session that was moved by %s",
  async (_by, renew) => {
    const run = await startRun();
    const { gate, services, session, oldEnd, id, names, reading } = run;
    const videos = videoEvents(session, services);
    await videos.next();
    await renew(run);
    await past(oldEnd);
    gate.open();
    await reading;
    expect(names.at(-1)).toBe("AnswerCompleted");
    expect(await services.answers.find(session, id)).toMatchObject({
      status: "COMPLETED",
      text: expect.stringContaining("Eighty degrees."),
    });
    const next = videos.next();
    await services.videos.add(session, ["https://youtu.be/bbbbbbbbbbb"], null);
    expect((await next).value).toMatchObject({ __typename: "VideoUpdated" });
    await videos.return!();
  },
);

test("a run ends with its session where nobody has used it since", async () => {
  const { services, session, id, reading } = await startRun();
  await expect(reading).rejects.toMatchObject({ extensions: { code: "SESSION_EXPIRED" } });
  await eventually(async () => (await services.answers.find(session, id))?.status === "CANCELLED");
});
