import type { Pattern } from "./pattern.ts";
import { isCommonWord } from "../../../text/english/known-words.ts";
import { isPluralPhrase, type Span } from "../noun-phrase.ts";
import { DURATION, match } from "./pattern.ts";
import type { Statement } from "../read-sentence.ts";
import type { Word } from "../tagged-text.ts";

/** A subject that begins the statement: "Gravity", "A neural network". */
const SUBJECT = String.raw`^(?<x>[^,.;:]+?)`;
const NUMBER = String.raw`(?:two|three|four|five|six|seven|eight|nine|ten|\d+)`;
const OFTEN = String.raw`(?:(?:usually|typically|often|commonly|mostly|mainly|really|only|just|basically|simply|essentially|actually|also|generally|always|all) )*`;

/** A question over one or two noun phrases, x and y, and words that are taken as they are. */
type Template = {
  template: string;
  weight: number;
  needs: RegExp;
  pattern: RegExp;
  ask: (slots: { x: string; y: string; what: string; isPlural: boolean; isPerson: boolean }) => string;
};

const be = (isPlural: boolean) => (isPlural ? "are" : "is");
const does = (isPlural: boolean) => (isPlural ? "do" : "does");

const TEMPLATES: Template[] = [
  {
    template: "person",
    weight: 0.9,
    needs:
      /\b(?:founder|author|inventor|creator|director|president|chief|head|lead|CEO|CTO|CPO|mathematician|physicist|scientist|philosopher|engineer|professor)\b/u,
    pattern:
      /^(?<x>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}) (?<what>is|was) (?:the |an? |one of the )?(?:[\p{L}-]+ ){0,3}?(?:co-?founder|founder|author|inventor|creator|director|president|chief|head|lead|CEO|CTO|CPO|mathematician|physicist|scientist|philosopher|engineer|professor)\b/du,
    ask: ({ x, what }) => `Who ${what} ${x}?`,
  },
  {
    template: "definition",
    weight: 0.85,
    needs: /\b(?:is|are|was|were) (?:\p{L}+ )?(?:an?|the|when|where)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?<what>is|are|was|were) ${OFTEN}(?:an? |the (?:process|act|study|art|science|branch|idea|ability|practice|name|measure|set|number|amount|rate|ratio|collection|product|sum|way)\b|when |where )(?!lot |bit |great |good |bad |big |huge |nice |little |very |really |pretty |common |popular |key |must |perfect |amazing |beautiful |wonderful |fun |hard |tough |real |perennial |worthwhile |constant |problem |function that)(?:[\p{L}-]+ ){0,5}(?:that|which|who|where|when|of|for|to|used|called|with|by|made|between|in|from|you|we|whose)\b`,
      "du",
    ),
    ask: ({ x, what, isPerson }) => `${isPerson ? "Who" : "What"} ${what} ${x}?`,
  },
  {
    template: "explanation",
    weight: 0.7,
    needs: /\b(?:is|are|was|were) (?:\p{L}+ )?(?:an?|the|when|where)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?<what>is|are|was|were) ${OFTEN}(?:an? |the (?:process|act|study|art|science|branch|idea|ability|practice|name|measure|set|number|amount|rate|ratio|collection|product|sum|way)\b|when |where )(?!lot |bit |great |good |bad |big |huge |nice |little |very |really |pretty |common |popular |key |must |perfect |amazing |beautiful |wonderful |fun |hard |tough |real |perennial |worthwhile |constant |problem |function that)(?:[\p{L}-]+ ){0,5}(?:that|which|who|where|when|of|for|to|used|called|with|by|made|between|in|from|you|we|whose)\b`,
      "du",
    ),
    ask: ({ x, what, isPerson }) => `Can you explain ${isPerson ? "who" : "what"} ${x} ${what}?`,
  },
  {
    template: "definition",
    weight: 0.85,
    needs: /\b(?:called|known as|referred to as)\b/iu,
    pattern:
      /^(?!.*\b(?:function|variable|file|method|class)\b)(?:(?:[Tt]hi|[Tt]he)se? .*|.{24,}|[Tt]h(?:is|at|ese) )\b(?:is|are) (?:also |often |commonly |usually |generally |sometimes |what's |what is )?(?:called|known as|referred to as) (?<x>(?!it\b|that\b)[^,.;:]+?)(?:\.|$)/du,
    ask: ({ x, isPlural }) => `What ${be(isPlural)} ${x}?`,
  },
  {
    template: "term",
    weight: 0.75,
    needs: /\b(?:called|known as|referred to as)\b/iu,
    pattern:
      /^(?!.*\b(?:function|variable|file|method|class)\b)(?:(?:[Tt]hi|[Tt]he)se? .*|.{24,}|[Tt]h(?:is|at|ese) )\b(?:is|are) (?:also |often |commonly |usually |generally |sometimes |what's |what is )?(?:called|known as|referred to as) (?<x>(?!it\b|that\b)[^,.;:]+?)(?:\.|$)/du,
    ask: ({ x }) => `What is meant by ${x}?`,
  },
  {
    template: "definition",
    weight: 0.75,
    needs: /, which (?:is|are|means)\b/iu,
    pattern: new RegExp(
      String.raw`(?<=^|\b(?:is|are|called|have|has|with|by|through|as|about) )(?<x>(?:(?:a|an) )?(?:[\p{L}'-]+ ){0,2}[\p{L}'-]+), which (?:is|are|means) ${OFTEN}(?:an? |the |when |that |how )`,
      "du",
    ),
    ask: ({ x, isPlural, isPerson }) => `${isPerson ? "Who" : "What"} ${be(isPlural)} ${x}?`,
  },
  {
    template: "meaning",
    weight: 0.8,
    needs: /\b(?:means?|stands? for|refers? to)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} ${OFTEN}(?<what>means?|stands? for|refers? to)\b(?! (?:it|they|we|you|to)\b)`,
      "du",
    ),
    ask: ({ x, what, isPlural }) =>
      `What ${does(isPlural)} ${x} ${what.replace(/^(mean|stand|refer)s\b/u, "$1")}?`,
  },
  {
    template: "difference",
    weight: 1,
    needs: /\bdifference between\b/iu,
    pattern:
      /\b[Tt]he (?<what>(?:(?:main|key|biggest|big|important|only|real|essential|fundamental|crucial) )?difference) between (?<x>[^,.;:]+?) and (?<y>[^,.;:]+?)(?:,| (?:is|was|comes|lies)\b)/du,
    ask: ({ x, y, what }) => `What is the ${what} between ${x} and ${y}?`,
  },
  {
    template: "difference",
    weight: 0.9,
    needs: /^\W*(?:\w+,? )?unlike\b/iu,
    pattern:
      /^[Uu]nlike (?:in |with )?(?<y>[^,.;:]+?), (?<x>(?:(?:a|an|the) )?(?:[\p{L}'-]+ ){0,3}?[\p{L}'-]+) (?:is|are|has|have|can|does|do|\p{L}+s)\b/du,
    ask: ({ x, y, isPlural }) => `How ${does(isPlural)} ${x} differ from ${y}?`,
  },
  {
    template: "compare",
    weight: 0.85,
    needs: /\bthan\b/iu,
    pattern:
      /^(?<x>[^,.;:]+?) (?:is|are) (?:much |far |a lot |way |slightly |even |generally |actually |often |usually )*(?:\p{L}+er|(?:more|less) [\p{L}-]+|better|worse) than (?<y>[^,.;:]+?)(?:[,.]|$| because\b)/du,
    ask: ({ x, y, isPlural }) => `How ${does(isPlural)} ${x} compare to ${y}?`,
  },
  {
    template: "problem",
    weight: 0.95,
    needs:
      /\b(?:problem|issue|trouble|challenge|downside|disadvantage|drawback|limitation|risk|danger|difficulty)\b/iu,
    pattern:
      /^(?:[Tt]he|[Oo]ne|[Aa]) (?<what>(?:(?:main|big|biggest|real|major|only|key|common|fundamental) )?(?:problem|issue|trouble|challenge|downside|disadvantage|drawback|limitation|risk|danger|difficulty) (?:with|of|in)) (?<x>[^,.;:]+?) (?:is|was) /du,
    ask: ({ x, what }) => `What is the ${what} ${x}?`,
  },
  {
    template: "benefit",
    weight: 0.95,
    needs: /\b(?:advantage|benefit|upside|beauty|strength|power|value) of\b/iu,
    pattern:
      /^(?:[Tt]he|[Oo]ne|[Aa]) (?<what>(?:(?:main|big|biggest|real|major|key|nice|great) )?(?:advantage|benefit|upside|beauty|strength)) of (?<x>[^,.;:]+?) (?:is|was) /du,
    ask: ({ x, what }) => `What is the ${what} of ${x}?`,
  },
  {
    template: "purpose",
    weight: 0.9,
    needs:
      /^.{0,25}\bthe (?:\p{L}+ )?(?:goal|purpose|point|aim|role|job|function|key|trick|secret|idea|intuition|meaning|cause|origin|effect|importance|essence|formula|cost|motivation|source)\b/iu,
    pattern:
      /^[Tt]he (?<what>(?:(?:main|whole|real|key|primary|ultimate|core|basic|central|general) )?(?:goal|purpose|point|aim|role|job|function|key|trick|secret|idea|intuition|meaning|cause|origin|effect|importance|essence|formula|cost|motivation|source) (?:of|behind|to|for)) (?<x>[^,.;:]+?) (?:is|was) /du,
    ask: ({ x, what }) => `What is the ${what} ${x}?`,
  },
  {
    template: "composition",
    weight: 0.85,
    needs: /\b(?:made|composed|consists?)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:(?:is|are) ${OFTEN}(?<what>made (?:up )?of|made from|composed of)|${OFTEN}consists? of)\b`,
      "du",
    ),
    ask: ({ x, what, isPlural }) =>
      what === "" ? `What ${does(isPlural)} ${x} consist of?` : `What ${be(isPlural)} ${x} ${what}?`,
  },
  {
    template: "equation",
    weight: 0.65,
    needs: /\b(?:equal to|equals?|times|divided by)\b/iu,
    pattern: new RegExp(
      String.raw`^(?<x>(?![Tt]he )[^,.;:]+? [^,.;:]+?) (?:(?:is|are) (?:always |just |simply )?equal to|equals) (?:the |one |two |\p{L}{3,})(?!.*\b(?:this|that|here|these|one of)\b)`,
      "du",
    ),
    ask: ({ x, isPlural }) => `What ${be(isPlural)} ${x} equal to?`,
  },
  {
    template: "calculation",
    weight: 0.8,
    needs: /\b(?:times|divided by|multiplied by)\b/iu,
    pattern: new RegExp(
      String.raw`^(?!.*\b(?:equation|formula|expression)\b.* is )(?<x>[^,.;:]+?) is (?:the )?(?:\p{L}+ ){1,4}(?:times|divided by|multiplied by) (?:the )?\p{L}{3,}`,
      "du",
    ),
    ask: ({ x }) => `How is ${x} calculated?`,
  },
  {
    template: "unit",
    weight: 0.75,
    needs: /\bmeasured (?:in|by|with|using)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:is|are|can be) ${OFTEN}measured (?:in|by|with|using) (?!this\b|it\b)`,
      "du",
    ),
    ask: ({ x, isPlural }) => `How ${be(isPlural)} ${x} measured?`,
  },
  {
    template: "size",
    weight: 0.85,
    needs: /\b(?:long|tall|high|wide|deep|old|heavy|thick)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:is|are|was|were) (?:about |around |roughly |over |nearly |only |more than |at least )*[\p{N}.,]+ (?:\p{L}+ )?(?:years|feet|meters|metres|miles|kilometers|kilometres|inches|centimeters|millimeters|days|minutes|hours|pages) (?<what>long|tall|high|wide|deep|old|thick)\b`,
      "du",
    ),
    ask: ({ x, what, isPlural }) => `How ${what} ${be(isPlural)} ${x}?`,
  },
  {
    template: "inventor",
    weight: 0.9,
    needs:
      /\b(?:invented|discovered|founded|created|wrote|developed|built|proved|proposed|introduced|designed|published|coined)\b/iu,
    pattern:
      /^(?:(?:In|Back in) \d{4},? )?(?!(?:We|I|He|She|They|It|You|This|That|Who|And|So|People|Someone|Then|Some|One|The|A) )(?:\p{Lu}[\p{L}.'-]+ ){1,4}(?:first |originally |had )?(?<what>invented|discovered|founded|created|wrote|developed|built|proved|proposed|introduced|designed|published|coined) (?<x>(?:the|a|an)? ?[^,.;:]+?)(?:[,.]|$| in | to | at | for | that | which )/du,
    ask: ({ x, what }) => `Who ${what} ${x}?`,
  },
  {
    template: "use",
    weight: 0.9,
    needs: /\bused (?:for|to|in|as)\b/iu,
    pattern: new RegExp(String.raw`${SUBJECT} (?:is|are|can be) ${OFTEN}used (?:for|to|as)\b`, "du"),
    ask: ({ x, isPlural }) => `What ${be(isPlural)} ${x} used for?`,
  },
  {
    template: "dependence",
    weight: 0.9,
    needs: /\bdepends? (?:up)?on\b/iu,
    pattern: new RegExp(String.raw`${SUBJECT} ${OFTEN}depends? (?:\p{L}+ )?(?:up)?on\b`, "du"),
    ask: ({ x, isPlural }) => `What ${does(isPlural)} ${x} depend on?`,
  },
  {
    template: "origin",
    weight: 0.85,
    needs: /\b(?:comes?|came) from\b/iu,
    pattern: new RegExp(String.raw`${SUBJECT} ${OFTEN}(?:comes?|came) from\b`, "du"),
    ask: ({ x, isPlural }) => `Where ${does(isPlural)} ${x} come from?`,
  },
  {
    template: "cause",
    weight: 0.85,
    needs: /\b(?:causes?|leads? to|results? in)\b/iu,
    pattern:
      /^(?!(?:[Yy]ou|[Ww]e|I|[Ii]t|[Tt]h(?:is|at|ey|ese|ose)|[Ww]h(?:ich|at)) )[^,.;:]+? (?:can |may |will |often |could |usually )*(?:causes?|leads? to|results? in) (?<x>[^,.;:]+?)(?:[,.]|$)/du,
    ask: ({ x }) => `What causes ${x}?`,
  },
  {
    template: "mechanism",
    weight: 0.9,
    needs: /\b(?:works?|operates?) (?:by|like|as)\b/iu,
    pattern: new RegExp(String.raw`${SUBJECT} ${OFTEN}(?:works?|operates?) (?:by|like|as)\b`, "du"),
    ask: ({ x, isPlural }) => `How ${does(isPlural)} ${x} work?`,
  },
  {
    template: "example",
    weight: 0.7,
    needs: /\bexample of\b/iu,
    pattern:
      /\b(?:[Aa]n?|[Oo]ne|[Tt]he) (?:(?:good|classic|great|simple|famous|nice|common|perfect|typical) )?example of (?<x>[^,.;:]+?) (?:is|was|would be)\b/du,
    ask: ({ x }) => `What is an example of ${x}?`,
  },
  {
    template: "kinds",
    weight: 0.9,
    needs:
      /\b(?:types|kinds|forms|sorts|categories|stages|phases|levels|classes|rules|laws|principles|layers|pillars|components|elements|ingredients|ways|reasons|methods|steps|strategies|techniques|causes|factors|benefits|signs|symptoms|mistakes|lessons|traits|skills|options|approaches|parts|features|challenges)\b/iu,
    pattern: new RegExp(
      String.raw`\b(?:[Tt]here (?:are|were) (?:basically |really |actually )?) ?(?<what>(?:${NUMBER} )(?:(?:main|different|basic|major|common|primary|key|important|broad|general|other) )*(?:types|kinds|forms|sorts|categories|stages|phases|levels|classes|rules|laws|principles|layers|pillars|components|elements|ingredients|ways|reasons|methods|steps|strategies|techniques|causes|factors|benefits|signs|symptoms|mistakes|lessons|traits|skills|options|approaches|parts|features|challenges) (?:of|to|in|for)) (?<x>[^,.;:]+?)(?:[,.:]|$)`,
      "du",
    ),
    ask: ({ x, what }) => `What are the ${what} ${x}?`,
  },
  {
    template: "who",
    weight: 0.9,
    needs: /\bby (?:a |an |the )?(?:[\p{L}.-]+ ){0,4}\p{Lu}/u,
    pattern:
      /^(?<x>.+?) (?:was|were) (?<what>(?:first |originally )?(?:invented|discovered|founded|created|written|proposed|developed|built|designed|introduced|coined|proved|proven|painted|composed|described|formulated|published|directed|pioneered)) (?:in [\p{L}\p{N} ]+ )?by (?:a |an |the )?(?:[\p{L}.-]+ ){0,4}\p{Lu}\p{L}+/du,
    ask: ({ x, what }) =>
      `Who ${what} ${x}?`.replace("Who written", "Who wrote").replace("Who proven", "Who proved"),
  },
  {
    template: "when",
    weight: 0.85,
    needs: /\b(?:1\d{3}|20\d{2})s?\b/u,
    pattern: new RegExp(
      String.raw`^(?<x>.+?) (?:was|were) (?<what>(?:first |originally )?(?:invented|discovered|founded|created|written|proposed|developed|built|designed|introduced|coined|proved|proven|painted|composed|described|formulated|published|released|launched|completed|signed|abolished|opened|established|adopted|elected|killed|born|destroyed|approved|banned))\b[^.;:]*? in (?:the )?(?:\p{L}+ )?(?:of )?(?:1\d{3}|20\d{2})s?\b`,
      "du",
    ),
    ask: ({ x, what, isPlural }) => `When ${isPlural ? "were" : "was"} ${x} ${what}?`,
  },
  {
    template: "duration",
    weight: 0.9,
    needs: /\b(?:takes?|lasts?)\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:can |will |should |${OFTEN})*(?:takes?|lasts?) ${DURATION}`,
      "du",
    ),
    ask: ({ x, isPlural }) => `How long ${does(isPlural)} ${x} take?`,
  },
  {
    template: "duration",
    weight: 0.9,
    needs: /\b(?:keeps?|stays?|lives?|survives?|lasts?) (?:\p{L}+ )?for\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:can |will |should |${OFTEN})*(?<what>keep|stay|live|survive|last)s? (?:\p{L}+ )?for ${DURATION}`,
      "du",
    ),
    ask: ({ x, what, isPlural }) => `How long ${does(isPlural)} ${x} ${what}?`,
  },
  {
    template: "items",
    weight: 0.9,
    needs: new RegExp(String.raw`\b(?:has|have) ${NUMBER}\b`, "iu"),
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:has|have) (?<what>${NUMBER} (?:\p{L}+ ){0,2}\p{L}+s)(?:[:,]|\.$| that\b)`,
      "du",
    ),
    ask: ({ x, what }) => `What are the ${what} of ${x}?`,
  },
  {
    template: "price",
    weight: 0.85,
    needs: /\bcosts?\b/iu,
    pattern: new RegExp(
      String.raw`${SUBJECT} (?:can |will |would |${OFTEN})*costs? (?:you |us |about |around |roughly |over |nearly |up to )*(?:[$€£]|[\p{N}.,]+ (?:\p{L}+ )?(?:dollars|euros|pounds|cents))`,
      "du",
    ),
    ask: ({ x, isPlural }) => `How much ${does(isPlural)} ${x} cost?`,
  },
];

const toPattern = ({ template, weight, needs, pattern, ask }: Template): Pattern => ({
  needs,
  ask(statement) {
    const found = match(statement, pattern);
    const { x, y, what } = found ?? {};
    if (x && template !== "compare" && isRelative(statement.words, x)) return undefined;
    if (x && isBare(statement, x)) return undefined;
    if (
      x &&
      !isNamed(statement, x, template, what !== undefined && /^(?:was|were)$/u.test(statement.textOf(what)))
    )
      return undefined;
    if (!x || !statement.isSubject(x) || (y && !statement.isSubject(y))) return undefined;
    const slots = {
      x: statement.textOf(x),
      y: y ? statement.textOf(y) : "",
      what: what ? statement.textOf(what).toLowerCase() : "",
      isPlural: isPluralPhrase(statement.words, x),
      isPerson: statement.words.slice(x.from, x.to).every(({ tags }) => tags.has("Person")),
    };
    return { question: ask(slots), template, weight };
  },
});

/** Whether a phrase may be asked about by this form: what a word of everyday means is not asked. */
function isNamed(
  { words, isRepeated, textOf }: Statement,
  { from, to }: Span,
  template: string,
  isPast: boolean,
): boolean {
  const told = words.slice(from, to);
  if (template === "cause") return !told.every(({ tags }) => tags.has("ProperNoun"));
  if (template === "calculation")
    return !told.some(({ tags, text }) => tags.has("Value") || /\p{N}/u.test(text));
  if (!/^(?:definition|explanation|term|meaning)$/u.test(template)) return true;
  if (told.some(({ tags }) => tags.has("Person")) && template !== "definition") return false;
  // Somebody, or some people, of whom it is not known.
  if (isPast && !told.every(({ tags }) => tags.has("Person")) && /^\p{Lu}/u.test(told.at(-1)!.text))
    return false;
  if (told.length === 1 && template === "explanation" && isCommonWord(told[0]!.lower)) return false;
  return isRepeated(textOf({ from, to }));
}

/** Whether a phrase lacks the article that it has elsewhere. */
function isBare({ words, isCounted, textOf }: Statement, { from, to }: Span): boolean {
  const [first, last] = [words[from]!, words[to - 1]!];
  if (/^(?:the|an?)$/u.test(first.lower) || isPluralPhrase(words, { from, to })) return false;
  return !/\p{Lu}/u.test(textOf({ from: to - 1, to })) && isCounted(last.lower);
}

/** Whether a phrase is of some among others: "each cell", "a higher price", "the key step". */
const isRelative = (words: Word[], { from, to }: Span): boolean =>
  /^(?:each|every|some|many|all|most|more|less|fewer)$/u.test(words[from]!.lower) ||
  words
    .slice(from, to)
    .some(
      ({ lower, tags }) => tags.has("Comparative") || /^(?:key|main|general|whole|real|only)$/u.test(lower),
    );

export const TEMPLATE_PATTERNS: Pattern[] = TEMPLATES.map(toPattern);
