import { describe, expect, it } from "vitest";
import { carryOver } from "./follow-up.ts";

/** A question, the one before it, and the words that searching for it needs. */
const followUps: [question: string, before: string, needed: string][] = [
  ["why?", "What does the determinant of a matrix measure?", "determinant matrix"],
  ["Why not?", "Can a plane fly with one engine?", "plane fly engine"],
  ["How so?", "Is the covariance matrix symmetric?", "covariance matrix symmetric"],
  ["And the second one?", "What is the first step of gradient descent?", "gradient descent"],
  ["What about eigenvalues?", "How do you compute the eigenvectors of a matrix?", "eigenvectors matrix"],
  ["Can you give an example?", "What is a convolution?", "convolution"],
  [
    "Explain that in more detail please",
    "How does backpropagation use the chain rule?",
    "backpropagation chain rule",
  ],
  ["How long does it take?", "How do I proof sourdough bread?", "proof sourdough bread"],
  ["Who invented it?", "What is the fast Fourier transform?", "fast fourier transform"],
  ["Does it hurt?", "How is a dislocated shoulder put back?", "dislocated shoulder"],
  ["When should I use them?", "What are hooks in React?", "hooks react"],
  ["What did he say about salaries?", "What advice does Brian Chesky give founders?", "chesky founders"],
  ["and then?", "How do you start tapping a kneecap?", "tapping kneecap"],
  ["Is that dangerous?", "Why does lithium swell in old batteries?", "lithium batteries"],
  ["What are its limits?", "How does the k-means algorithm work?", "means algorithm"],
  ["But why negative?", "What does the sign of the determinant say?", "determinant sign"],
  ["Warum?", "Was misst die Ableitung einer Funktion?", "ableitung funktion"],
  ["¿Y por qué?", "¿Qué mide la derivada de una función?", "derivada función"],
  ["Et pourquoi ?", "Que mesure la dérivée d'une fonction ?", "dérivée fonction"],
  ["为什么？", "行列式是什么？", "行列 列式"],
  ["なぜですか？", "行列式とは何ですか？", "行列 列式"],
  ["क्यों?", "मैट्रिक्स का सारणिक क्या मापता है?", "मैट्रिक्स सारणिक"],
  ["Почему?", "Что измеряет определитель матрицы?", "определитель матрицы"],
];

const standalone = [
  "How do I proof sourdough bread?",
  "What is the difference between a list and a tuple in Python?",
  "Which algorithm did Karpathy use to train the tokenizer?",
  "Who invented the telephone?",
  "What causes the seasons on Earth?",
  "When is it safe to eat raw chicken eggs?",
  "How does she describe product market fit at early startups?",
  "What is a covariance matrix?",
  "Why do cats purr?",
  "And what does the Jacobian determinant have to do with volume?",
  "Was misst die Ableitung einer Funktion?",
  "Qu'est-ce que la transformée de Fourier ?",
];

const turn = (question: string) => ({ question, answer: "“Something quoted.” [1]" });

describe("carryOver", () => {
  it.each(followUps)("carries what %j needs from %j", (question, before, needed) => {
    const carried = carryOver(question, [turn("How tall is Mount Everest?"), turn(before)]);
    expect(carried.startsWith(question)).toBe(true);
    for (const word of needed.split(" ")) expect(carried.toLowerCase()).toContain(word);
    expect(carried).not.toContain("everest");
  });

  it.each(standalone)("leaves %j as it is", (question) => {
    expect(carryOver(question, [turn("What does the determinant of a matrix measure?")])).toBe(question);
  });

  it("goes back through follow-ups to the question that they follow", () => {
    const history = [turn("What is a Fourier series?"), turn("why?"), turn("And then?")];
    expect(carryOver("Can you explain that?", history)).toBe("Can you explain that? fourier series");
  });

  it("repeats no word that the question has already", () => {
    expect(carryOver("Is its derivative a sine?", [turn("What is the derivative of a cosine?")])).toBe(
      "Is its derivative a sine? cosine",
    );
  });

  it("gives the question itself where nothing came before", () => {
    expect(carryOver("why?", [])).toBe("why?");
  });

  it("stays short however long the conversation was", () => {
    const long = turn(Array.from({ length: 500 }, (_, at) => `topic${at}`).join(" "));
    expect(carryOver("why?", [long, long]).split(" ")).toHaveLength(13);
  });
});
