import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const german: LanguagePatterns = {
  pointing:
    /^(?:das|dies\p{L}*|es|er|sie|ich|wir|ihr|man|hier|da|dort|was|wer|jetzt|und|aber|also|dann|so|jed\p{L}*|all\p{L}*|mein\p{L}*|unser\p{L}*|sein\p{L}*|ihr\p{L}*|jen\p{L}*|solch\p{L}*|ander\p{L}*|de[rs] (?:erste|zweite|dritte|nächste|letzte|andere)\p{L}*|die (?:erste|zweite|dritte|nächste|letzte|andere|idee|frage|antwort|sache)\p{L}*|das (?:problem|ergebnis|ganze|erste|zweite|nächste|letzte|andere)|etwas|nichts|heute|manche\p{L}*|viele\p{L}*|einige\p{L}*|kein\p{L}*|ein (?:problem|beispiel|weg|punkt|grund)|eine (?:sache|frage|idee|möglichkeit))(?!\p{L})| (?:das|dies\p{L}*|es|hier|wir|ich|sie|man|ist|war|sind)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:also,? |und |aber |nun,? |ja,? )?",
        String.raw` ist (?:also |einfach |im grunde |eigentlich |nichts anderes als )?eine? (?!bisschen|paar|gute|schöne|tolle|große)(?:\p{L}+ ){0,4}?(?:\p{L}+,? )(?:d(?:er|ie|as|en|em|eren)|mit|von|zur?|für|aus|in|um|des|wo)(?!\p{L})`,
      ),
      ask: (x) => `Was ist ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` bedeutet(?:,| )`),
      ask: (x) => `Was bedeutet ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bunterschied zwischen `, " und ", String.raw`(?: ist| liegt| besteht|,|\.)`),
      ask: (x, y) => `Was ist der Unterschied zwischen ${x} und ${y}?`,
    },
    {
      template: "reason",
      pattern: line(String.raw`\bder grund für `, String.raw` (?:ist|liegt|war) `),
      ask: (x) => `Was ist der Grund für ${x}?`,
    },
    {
      template: "dependence",
      pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` hängt (?:\p{L}+ )?(?:von|davon) `),
      ask: (x) => `Wovon hängt ${x} ab?`,
    },
    {
      template: "composition",
      pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` besteht (?:\p{L}+ )?aus `),
      ask: (x) => `Woraus besteht ${x}?`,
    },
    {
      template: "description",
      pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` beschreibt (?:\p{L}+ )+`),
      ask: (x) => `Was beschreibt ${x}?`,
    },
  ],
};
