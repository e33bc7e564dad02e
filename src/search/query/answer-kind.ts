/**
 * The kind of answer that a question wants, by its words ("how hot": a quantity), as in question classification (Li and
 * Roth, Learning Question Classifiers, 2002) with coarse kinds alone. `other` says nothing about the answer's form.
 */
export type AnswerKind =
  | "duration"
  | "money"
  | "quantity"
  | "time"
  | "person"
  | "place"
  | "reason"
  | "steps"
  | "definition"
  | "other";

/** The first kind whose pattern the question matches: the more special ones come first. */
const ASKS: [AnswerKind, RegExp][] = [
  [
    "duration",
    /\bhow (?:long|often|soon|old)\b|\bhow (?:many|much) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|time|times)\b|\bwhat age\b|\bwie (?:lange|oft|alt)\b|cuánto tiempo|cuánt[oa]s (?:veces|años|días|horas|minutos)|cada cuánto|combien de (?:temps|fois|jours|heures|minutes|ans)|quanto tempo|quante volte/iu,
  ],
  [
    "money",
    /\bhow much\b.*\b(?:costs?|pay|paid|prices?|charged?|worth|spend|spent|earn|raised?)\b|\bwhat\b.*\b(?:prices?|costs?|fees?)\b|\bwie ?viel (?:kostet|kosten|geld)\b|cuánto (?:cuesta|vale|dinero)|combien (?:coûtent?|d'argent)|quanto costa/iu,
  ],
  [
    "quantity",
    /\bhow (?:many|much|hot|far|big|large|tall|high|deep|fast|heavy|wide|cold|warm|small|thick|strong|likely)\b|\bwhat (?:percent|percentage|temperature|size|share|fraction|speed|distance|dose|proportion|ratio|length|amount|score)\b|\b(?:from|at|to) what (?:size|age|temperature|speed)\b|\bwhich number\b|\bwie ?(?:viele?n?r?|groß|hoch|weit|schnell|heiß|warm|schwer|tief|breit|stark)(?!\p{L})|cuánt[oa]s?\b|\bcombien\b|\bquant[oaie]\b/iu,
  ],
  [
    "time",
    /\bwhen\b|\b(?:what|which) (?:year|date|day|time|month|century|decade|season)\b|\bwann\b|\b(?:in )?welche[mnsr]? (?:jahr|tag|monat|jahrhundert)\b|cuándo|en qué (?:año|día|mes)|\bquand\b|\bquelle (?:année|date|heure)|\bquando\b/iu,
  ],
  [
    "person",
    /\bwho(?:se|m|'s|’s)?\b|\b(?:which|what) (?:person|scientist|author|company|president|inventor|philosopher|team|founder)\b|\bwe(?:r|m|n|ssen)\b|quién(?:es)?|\bqui\b(?! est-ce qu)|\bchi\b/iu,
  ],
  [
    "place",
    /\bwhere\b|\b(?:which|what) (?:country|city|town|place|state|region)\b|\bwo(?:hin|her)?\b|dónde|\boù(?!\p{L})|\bdove\b/iu,
  ],
  [
    "reason",
    /\bwhy\b|\bhow come\b|\bwhat(?:'s|’s| is| are| was)? (?:the )?(?:reasons?|causes?|point)\b|\bwhat.*\bcaus(?:es?|ing)\b|\b(?:warum|wieso|weshalb|wozu)\b|por qué|para qué|\bpourquoi\b|\bperché(?!\p{L})/iu,
  ],
  [
    "steps",
    /\bhow (?:do|can|should|would|could|must) (?:i|you|we|one|they|people|somebody|someone)\b|\bhow to\b|\bways? (?:to|of)\b|\bwhat (?:should|do|can|must) (?:i|you|we) do\b|\bsteps\b|\bwie (?:kann|mache?|macht man|soll|bekomme|geht)\b|cómo (?:puedo|se|hago|hacer|debo)|\bcomment (?:faire|puis|peut|on|dois)/iu,
  ],
  [
    "definition",
    /^\W*what(?:'s|’s| is| are| does| do)\b.{0,50}$|\bmeans?\b|\bmeaning\b|\bdefin(?:e|ition)\b|\bwas (?:ist|sind|bedeutet|heißt)\b|qué (?:es|son|significa)|qu['’]est-ce qu|\bche cos['’]è(?!\p{L})/iu,
  ],
];

const NEEDS_FORM = new Set<AnswerKind>(["duration", "money", "quantity", "time", "place"]);

/** Whether answers of the kind cannot be given without some word of their form. */
export const needsForm = (kind: AnswerKind): boolean => NEEDS_FORM.has(kind);

/** A question may quote what it is about: "why: the water boils when it is hot" asks why, not when. */
const BEFORE_QUOTATION = /^[^:]{1,40}(?=: )/u;

/**
 * A word that begins a clause of a question which asks by another word, and so asks nothing itself: "what happens when it
 * boils", "is it true for those who". After "do you know" and the like, or a comma, it does.
 */
const IN_CLAUSE =
  /(?<=\b(?:wh?at|w(?:h?ich|hy)|how)\b[^,;:.?!]+|^\W*(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|must)\b[^,;:.?!]+)(?<!\b(?:known?|tell|say|said|mention(?:ed)?|remember|explain(?:ed)?|idea)(?: me| us| you)? )\b(?:when|where|who(?:se|m)?|how)\b/giu;

export function answerKind(question: string): AnswerKind {
  const kindOf = (text: string) => {
    const asking = text.replace(IN_CLAUSE, "");
    return ASKS.find(([, pattern]) => pattern.test(asking))?.[0];
  };
  const asking = BEFORE_QUOTATION.exec(question)?.[0];
  return (asking === undefined ? undefined : kindOf(asking)) ?? kindOf(question) ?? "other";
}

const ENGLISH_NUMBER = String.raw`one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|once|twice|double`;
const GERMAN_NUMBER = String.raw`ein(?:en|em|er|e)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|dreißig)|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)?(?:hundert|tausend)\p{L}*|halb\p{L}*`;
const SPANISH_NUMBER = String.raw`uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince|dieci\p{L}+|veint(?:e|i\p{L}+)|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?|(?:dos|tres|cuatro|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s|mil|medi[oa]`;
const FRENCH_NUMBER = String.raw`deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|vingts?|trente|quarante|cinquante|soixante|cents?|mille|demie?`;
/** Units that are written next to their number: "5kg", "8am". */
const JOINED_UNIT = "[kcmn]?m|[km]?g|[cmd]?l|lbs?|oz|ft|mph|kmh|[kmgt]b|[ap]m|min|h";
const NUMBER = String.raw`(?:\p{N}[\p{N}.,]*(?:${JOINED_UNIT})?|half|quarter|(?:${ENGLISH_NUMBER}|${GERMAN_NUMBER}|${SPANISH_NUMBER}|${FRENCH_NUMBER}))`;
const TIME_UNIT = String.raw`(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|nights?|times|sekunden?|minuten?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|mal|segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|veces|secondes?|heures?|jours?|semaines?|mois|ans|années?|fois)`;
/** A number; "one" is seldom one. */
const QUANTITY = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?!(?:one|ein(?:en|em|er|e)?|uno)(?!\p{L}))${NUMBER}(?![\p{L}])|%`,
  "iu",
);
const DURATION = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${NUMBER}[ -](?:\p{L}+ ){0,2}${TIME_UNIT}(?!\p{L})|\b(?:an?|every|per|each|all|jede[nrs]?|alle|cada|chaque|par) (?:\p{L}+ )?${TIME_UNIT}(?!\p{L})|\b(?:once|twice|daily|weekly|overnight|forever)\b`,
  "iu",
);
const MONEY =
  /[$€£¥]\s?\p{N}|\p{N}\s?[$€£¥]|\b(?:dollars?|euros?|pounds?|cents?|bucks?|free|dólares|kostenlos|gratis|gratuit)\b/iu;
const TIME = new RegExp(
  String.raw`\b(?:1[5-9]|20)\p{N}{2}s?\b|\p{N} ?[ap]\.?m\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|morning|evening|noon|midnight|o'clock|ago|century|centuries|today|tomorrow|yesterday|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|siglo|siècle|jahrhundert|vor|hace|il y a)\b|\b(?:before|after|when|during|until|once|within|wenn|nachdem|bevor|cuando|después|quand|après)\b|${DURATION.source}`,
  "iu",
);
/** A name: a word with a capital that begins no sentence. */
const NAME = /(?<![.!?…]["'”’)\]]?\s)(?<=\s)\p{Lu}[\p{Ll}'’-]+/u;
const FULL_NAME = /\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}.'’-]*)+/u;
const PLACE =
  /\b(?:in|at|on|from|near|to|inside|under|behind|im|am|aus|bei|nach|en|de|desde|à|au|dans|sur)\s+(?:(?:the|der|dem|den|die|das|la|el|le|les|los|las)\s+)?\p{Lu}\p{Ll}+/u;
const POSITION =
  /\b(?:in|at|on|from|near|inside|under|behind|beside|above|below|next to|im|am|auf|unter|über|neben|en|sobre|dans|sur|sous)\b/iu;
const REASON =
  /\b(?:because|cause|reasons?|so that|in order to|due to|that['’]s why|which is why|therefore|as a result|thanks to|to avoid|prevents?|weil|damit|denn|deshalb|deswegen|daher|sonst|grund|porque|ya que|así que|por eso|debido|razón|parce que|car|puisque|afin|donc|perché)\b/iu;
/** Words that give a reason in some sentences, and in others a time or a deed. */
const MAYBE_REASON = /\b(?:since|otherwise|caus(?:es|ed|ing)|leads? to|mak(?:es?|ing))\b/iu;
const DEFINITION =
  /\b(?:is|are|was|were|called|means?|refers? to|known as|defined|stands? for|consists?|ist|sind|heißt|heißen|nennt|nennen|bedeutet|es|son|significa|llama|llamado|est|sont|signifie|appelle|appelé)\b/iu;
const STEP =
  /(?:^|[,;:] ?|\b(?:you|we|to|then|first|next|and|please|should|must|can|just|simply|gonna|let's) )(?:make|take|put|use|keep|add|apply|press|push|pull|place|hold|write|check|turn|open|close|set|start|stop|get|go|let|try|find|send|call|ask|cut|wash|rinse|pour|cover|remove|wait|move|give|look|do|don['’]t|figure|build|pick|choose|read|learn|practice|tell|show|search|draw|wrap|tighten|repeat|avoid|leave|lift|roll|bring|grab|mix|heat|warm|bend|stretch|breathe|sit|stand|lie|rub|clean|click|type|select|multiply|divide|subtract|compute|calculate)\b/iu;

/**
 * How well a sentence has the form of an answer of the kind, 0 to 1; for `other` a half for every sentence. Most sentences
 * could define something, so that the form of a definition tells little.
 */
export function fitsKind(kind: AnswerKind, sentence: string): number {
  switch (kind) {
    case "duration":
      return DURATION.test(sentence) ? 1 : QUANTITY.test(sentence) ? 0.4 : 0;
    case "money":
      return MONEY.test(sentence) ? 1 : QUANTITY.test(sentence) ? 0.5 : 0;
    case "quantity":
      return QUANTITY.test(sentence) ? 1 : 0;
    case "time":
      return TIME.test(sentence) ? 1 : QUANTITY.test(sentence) ? 0.3 : 0;
    case "person":
      return FULL_NAME.test(sentence) ? 1 : NAME.test(sentence) ? 0.6 : 0;
    case "place":
      return PLACE.test(sentence) ? 1 : POSITION.test(sentence) ? 0.8 : 0;
    case "reason":
      return REASON.test(sentence) ? 1 : MAYBE_REASON.test(sentence) ? 0.4 : 0;
    case "steps":
      return STEP.test(sentence) ? 1 : 0;
    case "definition":
      return DEFINITION.test(sentence) ? 0.4 : 0;
    case "other":
      return 0.5;
  }
}
