import { describe, expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { cuesOf } from "../../testing/database/stored-transcript.ts";
import { sampleIndex } from "../../testing/sample-index.ts";
import { createReader, questionSteps } from "../query/question.ts";
import { sessionVocabulary } from "../query/session-vocabulary.ts";
import { findEvidence, sentenceText } from "./evidence.ts";
import { introductionSteps } from "./introductions.ts";

/** The quotes that introduce the one whom the question asks for, in transcripts of these sentences. */
function introductions(question: string, ...transcripts: string[][]): string[] | null {
  const indexes = transcripts.map((sentences) => sampleIndex(cuesOf(sentences)));
  const asked = runAtOnce(questionSteps(question, createReader("en"), sessionVocabulary(indexes)));
  const found = findEvidence(
    indexes.map((index) => ({ index, question: asked, vector: null, windowCosines: null, trust: 1 })),
    null,
  );
  const runs = runAtOnce(introductionSteps(question, found));
  return (
    runs &&
    runs.map(({ evidence, first, last }) => {
      const sentences = [];
      for (let at = first; at <= last; at++) sentences.push(sentenceText(evidence, at));
      return sentences.join(" ");
    })
  );
}

const NURSE = "Hi, my name is Lisa, and I'm a nurse at this hospital.";
const WARD = "We begin with the ward.";

describe("a question for a person", () => {
  test.each([
    ["Who is Lisa?", NURSE],
    ["who's lisa", "hi my name is lisa and i'm a nurse at this hospital"],
    ["Who is Lisa Chen?", "I'm Dr. Lisa Chen, and today we look at crutches."],
    ["Who is Chen?", "Hello, this is Lisa Chen from the clinic."],
    ["Wer ist Lena?", "Hallo, ich heiße Lena und arbeite in der Klinik."],
    ["¿Quién es Ana?", "Hola, me llamo Ana y trabajo en la clínica."],
    ["Qui est Zoé ?", "Bonjour, je m'appelle Zoé et je travaille ici."],
    ["What is Lisa's job?", NURSE],
    ["What does Lisa do for a living?", NURSE],
    ["Where does Lisa work?", NURSE],
    ["Tell me about Lisa.", NURSE],
    ["Who is speaking?", NURSE],
    ["Who is the presenter?", "Hi everyone, I'm Lisa and I work here as a nurse."],
    ["What is the speaker's name?", "hi my name is lisa and i'm a nurse at this hospital"],
  ])("%s finds: %s", (question, sentence) => {
    expect(introductions(question, [WARD, sentence, WARD])).toEqual([expect.stringContaining(sentence)]);
  });

  test("is answered with the sentence after one that is little more than the name", () => {
    const told = ["My name is Lisa.", "I have been a nurse for ten years.", WARD];
    expect(introductions("Who is Lisa?", told)).toEqual([`${told[0]} ${told[1]}`]);
  });

  test("is answered once for each transcript, by the first who says so", () => {
    const guest = "My name is Omar and I run the pharmacy.";
    expect(introductions("Who is speaking?", [NURSE, guest], [WARD], [guest])).toEqual([NURSE, guest]);
  });

  test.each([
    ["Who is Omar?", NURSE],
    ["Who is Li?", NURSE],
    ["Who is right?", "I'm right about the ward."],
    ["Who is going to win?", "And I'm going to win this one."],
    ["Who is there?", "I'm there each morning, and my name is on the door there."],
    ["Who is Newton?", "This is Newton's second law of motion."],
    ["Who is Newton?", "This is what Newton found by his experiments."],
    ["Who is speaking?", "Hello, I'm American and happy."],
    ["Who is speaking?", "Hi, I'm going to show you the ward."],
    ["Who is the nurse that Lisa works with?", NURSE],
    ["What does Lisa do?", "This is Lisa, and she walks with crutches."],
    ["What is Lisa's advice?", NURSE],
    ["Where is Lisa?", NURSE],
  ])("%s does not find: %s", (question, sentence) => {
    expect(introductions(question, [WARD, sentence, WARD])).toBeNull();
  });
});
