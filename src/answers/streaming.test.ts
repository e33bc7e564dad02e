import { beforeAll, describe, expect, test } from "vitest";
import {
  ANSWER_EVENTS,
  createAnswerReader,
  dataOf,
  followAnswer,
  readAnswer,
  type AnswerReader,
} from "../testing/client/answer-reader.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../testing/fakes/fake-models.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index} `);
const QUESTION = "How hot should the water for green tea be?";
const WATER = "Green tea wants water of eighty degrees [1].";

const CANCEL = `mutation ($id: ID!) {
  cancelAnswer(id: $id) { answer { status text usage { estimated completionTokens } } } }`;

const chat = fakeChat();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat, embedding: createFakeEmbedding() } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

/** Until all but the last space has come, which is held back in case a marker follows. */
const untilText = (reader: AnswerReader, text: string) =>
  eventually(() => reader.text.trimEnd() === text.trimEnd());

async function newSession(): Promise<string> {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  return token;
}

describe("a stream of answer events", () => {
  test("gives a reader who came before, during and after the run the same text", async () => {
    const middle = createGate();
    chat.play([...words(20), middle.wait, ...words(20), WATER]);
    const token = await newSession();

    const id = await ask(server, token, QUESTION);
    const early = followAnswer(server, id, token);
    await untilText(early.reader, words(20).join(""));
    const during = followAnswer(server, id, token);
    await untilText(during.reader, words(20).join(""));
    middle.open();
    const readers = [await early.ended, await during.ended, await readAnswer(server, id, token)];

    const { answer } = await server.request(
      `query ($id: ID!) { answer(id: $id) { text status } }`,
      { id },
      token,
    );
    expect(answer.status).toBe("COMPLETED");
    for (const reader of readers) {
      expect(reader.text).toBe(answer.text);
      expect(reader.names[0]).toBe("AnswerStarted");
      expect(reader.names[1]).toBe("AnswerSources");
      expect(reader.names.at(-1)).toBe("AnswerCompleted");
      expect([...reader.citations.keys()]).toEqual([1]);
    }
  });

  test("resumes from the cursor of any event with exactly what is missing", async () => {
    chat.play([...words(10), WATER, " And more.", ...words(5)], 8);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const whole = await readAnswer(server, id, token);

    for (const [index, event] of whole.events.entries()) {
      const resumed = createAnswerReader();
      for (const seen of whole.events.slice(0, index + 1)) resumed.apply(seen);
      const rest = await readAnswer(server, id, token, event.cursor);
      for (const next of rest.events) resumed.apply(next);
      expect(resumed.text).toBe(whole.text);
      expect(resumed.citations).toEqual(whole.citations);
      expect(rest.names.at(-1)).toBe("AnswerCompleted");
      const repeated = rest.events.filter(
        (next) => next.__typename === "AnswerDelta" && next.offset < eventEnd(event),
      );
      expect(repeated).toEqual([]);
    }
  });

  test("has a place that is marked twice once among the citations", async () => {
    chat.play([WATER, " As I said: ", WATER]);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const reader = await readAnswer(server, id, token);
    expect(reader.text.match(/\[1\]/g)).toHaveLength(2);
    expect(reader.names.filter((name) => name === "AnswerCitation")).toHaveLength(1);
    expect(reader.events.at(-1).answer.citations).toHaveLength(1);
  });

  test("tells who reads the answer meanwhile no less than its readers: text, citations and sources", async () => {
    const gate = createGate();
    chat.play([WATER, " And", gate.wait, " more."]);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    for await (const result of server.subscribe(ANSWER_EVENTS, { id }, token)) {
      if (dataOf(result).answerEvents.__typename === "AnswerCitation") break;
    }
    const { answer } = await server.request(
      `query ($id: ID!) { answer(id: $id) { status text citations { number quote } sources { text } } }`,
      { id },
      token,
    );
    gate.open();
    expect(answer).toMatchObject({
      status: "RUNNING",
      text: expect.stringContaining("[1]"),
      citations: [{ number: 1, quote: expect.stringContaining("eighty") }],
      sources: [{ text: expect.stringContaining("eighty") }],
    });
    await readAnswer(server, id, token);
  });

  test("leaves the run alone when every reader has left", async () => {
    chat.play([...words(30), WATER], 5);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    for await (const result of server.subscribe(ANSWER_EVENTS, { id }, token)) {
      if (dataOf(result).answerEvents.__typename === "AnswerDelta") break;
    }
    const reader = await readAnswer(server, id, token);
    expect(reader.text).toBe(words(30).join("") + WATER);
    expect(chat.aborted).toBe(0);
  });

  test("refuses cursors that make no sense and those of another answer", async () => {
    chat.play([WATER]);
    const token = await newSession();
    const first = await ask(server, token, QUESTION);
    const second = await ask(server, token, "How long?");
    const { cursor } = await readAnswer(server, first, token);
    const beyond = Buffer.from(`${first}/1/2/99999/0`).toString("base64url");
    await readAnswer(server, second, token);

    for (const [id, after] of [
      [second, cursor],
      [first, "nonsense"],
      [first, beyond],
      [first, "💥"],
    ]) {
      const [result] = await Array.fromAsync(server.subscribe(ANSWER_EVENTS, { id, after }, token)).catch(
        (errors: unknown) => [{ errors: errors as { extensions: { code: string } }[] }],
      );
      expect(result?.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    }
  });

  test("tells the client what went wrong when the model breaks off, and keeps the text", async () => {
    chat.play([
      "It begins ",
      async () => {
        throw new Error("secret words of the provider");
      },
    ]);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const reader = await readAnswer(server, id, token);
    expect(reader.text).toBe("It begins ");
    expect(reader.events.at(-1)).toMatchObject({
      __typename: "AnswerFailed",
      answer: { status: "FAILED", text: "It begins " },
      failure: { code: "INTERNAL", retryable: true },
    });
    expect(JSON.stringify(reader.events)).not.toContain("secret");
  });

  test("has the same text as the answer where the model begins with byte order marks", async () => {
    chat.play(["\uFEFF", "\uFEFF\uFEFFEighty", " degrees,\uFEFF no more [1]."], 30);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const reader = await readAnswer(server, id, token);
    expect(reader.text).toBe("Eighty degrees,\uFEFF no more [1].");
    expect(reader.events.at(-1).answer.text).toBe(reader.text);
  });

  test("fails with NO_READY_VIDEO where there is nothing to answer from", async () => {
    const token = await server.openSession();
    const id = await ask(server, token, QUESTION);
    const reader = await readAnswer(server, id, token);
    expect(reader.events.at(-1).failure).toMatchObject({ code: "NO_READY_VIDEO", retryable: false });
  });
});

describe("cancelAnswer", () => {
  test("stops the model, keeps the text, and tells every reader", async () => {
    const never = createGate();
    chat.play([...words(5), never.wait]);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const followed = [followAnswer(server, id, token), followAnswer(server, id, token)];
    for (const { reader } of followed) await untilText(reader, words(5).join(""));
    const cancelled = (await server.request(CANCEL, { id }, token)).cancelAnswer.answer;
    expect(cancelled).toMatchObject({ status: "CANCELLED", text: words(5).join("") });
    expect(cancelled.usage).toMatchObject({ estimated: true });
    expect(chat.aborted).toBe(1);
    for (const reader of await Promise.all(followed.map(({ ended }) => ended))) {
      expect(reader.text).toBe(words(5).join(""));
      expect(reader.names.at(-1)).toBe("AnswerCancelled");
    }
  });

  test("is harmless on an answer that has ended", async () => {
    chat.play([WATER]);
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const { text } = await readAnswer(server, id, token);
    expect((await server.request(CANCEL, { id }, token)).cancelAnswer.answer).toMatchObject({
      status: "COMPLETED",
      text,
    });
  });
});

describe("ask with an idempotencyKey", () => {
  const ASK = `mutation ($question: String!, $key: String) {
    ask(question: $question, idempotencyKey: $key) { answer { id } } }`;

  test("returns the same answer to the same question, also when both arrive at once", async () => {
    chat.play([WATER]);
    const token = await newSession();
    const variables = { question: "How hot?", key: "k1" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.request(ASK, variables, token)));
    expect(new Set(answers.map(({ ask: asked }) => asked.answer.id)).size).toBe(1);
    await readAnswer(server, answers[0].ask.answer.id, token);
    expect(chat.prompts.length).toBe(1);
    expect(await server.errorCode(ASK, { question: "Another?", key: "k1" }, token)).toBe("BAD_USER_INPUT");
  });
});

