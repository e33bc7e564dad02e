import { words, type Factor } from "../signs.ts";

/** What states something: it defines, concludes or recommends. */
export const STATEMENTS: Factor[] = [
  [
    words(
      `(?:is|are) (?:just |basically |simply |essentially )?(?:an? \\p{L}+ (?:\\p{L}+ )?(?:that|which|where|whose|for|of)|defined as|known as|called) | refers? to | tells (?:you|us) | describes? | the best (?:way|thing|time|advice) | the (?:biggest|most common) (?:mistake|problem|reason) | the key (?:to|is) | it's (?:important|better|best|essential) to | make sure (?:to|that|you)`,
    ),
    1.15,
  ],
  [
    words(
      "(?:is|are) (?:called|known as|defined as|essential|crucial) | means that | the definition of | (?:is|are) (?:an?|the) (?!same(?!\\p{L})|good start)(?:\\p{L}+ ){1,3}(?:of|that|which|where|in|for|between|with)",
    ),
    1.2,
  ],
  [
    words(
      `is called | are called | is known as | is defined | means | because | therefore | (?:is|are) (?:an?|the|not|about) | the (?:main|key|whole|basic|central|fundamental|real|biggest|best|core|primary|first) \\p{L}+ | the most (?:important|common) |
      the (?:reason|point|goal|purpose|difference|aim|problem|idea|result|effect|secret|rule) | in (?:summary|conclusion|short|general) | to summarize | must | should | needs? to | have to | has to | only | always | never | important | essential | without | in order to | allows? | enables? | leads? to | causes? | depends on | consists? of | makes?`,
    ),
    1.2,
  ],
];
