import type { Phrases } from "../grammar.ts";

export const english: Phrases = {
  whole: `
    summari[sz]e|summary|summaries|sum up|sum (?:it|this|that|¤) up|recap|overview|outline|gist|synopsis|abstract|
    tl ?;? ?dr|key ?(?:takeaways?|points?|ideas?|messages?|insights?|learnings)|
    (?:main|most important|central|core|key|biggest|major|principal) (?:points?|ideas?|messages?|takeaways?|topics?|
    themes?|arguments?|thesis|insights?|lessons?|things)|take ?aways?|highlights|in a nutshell|
    (?:what|wat)(?:'?s| is| was| are| were)? (?:it|this|that|these|all this|¤) (?:all )?about|
    (?:what|wat) (?:is|was|are|were)(?: actually| really)? (?:it|this|that|¤) (?:all )?about|
    (?:what|which) (?:topics|subjects|themes|points) (?:are|do|does) .*(?:covered?|discuss(?:ed)?|talked about)|
    what does (?:it|this|¤) (?:cover|talk about|deal with|teach)|
    what (?:do|did|can|will|should) (?:i|you|we) learn (?:in|from) (?:it|this|¤)|what happens in (?:it|this|¤)|
    what is discussed(?: in)?(?=[^a-z]*¤?[^a-z]*$)|
    what (?:are|is) (?:they|he|she) talking about(?=[^a-z]*(?:in )?¤?[^a-z]*$)|chapters?(?= (?:of|in) ¤)|
    what (?:did|have) i miss(?:ed)?|explain ¤|(?:chapter|section|part) by (?:chapter|section|part)|
    tell me (?:what happens in|(?:more )?about) ¤|
    cliff ?notes|(?:quick |brief )?rundown|notes (?:on|of|for|from) ¤|(?:short|condensed) version|eli5|conclusions?(?= of ¤)|what (?:is|does) the (?:speaker|author|host) (?:want|trying) to say`,
  compare: `
    compare|comparison|compared|contrast|differences?|differ|different|in common|similarit(?:y|ies)|similar|agree|
    disagree|contradict|versus|vs|better|more detailed`,
  list: `
    (?<=^[^a-z]*(?:(?:please|pls|can|could|would|will|you|u|hey|hi|and|now) )*)(?:list (?:all|every|each|everything|
    the|down|out|any|of all|his|her|their|me|[a-z]+ [a-z ]*(?:mention|nam|recommend|us|talk)[a-z]*)|enumerate|
    name (?:all|every|each)|give (?:me )?(?:a|the) (?:full |complete )?list of|make (?:me )?a list of|(?:show|tell|
    find|get|give)(?: me)? (?:all|every)(?: of)? (?:the )?(?:times?|places?|moments?|mentions?|occasions?|
    instances?|passages?|examples?|parts)|every (?:time|place|moment|mention|instance)|
    all (?:of )?(?:the )?(?:times?|places?|moments?|mentions?|occasions?|instances?|passages?|
    parts)(?: that| when| where| in which| of)?|what are all (?:of )?the|which are all the|where (?:are|
    is) all the)|list (?:everything|all|them all|all of (?:them|it))[^a-z]*$|
    (?<=^[^a-z]*)(?:what|which) (?:(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+) .*|[a-z ]*[a-z]s) (?:do|
    does|did) (?:he|she|they|it|¤|the [a-z]+) (?:mention|name|list|recommend|enumerate)(?: in (?:it|¤|
    total))?[^a-z]*$|
    (?:what|which) [a-z ]*[a-z]s are (?:all )?(?:mentioned|named|listed|recommended)(?: in (?:it|¤|total))?[^a-z]*$`,
  says: `
    what(?:'?s| is| was| gets)? (?:happens|happening|happened|happen|going on|goes on|said|shown|explained|
    discussed|talked about|covered|being said|being shown|up)|
    what (?:do|does|did) (?:he|she|they|it|we|you|the (?:speaker|host|guest|presenter|professor|teacher|narrator)|
    ¤) (?:say|show|explain|talk about|discuss|mention|do|cover|tell|mean|see)|
    what (?:is|are|was|were) (?:he|she|they|the (?:speaker|host|guest|presenter)) (?:saying|talking about|doing|
    showing|explaining|discussing)|what(?: comes| is there| is|'s|s)(?= +(?:at|around|near))|
    how (?:does|did|do) (?:it|this|he|she|they|¤)|whats(?: happening| going on| said| shown)?|explain|quote`,
  beginning: `
    (?:at|in|from) the (?:very )?(?:beginning|start|opening)|(?:beginning|start)(?= of ¤)|
    in the (?:intro|introduction)|(?<=how [a-z¤ ]*)(?:begin|start|open)`,
  end: `
    (?:at|in|by|towards?) the (?:very )?(?:end|ending|close|conclusion)|
    (?<=how [a-z¤ ]*)(?:end|finish|conclude|close)`,
  chat: `
    hi+(?: there)?|hello+(?: there)?|hey+(?: there)?|hiya|howdy|yo|good (?:morning|afternoon|evening|day|night)|
    thanks?(?: you| u)?(?: so much| very much| a lot| a bunch| again)?|thx|ty|tysm|cheers|much appreciated|great|
    cool|nice|awesome|perfect|wow|ok|okay|got it|bye|goodbye|see you|
    (?:that|this|it) (?:helped|was helpful|was great|is great|is helpful|helps)(?: me)?(?: a lot| so much)?|
    (?:great|good|nice) (?:job|work|answer)|very helpful|how are you(?: doing)?(?: today)?|what'?s up|who are you|
    who (?:made|built) you|what are you(?: able to do| capable of)?|
    are you (?:a |an )?(?:bot|robot|human|ai|real|chatgpt|person)|
    what(?: all| else)? can (?:you|u) (?:do|help(?: me)? with|answer)(?: for me| here)?|
    what can i (?:ask|do)(?: you| here)?|how (?:can|do) (?:you help(?: me)?|i use (?:this|you|it))|
    how does this work(?= *[?!.]*$)|what is this (?:app|tool|server|site|bot)(?: for)?|help(?: me)?|
    who (?:r|are) u|thanks a million|ty so much`,
  filler: `
    what'?s|let'?s|says?|tells?|teh|go|jump|skip|please|pls|plz|kindly|can|could|would|will|should|want|need|like|
    love|to|i|you|u|me|us|we|have|get|see|know|give|gimme|show|tell|write|make|create|provide|do|does|did|is|are|
    was|were|be|what|which|the|a|an|this|that|these|it|its|it's|all|of|in|on|at|by|from|for|as|with|around|about|
    near|roughly|approximately|mark|timestamp|time|minutes?|into|during|just|only|very|quick|quickly|quickest|short|
    shorter|brief|briefly|concise|simple|detailed|long|longer|full|complete|whole|entire|general|good|nice|few|some|
    one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|sentences?|words?|lines?|paragraphs?|bullets?|bullet|
    points?|list|form|format|style|english|german|spanish|french|italian|portuguese|dutch|hindi|japanese|russian|
    chinese|arabic|here|now|then|so|ok|hey|again|main|more|most|important|key|up|out|each|every|both|he|she|they|
    his|her|their|speaker|host|author|guest|made|makes|discussed|mentioned|covered|presented|content|contents|
    exactly|maybe|there|people|someone|who has not watched|haven'?t watched|did not watch|didn'?t watch|watched|
    watching|said|s|¤|
    like i'm (?:five|5)|(?:i )?(?:do not|don't|dont|didn't) have (?:the )?time(?: to watch| for)?`,
  video: `
    video(?! (?:games?|cards?|cameras?|codecs?|files?|editors?|editing|memory|ram|stream(?:s|ing)?|calls?|clips?|
    quality|players?))|vid|clip|talk|lecture|episode|podcast|film|movie|recording|presentation|interview|tutorial|
    transcript`,
  videos: `
    videos|vids|clips|talks|lectures|episodes|podcasts|films|movies|recordings|interviews|tutorials|transcripts`,
  both: `
    which (?:video|talk|lecture|episode)(?= (?:is|explains|has|gives|covers|goes|was) .*(?:better|best|more|most|
    easier|longer))|
    (?:both(?: of)?(?: the| these| my)?|(?:the|these|those|my)? ?two|each of the|all(?: of)?(?: the| these| my)?|
    each|all two|all three) (?:¤|videos?|talks?|lectures?|episodes?|podcasts?)|¤ both`,
  one: "one",
  ordinals: ["first|1st", "second|2nd|sec", "third|3rd", "fourth|4th", "fifth|5th"],
  last: "last|latest|newest|final|most recent",
  two: "two",
  articles: "the|this|that|these|those|my|your|his|her|our|teh|both|each|all",
  and: "and|or|with|to|than|from|versus|vs|und",
  about: "about|on|of|by|with|from|titled|called|named|covering",
  ofBefore: "",
  topicBefore: "",
  topicOne: "one",
  notTopic: `
    of|in|on|at|to|for|from|with|about|and|or|is|are|was|were|do|does|did|than|vs|versus|by|that|which|who|what|say|
    says|said|each|agree|differ|cover|please|pls|as|a|an|if|when|whole|entire|full|complete|same|current|youtube|
    other|next|previous|two|both|mentioned|it|he|she|they|you|end|beginning|start|rest|into|then|covered|explain|
    explains|compare|compared|beginning|middle|part|most|time|seen|mean`,
  keywords: `
    summarise summarize summary summaries overview outline takeaways takeaway video videos compare comparison
    difference differences highlights thanks happens mentions mention beginning please explain lecture podcast`,
};
