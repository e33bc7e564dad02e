import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const arabic: LanguagePatterns = {
  pointing:
    /^(?:فهذا|لذا|بينما|أحد|الخطوة|الطريقة|فما|هذ[اهي]\p{L}*|ذلك|تلك|هنا|هناك|هو|هي|هم|أنا|نحن|ما|من|و|لكن|إذن|الآن|كل|شيء|الشيء|الفكرة|السؤال|المشكلة|اليوم)(?![\p{L}\p{M}])| (?:هذ[اه]\p{L}*|ذلك|تلك|هنا|الذي|التي|هو|هي|أن)(?![\p{L}\p{M}])/u,
  patterns: [
    {
      template: "definition",
      pattern: line("^(?:إذن،? |و)?", String.raw` هو (?!(?:أن|ما|أننا|الذي)(?!\p{L})|ال)`),
      ask: (x) => `ما هو ${x}؟`,
    },
    {
      template: "definition",
      pattern: line("^(?:إذن،? |و)?", String.raw` هي (?!(?:أن|ما|أننا|التي)(?!\p{L})|ال)`),
      ask: (x) => `ما هي ${x}؟`,
    },
    {
      template: "meaning",
      pattern: line("^(?:إذن،? |و)?", String.raw` يعني `),
      ask: (x) => `ماذا يعني ${x}؟`,
    },
    {
      template: "difference",
      pattern: pair("الفرق بين ", " و ?", String.raw`(?: هو|،|\.)`),
      ask: (x, y) => `ما الفرق بين ${x} و${y}؟`,
    },
    { template: "reason", pattern: line("(?:^|و)سبب ", " هو "), ask: (x) => `ما سبب ${x}؟` },
    {
      template: "composition",
      pattern: line("^(?:إذن،? |و)?", " يتكون من "),
      ask: (x) => `مم يتكون ${x}؟`,
    },
  ],
};