describe("ask while the session is being deleted", () => {
  test("is refused, or has happened before; never a fault", async () => {
    chat.play([WATER]);
    for (let round = 0; round < 15; round++) {
      const token = await server.openSession();
      const [asked] = await Promise.all([
        server.execute(`mutation { ask(question: "How hot?") { answer { id } } }`, {}, token),
        server.execute(`mutation { endSession { sessionId } }`, {}, token),
      ]);
      expect([undefined, "UNAUTHENTICATED"]).toContain(asked.errors?.[0]?.extensions.code);
    }
  });
});

describe.runIf(onPostgreSQL)("on several replicas", () => {
  const otherChat = fakeChat({ pieces: [WATER] });

  async function another() {
    const dependencies = { chat: otherChat, embedding: createFakeEmbedding() };
    return startTestServer({ dependencies, database: server.database });
  }

  test("a reader on another replica sees the answer grow, and has the same in the end", async () => {
    chat.play([...words(60), WATER], 10);
    const other = await another();
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const [here, there] = await Promise.all([readAnswer(server, id, token), readAnswer(other, id, token)]);
    expect(there.text).toBe(here.text);
    expect([...there.citations.values()]).toEqual([...here.citations.values()]);
    expect(there.names.filter((name) => name === "AnswerDelta").length).toBeGreaterThan(5);
  });

  test("cancelAnswer reaches the replica that runs it", async () => {
    chat.play([...words(3), createGate().wait]);
    const other = await another();
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(other, id, token);
    await untilText(reader, words(3).join(""));
    const cancelled = (await other.request(CANCEL, { id }, token)).cancelAnswer.answer;
    expect(cancelled).toMatchObject({ status: "CANCELLED", text: words(3).join("") });
    expect(chat.aborted).toBe(1);
    expect((await ended).names.at(-1)).toBe("AnswerCancelled");
  });

  test("an answer whose server stops is begun anew by another, and its readers are told", async () => {
    chat.play([...words(9), createGate().wait]);
    const other = await another();
    const token = await newSession();
    const id = await ask(server, token, QUESTION);
    const { reader, ended } = followAnswer(other, id, token);
    await untilText(reader, words(9).join(""));
    const stopping = server.services.stop(0);
    await ended;
    expect(reader.names).toContain("AnswerRestarted");
    expect(reader.names.at(-1)).toBe("AnswerCompleted");
    expect(reader.text).toBe(WATER);
    await stopping;
  });
});

function eventEnd(event: { __typename: string; offset?: number; text?: string }): number {
  return event.__typename === "AnswerDelta" ? event.offset! + event.text!.length : 0;
}
