import { CHARACTERS, OTHER_CHARACTERS, type LanguagePatterns } from "./pattern.ts";

export const japanese: LanguagePatterns = {
  pointing:
    /^(?:こ[れのこちう]|そ[れのこちう]|あ[れのこちう]|ど[れのこちう]|私|僕|彼|何|今|次|もの|こと|最初|最後|答え|問題|目標|みな|皆)|(?:これ|それ|あれ|この|その|あの|もの|こと)$/u,
  patterns: [
    {
      template: "definition",
      pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}(?<!こ)とは、?[^か？?]{6,}`, "u"),
      ask: (x) => `${x}とは何ですか？`,
    },
    {
      template: "meaning",
      pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}の意味は`, "u"),
      ask: (x) => `${x}の意味は何ですか？`,
    },
    {
      template: "difference",
      pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}と${OTHER_CHARACTERS}の違いは`, "u"),
      ask: (x, y) => `${x}と${y}の違いは何ですか？`,
    },
    {
      template: "reason",
      pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}の(?:理由|原因)は`, "u"),
      ask: (x) => `${x}の理由は何ですか？`,
    },
    {
      template: "dependence",
      pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}は[^、。]{1,12}(?:に依存|によって決ま)`, "u"),
      ask: (x) => `${x}は何によって決まりますか？`,
    },
  ],
};
