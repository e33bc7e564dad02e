import { beforeAll, describe, expect, test } from "vitest";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const COFFEE = {
  title: "Coffee at home",
  format: "TEXT",
  language: "en",
  content: [
    "0:00 Welcome to the roastery, my name is Otto.",
    "0:06 For a French press you grind the beans coarsely.",
    "0:12 For an espresso you grind the beans as fine as sugar.",
    "0:18 The press needs coarse grounds because fine ones slip through its sieve and make the cup muddy.",
    "0:26 A French press brews for four minutes.",
    "0:32 An espresso runs for twenty-five seconds.",
    "0:38 Clean the press with warm water after each use, never with soap.",
    "0:44 The water for the press should be ninety-five degrees hot.",
    "0:50 Beans stay fresh for a month in a closed tin.",
  ].join("\n"),
};
const BROT = {
  title: "Brot",
  format: "TEXT",
  language: "de",
  content: [
    "0:00 Guten Tag und willkommen in der Backstube.",
    "0:06 Roggenbrot muss zwei Stunden gehen.",
    "0:12 Weizenbrot muss eine Stunde gehen.",
    "0:18 Den Ofen heizt man auf zweihundertfünfzig Grad vor.",
  ].join("\n"),
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat: null } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

/** Asks the questions one after another in a new session with the transcript; gives the last answer. */
async function answerTo(questions: string[], transcript: object = COFFEE) {
  const token = await server.openSession();
  await addReadyTranscript(server, token, transcript);
  let answer = { text: "", confidence: "", citations: [] as { quote: string }[] };
  for (const question of questions) {
    const reader = await readAnswer(server, await ask(server, token, question), token);
    answer = reader.events.at(-1).answer;
  }
  return answer;
}

describe("a follow-up without a model", () => {
  test.each([
    [["How fine should I grind the beans for a French press?", "and for an espresso?"], "as fine as sugar"],
    [["How long does a French press brew?", "And an espresso?"], "twenty-five seconds"],
    [["How do I grind the beans for a French press?", "Why?"], "because fine ones slip through"],
    [["How long does a French press brew?", "how do I clean it?"], "with warm water"],
    [["How long does a French press brew?", "And how long do the beans stay fresh?"], "for a month"],
  ])("%j ends in what was asked for", async (questions, wanted) => {
    const { citations } = await answerTo(questions);
    expect(citations[0]!.quote).toContain(wanted);
  });

  test("in German ends in what was asked for", async () => {
    const { citations } = await answerTo(["Wie lange muss Roggenbrot gehen?", "Und Weizenbrot?"], BROT);
    expect(citations[0]!.quote).toContain("Weizenbrot muss eine Stunde");
  });

  test("that asks for more repeats nothing", async () => {
    const { citations } = await answerTo(["How long does a French press brew?", "tell me more"]);
    expect(citations.map(({ quote }) => quote).join(" ")).not.toContain("brews for four minutes");
  });

  test("leaves what was talked of where the subject is new", async () => {
    const { text, confidence } = await answerTo([
      "How long does a French press brew?",
      "What is the capital of Mongolia?",
    ]);
    expect(text).toBe("The transcripts in this session do not answer this question.");
    expect(confidence).toBe("NOT_FOUND");
  });
});

describe("a question in another language than the video", () => {
  test("is answered unsurely at best, and the answer says which language the video is in", async () => {
    const { text, confidence } = await answerTo(["Wie lange brüht man Kaffee in der French press?"]);
    expect(confidence).not.toBe("SURE");
    expect(text).toContain("Das Video ist auf Englisch.");
  });
});
