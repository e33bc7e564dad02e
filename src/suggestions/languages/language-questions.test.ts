import { expect, test } from "vitest";
import { runAtOnce } from "../../async/steps.ts";
import { languageQuestionSteps, languageTitleQuestions } from "./language-questions.ts";

const questionsOf = (language: string, ...texts: string[]) =>
  runAtOnce(
    languageQuestionSteps(
      texts.map((text) => ({ text })),
      language,
    ),
  ).map(({ question }) => question);

test.each([
  ["de", "Ein Gletscher ist eine Masse aus Eis, die sich bewegt.", "Was ist ein Gletscher?"],
  ["de", "Also, Permafrost bedeutet, dass der Boden gefroren bleibt.", "Was bedeutet Permafrost?"],
  [
    "de",
    "Der Unterschied zwischen Wetter und Klima liegt in der Dauer.",
    "Was ist der Unterschied zwischen Wetter und Klima?",
  ],
  ["es", "Un glaciar es una masa de hielo que se mueve.", "¿Qué es un glaciar?"],
  ["es", "La levadura sirve para hacer pan.", "¿Para qué sirve la levadura?"],
  [
    "es",
    "La diferencia entre tiempo y clima es la duración.",
    "¿Cuál es la diferencia entre tiempo y clima?",
  ],
  ["fr", "Un glacier est une masse de glace qui avance.", "Qu'est-ce qu'un glacier ?"],
  ["fr", "La levure sert à faire du pain.", "À quoi sert la levure ?"],
  [
    "fr",
    "La différence entre météo et climat est la durée.",
    "Quelle est la différence entre météo et climat ?",
  ],
  ["it", "Un ghiacciaio è una massa di ghiaccio che si muove.", "Che cos'è un ghiacciaio?"],
  ["it", "Il lievito serve a fare il pane.", "A che cosa serve il lievito?"],
  ["it", "La differenza tra meteo e clima è la durata.", "Qual è la differenza tra meteo e clima?"],
  ["pt", "Um glaciar é uma massa de gelo que se move.", "O que é um glaciar?"],
  ["pt", "O fermento serve para fazer pão.", "Para que serve o fermento?"],
  ["pt", "A diferença entre tempo e clima é a duração.", "Qual é a diferença entre tempo e clima?"],
  ["nl", "Een gletsjer is een massa ijs die beweegt.", "Wat is een gletsjer?"],
  ["nl", "Brons bestaat uit koper en tin.", "Waaruit bestaat brons?"],
  ["nl", "Het verschil tussen weer en klimaat is de duur.", "Wat is het verschil tussen weer en klimaat?"],
  ["ru", "Ледник — это масса льда, которая движется.", "Что такое ледник?"],
  ["ru", "Бронза состоит из меди и олова.", "Из чего состоит бронза?"],
  ["ru", "Погода зависит от давления воздуха.", "От чего зависит погода?"],
  ["ar", "الجليد هو ماء متجمد في الطبيعة.", "ما هو الجليد؟"],
  ["ar", "البرونز يتكون من النحاس والقصدير.", "مم يتكون البرونز؟"],
  ["ar", "الفرق بين الطقس و المناخ هو المدة.", "ما الفرق بين الطقس والمناخ؟"],
  ["hi", "हिमनद एक बर्फ का विशाल पिंड है।", "हिमनद क्या है?"],
  ["hi", "जलवायु का मतलब लंबे समय का मौसम है।", "जलवायु का मतलब क्या है?"],
  ["hi", "मौसम और जलवायु में अंतर समय का है।", "मौसम और जलवायु में क्या अंतर है?"],
  ["ja", "氷河とは、動く大きな氷の塊です。", "氷河とは何ですか？"],
  ["ja", "天気と気候の違いは期間の長さです。", "天気と気候の違いは何ですか？"],
  ["ja", "地震の原因は岩盤のずれです。", "地震の理由は何ですか？"],
  ["zh", "冰川是一种会移动的巨大冰体。", "什么是冰川？"],
  ["zh", "天气和气候的区别在于时间长短。", "天气和气候有什么区别？"],
  ["zh", "沸点取决于气压。", "沸点取决于什么？"],
])("%s: %s", (language, sentence, question) => {
  expect(questionsOf(language, sentence)).toContain(question);
});

test.each([
  ["de", "Das ist eine Masse aus Eis, die sich bewegt."],
  ["es", "Esto significa que el suelo está helado."],
  ["fr", "Cela signifie que le sol reste gelé."],
  ["ru", "Это означает, что почва мёрзлая."],
  ["zh", "这意味着地面一直结冰。"],
  ["ja", "これとは何の関係もありません。"],
  ["de", "Was bedeutet Permafrost?"],
  ["sw", "Barafu ni maji yaliyoganda."],
])("%s: nothing is asked about %s", (language, sentence) => {
  expect(questionsOf(language, sentence)).toEqual([]);
});

test("the title of a chapter is asked about where it is often said", () => {
  const said = Array.from({ length: 4 }, () => ({ text: "Der Permafrost taut langsam." }));
  const ask = (title: string) => languageTitleQuestions([title], said, "de").map(({ question }) => question);
  expect(ask("Permafrost")).toEqual(["Was wird über „Permafrost“ gesagt?"]);
  expect(ask("Langsam")).toEqual([]);
  expect(ask("Gletscher")).toEqual([]);
});
