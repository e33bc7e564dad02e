import { words, type Grammar, type PronounContext, type Stands } from "../grammar.ts";

export const ENGLISH: Grammar = {
  joining: /^(?:and|but|so|okay|ok|well|then|also|or|plus|now|oh|ah|hm+)(?![\p{L}\p{N}'])[\s,.:…–-]*/u,
  contrast:
    /^(?:(?:what|how) about|(?:is|does|do|are|would|will|can|did) (?:it|that|this|they|these|those)(?: also| still| really)? (?:be )?(?:the same|true|so|right|valid|apply|hold|work|go|different|differ|change)(?: also| too| as well)? (?:for|to|with|of|in|on|at|about)|(?:the )?same (?:thing |question )?(?:for|with|about|but (?:for|with)?))\s+/u,
  alsoAfter: /\s+(?:too|as well|also|then|instead|though|either)$/u,
  reason:
    /^(?:why(?: not| so| exactly| is (?:that|this|it)(?: so)?| does (?:that|it|this) (?:matter|happen)| though| then)?|why (?:(?:at|by|for|in|of|on|to|with) )?(?:that|this|those|these)(?: \p{L}+)?|how (?:so|come)|what for|for what reason|what(?:'s| is) the reason(?: for (?:that|this|it))?|because of what|explain why)$/u,
  doubt:
    /^(?:really|is (?:that|this|it) (?:really )?(?:true|so|right|correct)|are you sure|are they sure|says who)$/u,
  bare: /^(?:at |for |since |until |from |by |with |in |on |to )?(?:how(?: long| much| many| often| far| big| fast| hot| old| late| soon| early| deep| high| large| small| thick| wide| well| exactly| precisely| then)?|when(?: exactly| then)?|where(?: exactly| to| from)?|who(?: exactly)?|whom|whose|which(?: one| ones)?|what (?:time|temperature|size|order|colou?r|year|date|age|price)|what(?: exactly| kind| sort| type)?)$/u,
  more: /^(?:(?:please |can you |could you |would you )?(?:tell|show|teach|give|explain)(?: (?:me|us))?(?: (?:it|that|this))?(?: a (?:bit|little))?(?: (?:in )?more(?: detail| details| about (?:it|that|this|them)| on (?:it|that|this)| information)?| (?:about|of) (?:it|that|this))|(?:please |can you |could you )?(?:elaborate|go on|continue|expand)(?: (?:on|about) (?:it|that|this))?|(?:can you |could you |please )*explain(?: (?:it|that|this))(?: again| better| simply)?|(?:any |some )?(?:more|details|more details|more information|more about (?:it|that|this|them))|(?:what|who|where|anything|something|why|how) else(?: is there| does (?:he|she|it|he|they) say| did (?:he|she|they) say| can (?:i|you|we|one) do| should (?:i|you|we|one) know)?|is there (?:anything|something) else|is there more|say more|in (?:more )?detail|(?:(?:can|could) you |please )*(?:give|show)(?: (?:me|us))? (?:an|another|some|one more) examples?|(?:an|another|any|for) examples?|for instance|such as(?: what)?|like what|what does (?:that|this|it) mean(?: exactly)?|meaning)(?:,? please)?$/u,
  next: /^(?:then|then what|what (?:then|next)|next|what(?:'s| is) next|what (?:comes|happens|do (?:i|you|we) do) (?:next|then|after(?:wards)?|after (?:that|this))|after(?:wards| that| this)|what is the next step|the next (?:one|step))$/u,
  other:
    /^(?:(?:what|how) about )?(?:the )?(?:(?:other|latter|former|first|second|third|fourth|fifth|last|next|remaining|rest)(?: (?:one|ones|two|three))?|others)$/u,
  circumstance: /^(?:what(?= (?:if|when) )|(?=if ))/u,
  thin: /^(?:(?:which|what|how (?:many|much))(?: \p{L}+){1,2}|when|where|how|how often|with what) (?:should|shall|do|can|could|would|must|did) (?:i|you|we|one) (?:use|need|take|choose|pick|buy|get|want|have|put|add|pay|prefer|recommend|start|begin|stop|finish|know|tell|check|do|try|have to use)$/u,
  placeholder: /\s+ones?$/u,
  verbLast: /^(?:do|does|did|can|could|may|might|must|shall|should|will|would|has|have|had)(?:n't)?$/u,
  dropsSubject: false,
  counts: /^how (?:many|much)(?= )/u,
  counting:
    /^how many(?= (?:am|is|are|was|were|can|could|do|does|did|should|will|would|have|has|may|might|must|fit|go|come|belong|live|die|stay|remain|survive|exist|happen|count)(?![\p{L}\p{N}]))/u,
  difference:
    /^(?:what(?:'s| is| are) the differences?(?: (?:between (?:them|the two|those|both)|there|then))?|how (?:do|are) (?:they|these|those|the two) (?:differ|different|compare)|which (?:one )?is (?:better|best|faster|safer|cheaper|easier|bigger|stronger|worse))$/u,
  asksWhich: /^(?:which|who)(?![\p{L}\p{N}])/u,
  questionWord:
    /^(?:(?:at|for|in|on|to|with|by|from|since|until|about) )?(?:what(?:'s|'re)?|which|who(?:'s|se|m)?|where(?:'s)?|when(?:'s)?|why(?:'s)?|how(?:'s)?)(?![\p{L}\p{N}'])/u,
  auxiliaries: words(
    "am is are was were be do does did can could may might must shall should will would has have had isn't aren't wasn't weren't don't doesn't didn't can't couldn't shouldn't won't wouldn't hasn't haven't",
  ),
  speakers: words("i you we one people they he she someone somebody anybody anyone"),
  pronouns:
    /(?<![\p{L}\p{N}'])(?:its|it|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|that|there|ones?|each|both|either|neither)(?![\p{L}\p{N}'])/u,
  plurals: words("they them their theirs these those ones each"),
  verbs: words(
    "get make take use need want know work go come give find think tell become leave put mean keep begin help show run move live bring happen write lose pay meet change lead follow stop create speak read allow add grow open win buy wait serve die send build stay fall cut reach kill last cost eat drink cook bake boil brew sleep turn start look feel cause produce form contain carry hold treat prevent protect affect differ compare measure describe explain recommend suggest say",
  ),
  clauses: words(
    "when if because before after while once and or that which who whose until unless since so as although though where to than but whether",
  ),
  stands,
  prepositions: words(
    "about above across after against along among around at before behind below beside between by during for from in inside into like near of off on onto out outside over per past since than through throughout to toward towards under until up upon using via with within without",
  ),
  definite: words("the"),
  articles: words("a an the my your our his her their its this that these those some any"),
  attributes: words(
    "temperature price prices cost costs time duration amount quantity dose dosage size weight length height width depth speed risk risks danger dangers benefit benefits advantage advantages disadvantage disadvantages downside downsides drawback drawbacks upside pros cons problem problems limit limits limitation limitations reason reasons cause causes effect effects side-effects symptom symptoms treatment date year name names colour color difference differences ingredients tools steps exceptions alternatives accuracy efficiency performance complexity safety taste smell origin history meaning definition purpose result results storage maintenance cleaning warranty",
  ),
  adjectives: words(
    "black white green red blue yellow orange brown grey gray pink purple big small large little long short tall hot cold warm cool old new young fast slow hard soft light dark heavy wet dry fresh frozen raw cooked high low thick thin wide narrow deep shallow strong weak rich poor cheap expensive left right upper lower inner outer front rear public private male female positive negative even odd first second third fourth fifth last next same other early late full empty open closed sweet salty sour bitter acute chronic linear quadratic cubic final",
  ),
};

/** Words before "that" as a pronoun, which else begins a clause. */
const BEFORE_THAT =
  /(?:^|\s)(?:is|are|was|does|do|did|can|could|should|would|will|has|about|of|for|with|after|before|like|than|from|by|on|in|say|said|mean|means|explain|call|called|use|using|done|doing)\s$/u;
/** The video itself, which no earlier question need have named. */
const VIDEO =
  /^\s+(?:video|talk|lecture|course|transcript|channel|session|speaker|podcast|episode|series|one)s?(?!\p{L})/u;
/** Verbs that come after a pronoun, where else a noun would. */
const VERB =
  /^\s+(?:take|work|happen|mean|cost|help|hurt|matter|apply|make|cause|change|look|sound|feel|need|last|do|go|come|have|stop|start|differ|affect|depend|hold|count|not|really|actually|always|still|also|ever)s?(?!\p{L})/u;
/** Whoever speaks in the video is meant, and the question says of what. */
const SPEAKS =
  /^\s+(?:\p{L}+ly\s+|also\s+|ever\s+)?(?:say|talk|speak|mention|explain|think|recommend|suggest|describe|define|discuss|claim|argue|believe|name|list|tell|call)s?(?!\p{L})/u;
/** "It is safe to eat raw eggs" and "is it true that": the sentence itself says what it is. */
const ANTICIPATES = /\sto\s+\p{L}+\s+(?:\p{L}+\s+)*\p{L}+|\s(?:that|if|when|whether)\s+\p{L}/u;

function stands(pronoun: string, { before, after, isBeforeNoun, naming }: PronounContext): Stands | null {
  switch (pronoun) {
    case "its":
    case "their":
      return isBeforeNoun ? "possessor" : "beside";
    case "it":
      return ANTICIPATES.test(after) ? null : "object";
    case "they":
    case "them":
      return "object";
    case "that":
      if (!BEFORE_THAT.test(before) && after.trim() !== "") return null;
      return isBeforeNoun && !VERB.test(after) ? "beside" : "action";
    case "this":
      if (VIDEO.test(after)) return null;
      return isBeforeNoun && !VERB.test(after) ? "beside" : "action";
    case "these":
    case "those":
      if (VIDEO.test(after)) return null;
      return isBeforeNoun ? "beside" : "object";
    case "there":
      return after.trim() === "" && !/(?:is|are|was|were)\s$/u.test(before) ? "beside" : null;
    case "he":
    case "she":
      return SPEAKS.test(after) && naming > 2 ? null : "beside";
    case "him":
    case "her":
      return /quote\s$/u.test(before) && naming > 2 ? null : "beside";
    case "one":
    case "ones":
      return standsForOne(before, after, isBeforeNoun, naming);
    default:
      return "beside";
  }
}

function standsForOne(before: string, after: string, isBeforeNoun: boolean, naming: number): Stands | null {
  if (/which\s$/u.test(before)) return "beside";
  if (isBeforeNoun || /^\s+(?:of|more|or)(?!\p{L})/u.test(after)) return null;
  // "The first one" tells itself from the others.
  if (/(?:^|\s)(?:an?|the|another|any|every)\s(?:\p{L}+\s)?$/u.test(before)) return "beside";
  return naming > 1 ? null : "object";
}
