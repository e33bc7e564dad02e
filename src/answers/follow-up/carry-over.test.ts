import { describe, expect, it } from "vitest";
import { carryOver } from "./carry-over.ts";

/** A question, the one before it, and the words that searching for it needs. */
const followUps: [question: string, before: string, needed: string][] = [
  ["为什么？", "行列式是什么？", "行列式"],
  ["なぜですか？", "行列式とは何ですか？", "行列式"],
  ["क्यों?", "मैट्रिक्स का सारणिक क्या मापता है?", "मैट्रिक्स सारणिक"],
  ["Почему?", "Что измеряет определитель матрицы?", "определитель матрицы"],
  ["А обратной?", "Что измеряет определитель матрицы?", "определитель матрицы"],
  ["Perché?", "Che cosa misura la derivata di una funzione?", "derivata funzione"],
];

const standalone = [
  "Что измеряет производная функции?",
  "Che cosa misura la derivata di una funzione?",
  "導関数とは何ですか",
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
    expect(carryOver(question, [turn("Что измеряет определитель матрицы?")])).toBe(question);
  });

  it("goes back through follow-ups to the question that they follow", () => {
    const history = [turn("Что описывает ряд Фурье?"), turn("Почему?"), turn("Почему?")];
    expect(carryOver("Почему?", history)).toBe("Почему? описывает ряд фурье");
  });

  it("repeats no word that the question has already", () => {
    expect(carryOver("И ряд?", [turn("Что описывает ряд Фурье?")])).toBe("И ряд? описывает фурье");
  });

  it("gives the question itself where nothing came before", () => {
    expect(carryOver("Почему?", [])).toBe("Почему?");
  });

  it("stays short however long the conversation was", () => {
    const long = turn(Array.from({ length: 500 }, (_, at) => `тема${at}`).join(" "));
    expect(carryOver("Почему?", [long, long]).split(" ")).toHaveLength(13);
  });
});
