import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const russian: LanguagePatterns = {
  pointing:
    /^(?:поскольку|шаг|самый|эт\p{L}*|т[оае]|тот|он|она|оно|они|я|мы|вы|здесь|там|что|кто|и|но|так|теперь|кажд\p{L}*|все|всё|мо[йяё]|наш\p{L}*|сво\p{L}*|друг\p{L}*|перв\p{L}*|втор\p{L}*|следующ\p{L}*|последн\p{L}*|проблема|вопрос|ответ|результат|сегодня|главное|наша|цель|идея)(?!\p{L})| (?:эт\p{L}*|тот|здесь|что|мы|я|котор\p{L}*)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:итак,? |и |но |а |так,? )?",
        String.raw`,? ?[—–-] ?это (?!не |то |как |очень |просто то)`,
      ),
      ask: (x) => `Что такое ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` (?:означает|значит)(?:,| )`),
      ask: (x) => `Что означает ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(
        String.raw`(?:разница|различие) между `,
        " и ",
        String.raw`(?: в | состоит| заключается|,|\.)`,
      ),
      ask: (x, y) => `В чём разница между ${x} и ${y}?`,
    },
    {
      template: "composition",
      pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` состоит из `),
      ask: (x) => `Из чего состоит ${x}?`,
    },
    {
      template: "dependence",
      pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` зависит от `),
      ask: (x) => `От чего зависит ${x}?`,
    },
    {
      template: "description",
      pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` описывает `),
      ask: (x) => `Что описывает ${x}?`,
    },
  ],
};
