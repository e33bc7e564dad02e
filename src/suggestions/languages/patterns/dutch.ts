import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const dutch: LanguagePatterns = {
  pointing:
    /^(?:dit|dat|deze|die|het|hij|zij|ze|ik|we|wij|je|jij|men|hier|daar|wat|wie|en|maar|dus|nu|dan|elke?|alle\p{L}*|mijn|ons|onze|zijn|haar|hun|ander\p{L}*|iets|niets|(?:de|het) (?:eerste|tweede|volgende|laatste|andere|idee|vraag|antwoord|resultaat|probleem)|vandaag|een (?:probleem|voorbeeld|punt|vraag|ding))(?!\p{L})| (?:dit|dat|deze|die|hier|is|zijn|we|ik)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:dus,? |en |maar |nou,? )?",
        String.raw` is (?:dus |gewoon |eigenlijk |in feite )?een (?!beetje|paar|goed|goede|mooi|mooie|groot|grote)(?:\p{L}+ ){1,4}?(?:die|dat|van|voor|met|waar\p{L}*|in|om|uit)(?!\p{L})`,
      ),
      ask: (x) => `Wat is ${x}?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` betekent(?:,| )`),
      ask: (x) => `Wat betekent ${x}?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bverschil tussen `, " en ", String.raw`(?: is|,|\.)`),
      ask: (x, y) => `Wat is het verschil tussen ${x} en ${y}?`,
    },
    {
      template: "composition",
      pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` bestaat (?:\p{L}+ )?uit `),
      ask: (x) => `Waaruit bestaat ${x}?`,
    },
    {
      template: "dependence",
      pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` hangt (?:\p{L}+ )?af van `),
      ask: (x) => `Waar hangt ${x} van af?`,
    },
  ],
};
