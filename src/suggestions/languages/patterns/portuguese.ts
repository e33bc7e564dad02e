import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const portuguese: LanguagePatterns = {
  pointing:
    /^(?:ess[ea]s?|est[ea]s?|isso|isto|aquel\p{L}*|ele|ela|eles|elas|eu|nós|aqui|ali|que|quem|e|mas|então|agora|cada|tod\p{L}*|meu|minha|seu|sua|nosso|nossa|outr\p{L}*|algo|nada|[oa] (?:primeir\p{L}*|segund\p{L}*|próxim\p{L}*|últim\p{L}*|outr\p{L}*|ideia|pergunta|resposta|resultado|coisa|problema)|hoje|um (?:problema|exemplo|ponto)|uma (?:coisa|pergunta|forma))(?!\p{L})| (?:ess[ea]s?|est[ea]s?|isso|que|aqui|é|seu|sua)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:bom,? |e |mas |então,? |agora,? )?",
        String.raw` é (?:simplesmente |basicamente |na verdade )?uma? (?!pouco|bom|boa|grande)(?:\p{L}+ ){1,4}?(?:que|de|do|da|para|com|onde|em|por)(?!\p{L})`,
      ),
      ask: (x) => `O que é ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` significa(?:,| )`),
      ask: (x) => `O que significa ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bdiferença entre `, " e ", String.raw`(?: é| está|,|\.)`),
      ask: (x, y) => `Qual é a diferença entre ${x} e ${y}?`,
    },
    {
      template: "use",
      pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` serve (?:\p{L}+ )?para `),
      ask: (x) => `Para que serve ${x}?`,
    },
    {
      template: "composition",
      pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` consiste (?:\p{L}+ )?em `),
      ask: (x) => `Em que consiste ${x}?`,
    },
    {
      template: "dependence",
      pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` depende (?:\p{L}+ )?d[eoa]s? `),
      ask: (x) => `De que depende ${x}?`,
    },
  ],
};
