import { line, pair, type LanguagePatterns } from "./pattern.ts";

export const french: LanguagePatterns = {
  pointing:
    /^(?:ce\p{L}*|c|ça|il|ils|elles?|je|nous|on|vous|ici|là|qui|que|et|mais|alors|donc|maintenant|chaque|tou\p{L}*|mon|ma|mes|son|sa|ses|notre|nos|leurs?|autre\p{L}*|quelque\p{L}*|rien|(?:le|la|les|l['’]) ?(?:premi\p{L}*|deuxième|second\p{L}*|suivant\p{L}*|derni\p{L}*|autre\p{L}*|idée|question|réponse|résultat|chose|problème)|aujourd['’]hui|un (?:problème|exemple|point)|une (?:chose|idée|question|façon))(?!\p{L})| (?:ce\p{L}{0,3}|ça|que|qui|ici|est|son|sa|ses)(?!\p{L})/iu,
  patterns: [
    {
      template: "definition",
      pattern: line(
        "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
        String.raw` est (?:simplement |juste |en fait |essentiellement )?une? (?!peu|bon|grand)(?:[\p{L}'’-]+ ){1,4}?(?:qui|que|de|du|pour|avec|où|en|dont|dans)(?!\p{L})`,
      ),
      ask: (x) => `Qu'est-ce ${/^[aeiouyàâéèêëîïôûùh]/iu.test(x) ? "qu'" : "que "}${x} ?`,
    },
    {
      template: "meaning",
      pattern: line("^(?:alors,? |et |mais |donc,? |maintenant,? )?", String.raw` signifie(?:,| )`),
      ask: (x) => `Que signifie ${x} ?`,
    },
    {
      template: "difference",
      pattern: pair(String.raw`\bdifférence entre `, " et ", String.raw`(?: est|,|\.)`),
      ask: (x, y) => `Quelle est la différence entre ${x} et ${y} ?`,
    },
    {
      template: "use",
      pattern: line("^(?:alors,? |et |mais |donc,? |maintenant,? )?", String.raw` sert (?:\p{L}+ )?à `),
      ask: (x) => `À quoi sert ${x} ?`,
    },
    {
      template: "composition",
      pattern: line(
        "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
        String.raw` consiste (?:\p{L}+ )?(?:à|en) `,
      ),
      ask: (x) => `En quoi consiste ${x} ?`,
    },
    {
      template: "dependence",
      pattern: line(
        "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
        String.raw` dépend (?:\p{L}+ )?(?:de|du|des) `,
      ),
      ask: (x) => `De quoi dépend ${x} ?`,
    },
  ],
};
