import { mayBeVerb } from "../../text/english/noun-phrases.ts";
import { opening, words, type Signs } from "./signs.ts";

const JOINING = String.raw`(?:(?:and|so|now|well|okay|ok|alright|all right|right|yeah|yes|oh|um|uh|uhm|you know|i mean|but|or|then|again|plus|see|look|basically|actually|in fact|of course|also|finally)[,.]?\s+)*`;

export const ENGLISH: Signs = {
  joining:
    /^(?:(?:and|so(?! (?:far|that|much|many|long|few|as|called)\b)|now(?! that\b)|okay|ok|um|uh|uhm|you know(?=,))[,.…]*\s+|(?:well|all right|alright|right|yeah|yes|oh|i mean)[,.…]+\s+)+/iu,
  factors: [
    // What begins with a word for something said before.
    [
      opening(
        JOINING,
        "it(?='s (?:important|possible|best|worth|essential|crucial)| is (?:important|possible|best|worth|essential|crucial)| turns out)",
      ),
      2.2,
    ],
    [
      opening(
        JOINING,
        `it | its | it's | it'll | it'd | they | they're | they've | they'll | they'd | their | them | he | she | his | her | him | he's |
        she's | he'd | she'd | that's | that'll | such | both | neither | either | each of (?:these|them|those) | one of (?:these|them|those) |
        (?:this|that|these|those)(?= (?:is|was|are|were|isn't|can|could|will|would|has|have|had|does|do|did|may|might|must|should|makes?|means?|gives?|allows?|all|also|just|really|actually|leads?|tells?|happens?|works?|comes?|looks?|turns?|sounds?|seems?|way|time|process|thing|kind|sort|one|two|point|case|part|guy|idea|example|in|of|on|to|as)(?!\\p{L})) |
        (?:some|all|most|many|none|any|half) of (?:them|these|those|it|this|that|which) | which | who | whose | whom`,
      ),
      0.3,
    ],
    [opening(JOINING, "this | that | these | those | such | there"), 0.65],
    [
      opening(
        JOINING,
        `(?:all|most|some|many|few|none)(?= (?:have|has|are|is|were|do|did|can|will)(?!\\p{L})) | (?:inside|within|from|to|by|under|over) (?:this|that|these|those) | the rest | meaning | given | (?:have|has) to | that shows | that (?:the|an?) | (?:first|second|third|last|other) one | one(?=,) | again | next (?:example|one|up|thing) | one more | all the way | named | still | bear in mind | on the other hand | as always | luckily | fortunately | unfortunately | first(?:ly)?(?=,| (?:we|you|i|let|of all|what)(?!\\p{L})) | second(?:ly)?(?=,) | third(?:ly)?(?=,) | number (?:one|two|three) | step (?:one|two|three) | what's more | to that end | one(?= (?:is|was|of (?:the|my|our))(?!\\p{L})) | the (?:same|other|others|latter|former|first|second|third|next|last|final|one|ones) | another | others? | instead | otherwise | therefore | thus | hence | thereby |
        then | here | here's | there's one | likewise | similarly | in other words | that said | as a result | for that | because of (?:this|that|it) |
        after that | before that | at (?:this|that) point | in (?:this|that|these|those) | for (?:this|that|these|those) | with (?:this|that|these|those) | not only that`,
      ),
      0.5,
    ],
    [/^(?:but|also|however|although|though|except|yet|plus|while|whereas)\b/iu, 0.8],
    [/^(?:or|nor|because|mind you|except|at least|not)\b/iu, 0.6],
    [/^(?:and|so|then)\b/iu, 0.92],
    [
      opening(
        JOINING,
        "if not | if so | if it | if that | if they | when (?:it|that|they|he|she|this) | as (?:it|they|he|she|this) | because (?:it|they|he|she|this|that)",
      ),
      0.4,
    ],
    [
      /^(?:when|if|because|since|once|after|before|as|even though|although|unless|while|in|on|at|for|with|looking|using)\b[^,]*, (?:it|they|he|she)(?!\p{L})/iu,
      0.65,
    ],
    [opening(JOINING, "what"), 0.85],
    // What points at what is seen, or at another time of the video.
    [
      words(
        `right here | over here | up here | down here | in here | out here | here's | here is | here are | here we | (?:right|over|up|down) there |
        as (?:i|we)(?:'ve)? (?:just )?(?:said|mentioned|saw|seen|discussed|noted|showed) | like (?:this|that|so) | this one | that one | these ones | those ones | these two | those two |
        these three | see (?:here|this|that|it) | on (?:the|your|my) (?:screen|slide|board|left|right) | as you (?:can )?see | you(?:'ll| can| will)? (?:also )?(?:see|notice) |
        (?:look|looking) at (?:this|that|it|these|the) | shown | depicted | from (?:above|before|earlier) | the previous | previously | earlier | last (?:time|video|lecture|week|class|lesson|episode) |
        next (?:video|lecture|week|class|lesson|episode|slide) | (?:moment|minute|second|slide) ago | i(?:'ve| have)? (?:just |already |also )?(?:mentioned|said|told|showed|talked|spoke|drew|wrote|written) |
        we(?:'ve| have)? (?:just |already |also )?(?:talked|discussed|mentioned|saw|seen|said|spoke) | this (?:right here|picture|graph|diagram|image|slide|chart|video clip|figure|equation|line|column|row|arrow|box|curve|point|guy)`,
      ),
      0.4,
    ],
    [words("here"), 0.7],
    [
      /(?<!\p{L})(?:do|does|did|doing|takes?|use|using|have|like|of|with|for|about|to|see|know|want|need|calls?|called|say|is|are|get) (?:(?:this|these|those)(?= (?:throughout|is|are|was|were|and|or|in|on|at|to|with|for|by|from|because|so|when|if|times|before|after|right|just|again)(?!\p{L})|["”’]?[.,;:!]|$)|that(?=["”’]?[.,;:!]|$))/iu,
      0.6,
    ],
    [
      /.(?:, |(?<!\p{L})(?:and|so|then) )(?:is|are|do|does|can|will|would|should) (?:this|the|it|that|these|we|you|they)(?!\p{L})/iu,
      0.5,
    ],
    [
      /.(?<!\p{L})(?:what|which|how|why|where)(?: \p{L}+)? (?:is|are|was|do|does|did|can|will|would|should) (?:the|we|you|it|this|that|they|an?)(?!\p{L})/iu,
      0.5,
    ],
    [
      /(?<!\p{L})(?:this|these|those) (?!(?:is|are|was|were|video|lecture|talk|episode|course|lesson|year|day|point)(?!\p{L}))\p{L}+/iu,
      0.85,
    ],
    [
      /(?<!\p{L})(?:of|from|to|at|in|on|with|for|by|all|walk|do|about) that (?!(?:is|are|was|were|you|we|they|he|she|it|i|the|an?|there|can|will|your|our|if|when)(?!\p{L}))\p{L}+/iu,
      0.7,
    ],
    [
      /^(?:(?:and|so|but|now) )?(?:if|when|because|even though|although|while|since|once|before|after|where)(?!\p{L})[^,]*[.!]$/iu,
      0.5,
    ],
    [/^even (?:though|if) [^,]*(?:, (?:for|in|at) [^,]*)?$/iu, 0.5],
    [
      words(
        "we (?:worked|saw|did|found|got|had|used|computed|derived|took|said|defined|learned|calculated|won't|haven't)",
      ),
      0.7,
    ],
    [
      opening(
        JOINING,
        "you(?:'re| are) (?:feeling|helping|talking|saying|doing) | you want to | you wanna | you've got | we get | we got",
      ),
      0.75,
    ],
    [words("that path | that way | that kind | that sort | these kinds"), 0.8],
    [/, (?:so |and |but |because )?that (?:was|is|were|had)(?!\p{L})/iu, 0.75],
    [
      words(
        "(?:sitting|standing|right|up|down|over|back|out|in) there | for now | aside | voila | in front of (?:you|us) | good start",
      ),
      0.6,
    ],
    [opening(JOINING, "calculate | solve | find the | convert | we have the | we need to | part [a-e]"), 0.6],
    [
      opening(
        JOINING,
        "making sure | trying | going | looking | talking | getting to | just (?:basically|wanted|want)",
      ),
      0.6,
    ],
    // What leads through the video rather than says something.
    [
      words(
        `let's | let me | let us | i'm (?:going|gonna|just going) | i'll | i am going | we're (?:going|gonna) | we'll | we will | i want to | i wanted to | i'd like | i would like | i wanna | we want to (?:talk|look|see|discuss) |
        i would say | imagine | suppose | consider | say you | go ahead | pause | you guys | be careful | make sure you understand | we should | our problem | this problem | our next | our example | this is the setup | i think that | mind you | if you (?:found|enjoyed|liked|have any|want to (?:learn|know|see) more) | great day | see you | we just | notice | note | everybody | everyone | stay tuned | i hope | i don't know | i was like | he was like | she was like | they were like |
        blah | hopefully | bear with me | keep in mind | remember | recall | don't forget | think about | take a look | come back | get back | move on | moving on | talk about | talking about | my friend | by the way | anyway |
        i promise | i bet | quote | unquote | laughter | applause | my next guest | tell me | give me | show me | ask me | you mentioned | your point | if you're (?:interested|curious) | next time | wait a second | open roles | hiring | that's true | come work | follow me | you(?:'ve| have) (?:mentioned|said|talked|shared|written|already) | you said | you were saying | some of you | for those of you | the question (?:is|becomes) | question`,
      ),
      0.45,
    ],
    // What is said while thinking.
    [
      words(
        "um | uh | uhm | you know | kind of | sort of | i mean | i guess | or something | and stuff | or whatever | and so on | stuff like | things like | a little bit | pretty much | like i | wow | oh | yeah | okay | alright | please | cool | gonna | wanna",
      ),
      0.7,
    ],
    [/(?<!\p{L})(?!(?:that|had|very|really|so|blah)(?!\p{L}))(\p{L}+),? \1(?!\p{L})/iu, 0.6],
    [opening(JOINING, "i | i'm | i've | i'd | my | me | we | we've | we're | our"), 0.75],
    [words("i | i'm | i've | i'd | my | me | myself"), 0.75],
    [/(?<!\p{L})(?:i|my|me|i['’]\p{L}+)(?!\p{L}).*(?<!\p{L})(?:i|my|me|i['’]\p{L}+)(?!\p{L})/iu, 0.75],
    [words("he | she | him | her | he's | she's | he'd | she'd"), 0.8],
    [
      words(
        "thing | things | stuff | something | somebody | someone | whatever | a bunch of | a lot of | lots of | somehow | sometimes",
      ),
      0.8,
    ],
    [
      words(
        "for example | for instance | let's say | e\\.g | in this (?:case|example|scenario|situation) | in that case",
      ),
      0.6,
    ],
    [
      words(
        "these | those | the other | the same | another | the former | the latter | instead | too | either | this | doing so | to do so | did so | this way | that way | such a | such an",
      ),
      0.8,
    ],
    // What ends with a word for something said before.
    [
      /(?<!\p{L})(?:this|that|it|them|these|those|one|ones|him|her|here|there|though|anyway|too|either|way|do|does|did|is|are)[.,!…]*["”’]?$/iu,
      0.6,
    ],
    [opening(JOINING, "you | you're | you've | you'll"), 0.85],
    [
      words(
        "divided by | multiplied by | plugging | plug | take the (?:limit|derivative|integral|log|square root) | goes to (?:0|zero|infinity) | celsius | kelvin | newtons | joules | meters per second | part [a-e]",
      ),
      0.75,
    ],
    // What states something.
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
  ],
  pronouns: words(
    "it | its | it's | they | they're | them | their | he | she | he's | she's | him | his | her | this | these | those | that's | there",
  ),
  cutStart:
    /^(?:of|to|than|with|from|by|at|on|into|is|are|was|were|has|have|had|been|be|does|or|nor|who|whose|whom|which|that|and then|up|out|down|the same|me|us|them|him|one|through|as well|because|where|whether|about|not)\b/iu,
  cutEnd:
    /(?<!\p{L})(?:the|an?|of|to|and|or|but|so|that|which|in|on|at|for|with|from|by|is|are|was|were|be|been|if|as|than|because|when|where|who|what|how|why|while|your|my|their|its|his|our|this|these|i|we|you|they|it['’]s|i['’]m|you['’]re|we['’]re|like|very|not|can|will|would|could|should|just|um|uh|have|has|had|into|about|then|every|some|any|more|most|really|also|gonna|going|actually|even|don['’]t|one|other|each|do|okay|right|now|that means)$/iu,
  begins: opening(
    "(?:(?:and|so|now|well|okay) )?",
    "the | an? | if | when | every | each | all | most | people | whenever | any",
  ),
  asks: opening(
    JOINING,
    "how (?:much|many|far|long|fast|big) | (?:what|how|why|where|who|when|which)(?= (?:is|are|was|were|do|does|did|can|could|would|will|should|about|if|kind|would|happens)(?!\\p{L})) | .*\\b(?:what's going to | what's the | (?:at|of|in|by|for|to) what(?! \\p{L}+ (?:is|are))) | (?:will|do|does|did|can|could|would|should|is|are)(?= (?:the|you|we|they|it|this|that|i|there|an?)(?!\\p{L}))",
  ),
  isUnfinished: (clause) => countVerbs(clause) < (SUBORDINATE.test(clause) ? 2 : 1),
  mayHaveVerb: (sentence) =>
    AUXILIARY.test(sentence) || wordsNotAsNoun(sentence).some((word) => mayBeVerb(word)),
};

const countVerbs = (clause: string): number =>
  (clause.match(AUXILIARIES)?.length ?? 0) +
  wordsNotAsNoun(clause).filter((word) => /(?:s|ed)$/u.test(word) && mayBeVerb(word)).length;

const wordsNotAsNoun = (sentence: string): string[] =>
  (sentence.match(NOT_AS_NOUN) ?? []).filter((word) => word !== "the" && !word.endsWith("ing"));

/** A word in small letters behind none that a noun or an infinitive stands behind. */
const NOT_AS_NOUN =
  /(?<!(?:^|\s)(?:the|an?|of|this|that|my|your|his|her|our|their|its|two|three|four|most|more|some|every|each|all|any|no|in|on|at|by|for|with|from|and|to) )(?<!\p{L})\p{Ll}+/gu;
const AUXILIARY = words(
  "is | isn't | are | aren't | was | wasn't | were | has | have | had | do | does | did | can | could | will | would | should | must | may | might | \\p{L}+'(?:s|re|ve|ll|d|m) | \\p{L}+n't",
);
const AUXILIARIES = new RegExp(AUXILIARY.source, "giu");
const SUBORDINATE = opening(
  JOINING,
  "if | when | because | since | before | after | first before | as | even if | even though | although | once | while | where | wherever",
);
