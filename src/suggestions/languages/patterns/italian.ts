import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const italian: LanguagePatterns = {
  pointing:
    /^(?:quest\p{L}*|quell\p{L}*|ess\p{L}*|lui|lei|loro|io|noi|qui|lì|che|chi|e|ma|allora|quindi|ora|ogni|tutt\p{L}*|mi\p{L}|su\p{L}|nostr\p{L}*|altr\p{L}*|qualcosa|niente|(?:il|la|l['’]) ?(?:prim\p{L}*|second\p{L}*|prossim\p{L}*|ultim\p{L}*|altr\p{L}*|idea|domanda|risposta|risultato|cosa|problema)|oggi|un (?:problema|esempio|punto)|una (?:cosa|domanda))(?!\p{L})| (?:quest\p{L}*|quell\p{L}*|che|qui|è|suo|sua)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:allora,? |e |ma |quindi,? |ora,? )?",
        String.raw` è (?:semplicemente |in realtà )?un(?:a|o)? (?!po|buon|grande)(?:[\p{L}'’-]+ ){1,4}?(?:che|di|del\p{L}*|per|con|dove|in|da)(?!\p{L})`,
      ),
      ask: (x) => `Che cos'è ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:allora,? |e |ma |quindi,? |ora,? )?", String.raw` significa(?:,| )`),
      ask: (x) => `Che cosa significa ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bdifferenza tra `, " e ", String.raw`(?: è|,|\.)`),
      ask: (x, y) => `Qual è la differenza tra ${x} e ${y}?`,
    },
    {
      template: "use",
      pattern: line("^(?:allora,? |e |ma |quindi,? |ora,? )?", String.raw` serve (?:\p{L}+ )?(?:a|per) `),
      ask: (x) => `A che cosa serve ${x}?`,
    },
    {
      template: "composition",
      pattern: line(
        "^(?:allora,? |e |ma |quindi,? |ora,? )?",
        String.raw` consiste (?:\p{L}+ )?(?:in|nel\p{L}*) `,
      ),
      ask: (x) => `In che cosa consiste ${x}?`,
    },
    {
      template: "dependence",
      pattern: line(
        "^(?:allora,? |e |ma |quindi,? |ora,? )?",
        String.raw` dipende (?:\p{L}+ )?(?:da|dal\p{L}*) `,
      ),
      ask: (x) => `Da che cosa dipende ${x}?`,
    },
  ],
};
