import { CHARACTERS, OTHER_CHARACTERS, type LanguagePatterns } from "./pattern.ts";

export const chinese: LanguagePatterns = {
  pointing:
    /^(?:[这那這]|它|他|她|我|你|您|咱|什么|什麼|谁|誰|哪|每|所有|一个|一個|第|但|所以|因为|因為|然后|然後|现在|現在|今天|如果|就|也|还|還|事实|事實|答案|问题|問題|目标|目標|结果|結果)|(?:[这那這]|的|是|就|也|都|不|其实|其實)$/u,
  patterns: [
    {
      template: "definition",
      pattern: new RegExp(
        `^(?:所以|那么|那麼|其实|其實)?,?，? ?${CHARACTERS}(?:就)?(?:是指|指的是|是一[种種个個类類门門套]|是一个|是一個)`,
        "u",
      ),
      ask: (x) => `什么是${x}？`,
    },
    {
      template: "meaning",
      pattern: new RegExp(`^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}(?:意味着|意味著)`, "u"),
      ask: (x) => `${x}意味着什么？`,
    },
    {
      template: "difference",
      pattern: new RegExp(
        `(?:^|[，。,] ?)${CHARACTERS}[和与與跟]${OTHER_CHARACTERS}(?:之间|之間)?的(?:区别|區別|差别|差別|不同)`,
        "u",
      ),
      ask: (x, y) => `${x}和${y}有什么区别？`,
    },
    {
      template: "reason",
      pattern: new RegExp(`(?:^|[，。,] ?)${CHARACTERS}的原因(?:是|在于|在於)`, "u"),
      ask: (x) => `${x}的原因是什么？`,
    },
    {
      template: "dependence",
      pattern: new RegExp(`^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}取决于`, "u"),
      ask: (x) => `${x}取决于什么？`,
    },
    {
      template: "description",
      pattern: new RegExp(
        `^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}(?:表示|代表)(?:的是|了)?[^。，]{4,}`,
        "u",
      ),
      ask: (x) => `${x}表示什么？`,
    },
  ],
};
