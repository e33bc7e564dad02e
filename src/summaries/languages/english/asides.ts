import { opening, words, type Factor } from "../signs.ts";
import { JOINING } from "./joining.ts";

/** What is said about the speakers, the viewers, the course or a single example rather than about the matter. */
export const ASIDES: Factor[] = [
  // What leads through the video.
  [
    words(
      `let's | let me | let us | i'm (?:going|gonna|just going) | i'll | i am going | we're (?:going|gonna) | we'll | we will | i (?:also |just |really |do |always )?(?:want|wanted) to | i'd like | i would like | i wanna | we want to (?:talk|look|see|discuss) |
      i would say | imagine | suppose | consider | say you | go ahead | pause | you guys | be careful | make sure you understand | we should | our problem | this problem | our next | our example | this is the setup | go (?:buy|to|get|check|read) | visit | mind you | if you (?:found|enjoyed|liked|have any|want to (?:learn|know|see) more) | great day | see you | we just | notice | note | everybody | everyone | stay tuned | i hope | i don't know | i was like | he was like | she was like | they were like |
      blah | hopefully | bear with me | keep in mind | remember | recall | don't forget | think about | take a look | come back | get back | move on | moving on | talk about | talking about | my friend | by the way | anyway |
      i promise | i bet | quote | unquote | laughter | applause | my next guest | tell me | give me | show me | ask me | you mentioned | your point | if you're (?:interested|curious) | next time | wait a second | open roles | hiring | that's true | come work | follow me | you(?:'ve| have) (?:mentioned|said|talked|shared|written|already) | you said | you were saying | some of you | for those of you | the question (?:is|becomes) | question`,
    ),
    0.45,
  ],
  [
    words(
      "(?<!(?:so|neither|nor|only) )(?:do|does|did) (?:we|you|they|i|it|the) | (?:what|how) about | sorry | oops | whoops | hang on | hold on",
    ),
    0.55,
  ],
  [words("is to (?:describe|understand|see|figure out|show|explain|look|talk|ask|go)"), 0.45],
  [words("(?:we|you|they|i) (?:have|had|need|got|want) (?:some|a few|several|two|three|four|five|six)"), 0.6],
  [
    words(
      "you(?:'ll| will)? (?:hear|learn|hear about|find out) | you(?:'ve| have) (?:probably )?(?:seen|heard) | later on | more on that",
    ),
    0.6,
  ],
  [opening(JOINING, "perhaps | maybe"), 0.65],
  // What is said about the course, or to a guest.
  [
    words(
      `(?:final|midterm|upcoming|next|first|second|take-home) exams? | on (?:the|your) (?:exam|final|midterm|quiz|test) | homeworks? | problem sets? | problem-sets? | coursework | midterms? | office hours | recitations? | syllabus | prerequisites? | teaching assistants? | tas | course website | handouts? | lecture notes | clicker | opencourseware | donations? |
      this (?:class|course) | the (?:class|course) (?:is|has|will|are|was|had) | (?:\\p{L}+[ -])?units? (?:class|course)`,
    ),
    0.4,
  ],
  [
    words(
      `lightning round | favou?rite (?:podcasts?|books?|movies?|products?|interview|quote) | introducing | last question | final question | next question | first question | i(?:'m| was| am)? curious | i(?:'d| would) love to | tangent | before we | with that | one (?:more|last) thing | last thing | before i | we covered | you have a | you had a | what you(?:'re| are) saying | the reason you(?:'re| are) | you wrote | your (?:podcast|newsletter|book|post|posts|company|team|career|background|story|product|tweet) | that you(?:'re| guys are|'ve) (?:building|doing|seeing|seen|built|done|working) | listeners? | apple podcasts | spotify | past episodes | this conversation |
      (?:on|in|about) (?:the|my) (?:podcast|show|channel|next slide) | on youtube`,
    ),
    0.5,
  ],
  [/(?<!\p{L})you['’]re (?:\p{L}+ing).*(?<!\p{L})you['’]re (?:\p{L}+ing)/iu, 0.4],
  [
    words(
      `when (?:i|we) (?:was|were|started|first|went|got|joined|came|had|met|moved|worked|launched|built|did) | i (?:just |really |also |actually |then )?(?:put|made|built|tried|took|saw|found|gave|ran|was|had|went|got|joined|came|met|moved|started|worked|remember|thought|felt|asked|wanted|decided|realized|learned|did) | years ago | one day | (?:the )?other day | last (?:night|summer|month|year) | (?:true|fun|funny|quick|crazy) story | story about | years old`,
    ),
    0.7,
  ],
  [
    opening(
      JOINING,
      "you (?:\\p{L}+ed|were|had|wrote|built|led|ran|grew|made|came|went|spent) | you(?:'ve| have) | you, | you(?:'re| are) (?:basically |also |currently )?(?:one of|now|ahead|an?|(?:the )?(?:head|vp|founder|director|author|host|ceo|cto|vp|guest))",
    ),
    0.5,
  ],
  [
    words("(?:give|tell|share with|walk) (?:us|me|our|listeners) | our (?:two|three|four|last|first|next)"),
    0.5,
  ],
  [
    words(
      "i (?:love|like|agree|appreciate) (?:that|this|it|how|the) | which i think | interesting that | part of the reason | well, | again,",
    ),
    0.65,
  ],
  [
    /(?<!\p{L})we (?:\p{L}+ly |just |also |even )?(?!need|feed|speed|proceed|succeed)\p{L}{2,}ed(?!\p{L})/iu,
    0.75,
  ],
  // A step of a worked example.
  [
    words(
      `the (?:top|bottom|upper|lower|left|right) (?:lines?|rows?|side|hand|corner|part|half|one) | the (?:following )?(?:equation|expression|formula|graph|picture|diagram|slide|table|figure|question|answer|blackboard|board|right-hand side|left-hand side|first (?:part|example|question))(?! (?:of|for|that|which|between|where|is|are)(?!\\p{L}))`,
    ),
    0.75,
  ],
  [
    words(
      "(?:is|are) (?:placed|located|separated) | separated by | (?:calculate|find|determine|evaluate|compute) the",
    ),
    0.65,
  ],
  [
    words(
      "(?:\\p{N}[\\p{N}.,]*|two|three|four|five|six|seven|eight|nine|ten) (?:\\p{L}+ ){0,2}?(?:(?:milli|micro|nano|kilo|centi)?(?:meters?|metres?|grams?|coulombs?|columns|joules?|newtons?|seconds?|volts?|amps?|liters?|moles?|watts?|pascals?)|feet|foot|inch(?:es)?|pounds?|degrees|units|miles|mph|kg|cm|mm|km|ml)",
    ),
    0.6,
  ],
  [
    opening(
      JOINING,
      "the (?:same )?\\p{L}+ (?:is|was) (?:still |not |already |now |just )?(?!nothing|something|anything|everything)\\p{L}{2,}ing",
    ),
    0.75,
  ],
  [
    words("(?:this|the|a) (?:person|man|woman|guy|child|boy|girl|student) | when we say | when i say | us"),
    0.8,
  ],
  [
    words(
      "we (?:actually |just |really )?want(?:ed)? to | we can (?:actually |also |now )?see | what (?:we|i)'d | next step | what you (?:need|want|have) to | what we (?:need|have|want|wanted|are going|did|do) | all we (?:need|have) to do",
    ),
    0.65,
  ],
  [opening(JOINING, "to \\p{L}+ [^,]{0,60}?,? we(?:'re| are|'ll|'ve)? \\p{L}+"), 0.7],
  [
    words(
      "(?:convert|put|take|move|write|multiply|divide|plug|add|subtract|turn|check|draw|call) (?:that|this|those|these) (?:to|by|from|in|into|is)",
    ),
    0.75,
  ],
  [
    words(
      "(?:red|blue|green|yellow|orange|purple|pink|white|black|dotted|dashed|shaded) (?:arrows?|lines?|curves?|box(?:es)?|dots?|bars?|parts?|areas?|regions?|vectors?|squares?|circles?|points?)",
    ),
    0.6,
  ],
  [
    words(
      "divided by | multiplied by | plugging | plug | take the (?:limit|derivative|integral|log|square root) | goes to (?:0|zero|infinity) | celsius | kelvin | newtons | joules | meters per second | part [a-e]",
    ),
    0.75,
  ],
  [opening(JOINING, "calculate | solve | find the | convert | we have the | we need to | part [a-e]"), 0.6],
  [
    words(
      "for example | for instance | let's say | e\\.g | in this (?:case|example|scenario|situation) | in that case",
    ),
    0.8,
  ],
  [opening(JOINING, "for example | for instance | let's say"), 0.75],
  // What is said while thinking, or of the speaker.
  [/(?<!\p{L})(?:to|the|an?|of|some|my|your|our|than|from|need|want|in|on), /iu, 0.6],
  [/(?<!\p{L})(?:some an?|an? the|the an?|the the|an? my|of to|to to)(?!\p{L})/iu, 0.5],
  [
    words(
      "um | uh | uhm | you know | kind of | sort of | i mean | i guess | or something | and stuff | or whatever | and so on | stuff like | things like | a little bit | pretty much | like i | wow | oh | yeah | okay | alright | please | cool | gonna | wanna",
    ),
    0.7,
  ],
  [/(?<!\p{L})(?!(?:that|had|very|really|so|blah)(?!\p{L}))(\p{L}+),? \1(?!\p{L})/iu, 0.6],
  [
    opening(
      JOINING,
      "i(?! (?:do |really |actually )?(?:think|believe|recommend|suggest|argue)(?!\\p{L})) | i'm | i've | i'd | my | me | we(?! (?:have to|must|should|all|tend|often|always)(?!\\p{L})) | we've | we're | our",
    ),
    0.75,
  ],
  [words("i | i'm | i've | i'd | my | me | myself"), 0.75],
  [/(?<!\p{L})(?:i|my|me|i['’]\p{L}+)(?!\p{L}).*(?<!\p{L})(?:i|my|me|i['’]\p{L}+)(?!\p{L})/iu, 0.75],
  [words("he | she | him | his | her | he's | she's | he'd | she'd"), 0.8],
  [
    words(
      "thing | things | stuff | something | somebody | someone | whatever | a bunch of | a lot of | lots of | somehow | sometimes",
    ),
    0.8,
  ],
  [
    words(
      "these | those | the other | the same | another | the former | the latter | instead | too | either | this | doing so | to do so | did so | this way | that way | such a | such an",
    ),
    0.8,
  ],
  [opening(JOINING, "you | you're | you've | you'll"), 0.85],
];
