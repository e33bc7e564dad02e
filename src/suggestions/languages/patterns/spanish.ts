import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const spanish: LanguagePatterns = {
  pointing:
    /^(?:es[eoa]s?|est[eoa]s?|aquel\p{L}*|él|ellas?|ellos|yo|nosotros|aquí|allí|ahí|lo|que|qué|y|pero|así|ahora|entonces|uno|una|otr\p{L}*|cada|todo\p{L}*|toda\p{L}*|mi|tu|su|sus|nuestr\p{L}*|algo|nada|(?:el|la|los|las) (?:primer\p{L}*|segund\p{L}*|siguiente|últim\p{L}*|otr\p{L}*|idea|pregunta|respuesta|resultado|cosa|problema)|hoy|un (?:problema|ejemplo|punto)|una (?:cosa|idea|pregunta|forma))(?!\p{L})| (?:es[eoa]s?|est[eoa]s?|que|aquí|es|su|sus|lo)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:bueno,? |y |pero |entonces,? |ahora,? |así que )?",
        String.raw` es (?:simplemente |básicamente |en realidad )?una? (?!poco|buen|gran)(?:\p{L}+ ){1,4}?(?:que|de|del|para|con|donde|en|por)(?!\p{L})`,
      ),
      ask: (x) => `¿Qué es ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` significa(?:,| )`),
      ask: (x) => `¿Qué significa ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bdiferencia entre `, " (?:y|e) ", String.raw`(?: es| está|,|\.)`),
      ask: (x, y) => `¿Cuál es la diferencia entre ${x} ${/^h?i(?!e)/iu.test(y) ? "e" : "y"} ${y}?`,
    },
    {
      template: "use",
      pattern: line(
        "^(?:bueno,? |y |pero |entonces,? |ahora,? )?",
        String.raw` (?:sirve|se usa|se utiliza) para `,
      ),
      ask: (x) => `¿Para qué sirve ${x}?`,
    },
    {
      template: "composition",
      pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` consiste en `),
      ask: (x) => `¿En qué consiste ${x}?`,
    },
    {
      template: "dependence",
      pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` depende (?:\p{L}+ )?del? `),
      ask: (x) => `¿De qué depende ${x}?`,
    },
    {
      template: "reason",
      pattern: line(String.raw`\bla razón de `, String.raw` es `),
      ask: (x) => `¿Cuál es la razón de ${x}?`,
    },
  ],
};
