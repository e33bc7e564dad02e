import { opening, words, type Factor } from "../signs.ts";
import { JOINING } from "./joining.ts";

/** What needs something that is said or seen elsewhere. */
export const REFERENCES: Factor[] = [
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
      (?:this|that|these|those)(?= (?:is|was|are|were|isn't|can|could|will|would|has|have|had|does|do|did|may|might|must|should|makes?|means?|gives?|allows?|all|also|just|really|actually|basically|essentially|probably|usually|often|leads?|tells?|happens?|works?|comes?|looks?|turns?|sounds?|seems?|way|time|process|thing|kind|sort|one|two|point|case|part|guy|idea|example|in|of|on|to|as)(?!\\p{L})) |
      (?:some|all|most|many|none|any|half) of (?:them|these|those|it|this|that|which) | which | who | whose | whom`,
    ),
    0.3,
  ],
  [opening(JOINING, "this | that | these | those | such | there"), 0.65],
  [
    opening(
      JOINING,
      `(?:all|most|some|many|few|none)(?= (?:have|has|are|is|were|do|did|can|will)(?!\\p{L})) | (?:inside|within|from|to|by|under|over) (?:this|that|these|those) | the rest | meaning | given | (?:have|has) to | that (?:shows|says|said|means) | like | just | see how | notice how | (?:before|since|until|by|after) then | not having | having | being able | one would | makes | made | had | got | went | goes | gets | sounds | looks | seems | feels | depends | that (?:the|an?) | (?:first|second|third|last|other) one | one(?=,) | again | next(?! to) | same | one more | all the way | named | still | bear in mind | on the other hand | as always | luckily | fortunately | unfortunately | first(?:ly)?(?=,| (?:we|you|i|let|of all|what)(?!\\p{L})) | second(?:ly)?(?=,) | third(?:ly)?(?=,) | number (?:one|two|three) | step (?:one|two|three) | what's more | to that end | one(?= (?:is|was|of (?:the|my|our))(?!\\p{L})) | the only (?:one|thing|reason) | the (?:same|other|others|latter|former|first|second|third|next|last|final|one|ones) | another | others? | instead | otherwise | therefore | thus | hence | thereby |
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
  [opening(JOINING, "whichever | whatever | whoever"), 0.6],
  [/(?<!\p{L})(?:that|this|these|those) to(?! \p{L}+(?:,| is))(?!\p{L})/iu, 0.65],
  [/, so (?:this|that|it|these|those)(?:['’]s| (?:is|are|was|were))(?!\p{L})/iu, 0.65],
  // A subject that is named and then taken up again.
  [
    /^(?!(?:and |so |but |now )?(?:when|if|as|once|while|because|since|in|on|with|without|for|at|to|after|before|by|even|although|though|unless|until|where|whenever)(?!\p{L}))[^,]{0,40}, (?:they|he|she|it)(?!\p{L})/iu,
    0.7,
  ],
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
    /(?<!\p{L})(?:do|does|did|doing|takes?|use|using|have|like|of|with|for|about|to|by|from|on|in|at|than|into|after|before|all|see|know|want|need|calls?|called|say|is|are|get) (?:(?:this|these|those)(?= (?:throughout|is|are|was|were|and|or|in|on|at|to|with|for|by|from|because|so|when|if|times|before|after|right|just|again)(?!\p{L})|["”’]?[.,;:!]|$)|that(?=["”’]?[.,;:!]|$))/iu,
    0.6,
  ],
  [
    /.(?:, |(?<!\p{L})(?:and|so|then) )(?:is|are|do|does|can|will|would|should) (?:this|the|it|that|these|we|you|they)(?!\p{L})/iu,
    0.5,
  ],
  [
    /.(?<!\p{L})(?:what|how|why|(?<!, )(?:which|where))(?: \p{L}+)? (?:is|are|was|do|does|did|can|will|would|should) (?:the|we|you|it|this|that|they|an?)(?!\p{L})/iu,
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
      "(?:sitting|standing|right|up|down|over|back|out|in|on|from|through|around) there | for now | aside | voila | in front of (?:you|us) | good start",
    ),
    0.6,
  ],
  [
    opening(
      JOINING,
      "making sure | trying | going | looking | talking | getting to | just (?:basically|wanted|want)",
    ),
    0.6,
  ],
  [
    words(
      "these (?:four|five|six|three|two) | those (?:two|three|four) | the next one | the last one | the first one | the second one | the other one | this one | that one | all of (?:these|those|that|this) | (?:of|about|with|to) that is | that reason | this reason | at that | in there | the ones(?! (?:that|who|which)) | as well(?=[.!]) | this whole | that whole | like it | the above | the below | previous | aforementioned",
    ),
    0.65,
  ],
  [words("what (?:this|that|it)(?: really| actually| basically)? (?:tells|means|says|does|shows|is)"), 0.65],
  // What leaves out what it compares, or whom it speaks of.
  [
    words(
      "(?:is|are|was|were|be) (?:completely |totally |very |also |actually |really )?(?:different|the same|similar|equal|identical) (?:because|so|and|but)",
    ),
    0.75,
  ],
  [
    /(?<!\p{L})(?:different|the same|similar|right|correct|wrong|true|great|good|hard|tricky|difficult|awesome|amazing|maybe|sorry|interesting|important|possible)[.!]?$/iu,
    0.75,
  ],
  [/(?<!\p{L})(?:he|she|his|her)(?!\p{L}).*(?<!\p{L})(?:he|she)(?!\p{L})/iu, 0.7],
  [
    words(
      "(?:behind|about|for|with|of|to|from|in|on|than) it(?=[.,!]| (?:is|was|and|but|so|as|because|in|for|at|to|with|when|if)(?!\\p{L}))",
    ),
    0.75,
  ],
  // What ends with a word for something said before.
  [
    /(?<!\p{L})(?:this|that|it|them|these|those|one|ones|him|her|here|there|though|anyway|too|either|way|do|does|did|is|are)[.,!…]*["”’]?$/iu,
    0.6,
  ],
];
