import type { Phrases } from "../grammar.ts";

export const english: Phrases = {
  whole: `
    (?:explain|describe|summari[sz]e)(?: it| this| that| everything)? like i'm (?:five|5|[0-9]+|a [a-z]+)|eli ?5|
    table of contents|toc|(?:the )?chapters(?=[^a-z0-9]*(?:(?:of|in|for) )?¤?[^a-z0-9]*$)|
    (?:main|key|most important|central|core|biggest|essential) (?:facts?|findings?|claims?|conclusions?|learnings?)|
    key ?facts?|(?:walk|take|run|guide|talk) (?:me|us) through (?:¤|it all|it|everything|this|that)|
    what (?:do|does|did) ¤ say(?=[^a-z¤]*$)|bullet ?points?|bullets(?=[^a-z]*(?:(?:of|for|on) ¤)?[^a-z]*$)|
    (?:points?|message|moral|goal|purpose|aim|lesson|bottom line|thesis|idea|essence|upshot|crux|theme)(?= of ¤)|
    bottom line|break (?:it|this|that|¤|it all|everything) down(?: for (?:me|us))?|
    what (?:do|does|did) (?:he|she|they|the (?:speaker|host|guest|author)) cover(?=[^a-z]*(?:in )?¤?[^a-z]*$)|
    what(?:'?s| is| was| gets) (?:all )?covered(?=[^a-z]*(?:in )?¤?[^a-z]*$)|
    (?:is|are) ¤ worth (?:watching|it|my time|a watch)|(?<=^[^a-z]*(?:why )?)should i watch ¤|
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
    (?:how|in what ways?|where)(?= .*(?:differ|different|compare|agree|disagree|contrast|contradict)[^a-z]*)|compare|comparison|compared|contrast|differences?|differ|different|in common|similarit(?:y|ies)|similar|agree|
    disagree|contradict|versus|vs|better|more detailed`,
  list: `
    (?<=^[^a-z]*)(?:where|when|how many times) (?:do|does|did) (?:he|she|they|the (?:speaker|host|guest|author)) (?:say|
    mention|bring up|talk about|refer to|use the word)(?= )|(?<=^[^a-z]*(?:(?:please|pls|can|could|would|will|you|u|hey|hi|and|now) )*)(?:list (?:all|every|each|everything|
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
    (?:what|which) [a-z ]*[a-z]s are (?:all )?(?:mentioned|named|listed|recommended|shown|demonstrated|presented)(?: in (?:it|¤|total))?[^a-z]*$`,
  says: `
    what(?:'?s| is| was| gets)? (?:happens|happening|happened|happen|going on|goes on|said|shown|explained|
    discussed|talked about|covered|being said|being shown|up)|
    what (?:do|does|did) (?:he|she|they|it|we|you|the (?:speaker|host|guest|presenter|professor|teacher|narrator)|
    ¤) (?:say|show|explain|talk about|discuss|mention|do|cover|tell|mean|see)|
    what (?:do|does|did) (?:[^\\s,;:.?!¤]+ ){1,4}?(?:say|talk about|explain|mention|discuss|tell)|
    what (?:is|are|was|were) (?:he|she|they|the (?:speaker|host|guest|presenter)) (?:saying|talking about|doing|
    showing|explaining|discussing)|what(?: comes| is there| is|'s|s)(?= +(?:at|around|near))|
    how (?:does|did|do) (?:it|this|he|she|they|¤)|whats(?: happening| going on| said| shown)?|explain|quote`,
  beginning: `
    (?:at|in|from) the (?:very )?(?:beginning|start|opening)|(?:beginning|start)(?= of ¤)|
    in the (?:intro|introduction)|(?<=how [a-z¤ ]*)(?:begin|start|open)`,
  end: `
    (?:what(?:'?s| is| was) |how(?:'?s| is| was) |^[^a-z]*)the ending(?: like)?(?=[^a-z]*(?:of |in )?¤?[^a-z]*$)|
    (?:at|in|by|towards?) the (?:very )?(?:end|ending|close|conclusion)|
    (?<=how [a-z¤ ]*)(?:end|finish|conclude|close)`,
  chat: `
    lol|lmao|haha+|ha ha|nice to meet you|(?:do|can) (?:you|u) (?:speak|understand|know) (?:english|german|spanish|
    french|italian|portuguese|dutch|hindi|japanese|russian|chinese|arabic)|
    (?:what|which) languages? (?:do|can) (?:you|u) (?:speak|understand|know)|how do (?:you|u) work|hi+(?: there)?|hello+(?: there)?|hey+(?: there)?|hiya|howdy|yo|good (?:morning|afternoon|evening|day|night)|
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
    like i'm (?:five|5)|includ(?:ing|e) .*$|in (?:short|brief|detail)|
    (?:with|and) (?:the )?(?:time ?stamps?|time ?codes?|times|timings|start times|links|sources|citations|quotes|examples|
    titles|headings|emojis?)|everything|comprehensive|thorough|in depth|high level|one page|basically|previous|
    current|attached|given|above|together|ones|
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
    which (?:one )?of (?:them|these|those|the (?:two|three|¤|videos|talks|lectures|episodes))
    (?: videos| talks| lectures| episodes| podcasts)? (?:talks?|speaks?|says?|explains?|covers?|mentions?|discusses|
    discuss|teaches|goes|deals|spends?|is (?:more )?about)|
    which (?:one|of them|of these|video)(?= is (?:best|better|easier|more suited|good) (?:for (?:beginners?|starters|
    newcomers|me)|to (?:start|watch|begin)))|
    which (?:video|talk|lecture|episode)(?= (?:is|explains|has|gives|covers|goes|was|
    talks|speaks|says|spends|discusses|mentions|teaches|uses|focuses) .*(?:better|best|more|most|
    easier|longer))|
    (?:both(?: of)?(?: the| these| my)?|(?:the|these|those|my)? ?two|each of the|all(?: of)?(?: the| these| my)?|
    each|all two|all three) (?:¤|videos?|talks?|lectures?|episodes?|podcasts?)|¤ both`,
  one: "one",
  ordinals: ["first|1st", "second|2nd|sec", "third|3rd", "fourth|4th", "fifth|5th"],
  last: "last|latest|newest|final|most recent",
  three: "three",
  middle: `
    (?:in|at|around|near|towards?) the (?:very )?(?:middle|mid ?point|half ?way (?:point|mark))|
    (?:about |around )?(?:half ?way|mid ?way)(?: through| in| into)?`,
  they: `
    (?:both|the two|two|all|each) of (?:them|these|those)|(?:these|those) (?:two|three)|the two|(?:between |among )?(?:they|them|these|those)|between the two|
    (?:to |from |with )?(?:each other|one another)|(?:to |from |with )?the (?:others?|other (?:one|two|ones|¤|videos?)|rest)`,
  contrast: "(?<=^[^a-z]*(?:(?:please|pls|can|could|you|now|and) )*)(?:compare|contrast)",
  regarding: `
    on|about|regarding|concerning|in terms of|with (?:regards?|respect) to|when it comes to|by (?:their|how)`,
  saidBy: `
    what (?:else )?(?:do|does|did|would) {name} (?:says?|said|thinks?|thought|recommends?|explains?|mentions?|suggests?|advises?|talks?|speaks?|means?|believes?|argues?|claims?|teaches|teach|discuss|discusses|proposes?|tells?|covers?)|
    (?:what|how|why|where|(?:every|each) time|everything|all) {name} (?:says?|said|thinks?|thought|recommends?|explains?|mentions?|suggests?|advises?|talks?|speaks?|means?|believes?|argues?|claims?|teaches|teach|discuss|discusses|proposes?|tells?|covers?)`,
  saidAbout:
    "(?:says?|said|saying|thinks?|explains?|mentions?|recommends?|suggests?|talks?|tells?(?: us)?|teaches) (?:about|on|regarding) [^ ?!.]",
  verb: `
    (?<!(?:^|(?:and|or|of|the|these|those|all|both|between|compare|two|three|two|his|her|my|[0-9])) ?)talks?`,
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
    what about video summarise summarize summary summaries overview outline takeaways takeaway video videos compare comparison
    difference differences contrast timestamps highlights thanks happens mentions mention beginning please explain lecture podcast`,
};
