/** The videos of a session that the questions below are asked in, in its order. */
export const VIDEOS = [
  { id: "tokenizer", title: "Let's build the GPT Tokenizer", language: "en" },
  { id: "bitcoin", title: "But how does bitcoin actually work?", language: "en" },
  { id: "compost", title: "Composting for beginners: from kitchen scraps to soil", language: "en" },
];

/** What people ask of whole videos and the like, as they type it: language, question, scope, videos, milliseconds. */
export const ROUTED: [language: string, question: string, scope: string, videos?: string, timeMs?: number][] =
  [
    ["en", "summarise this video", "WHOLE_VIDEOS"],
    ["en", "can u give me a quick sumary pls", "WHOLE_VIDEOS"],
    ["en", "What are the main points of the second video?", "WHOLE_VIDEOS", "bitcoin"],
    ["en", "tl;dr", "WHOLE_VIDEOS"],
    ["en", "whats the video about composting about", "WHOLE_VIDEOS", "compost"],
    ["en", "key takeaways in 5 bullet points", "WHOLE_VIDEOS"],
    ["en", "Compare the bitcoin video and the tokenizer video", "COMPARISON", "tokenizer bitcoin"],
    ["en", "how does the first video differ from the last one?", "COMPARISON", "tokenizer compost"],
    ["en", "list all the materials she mentions", "LIST"],
    ["en", "every time he mentions unicode", "LIST"],
    ["en", "what happens at 12:30?", "TIME", undefined, 750_000],
    ["en", "what does she say around minute 5 of the compost video", "TIME", "compost", 300_000],
    ["en", "hey, what can you do?", "SMALL_TALK"],
    ["en", "thx!!", "SMALL_TALK"],

    ["de", "Fass das Video zusammen", "WHOLE_VIDEOS"],
    ["de", "kannst du mir bitte eine kurze zusammenfasung geben", "WHOLE_VIDEOS"],
    ["de", "worum geht es im zweiten Video?", "WHOLE_VIDEOS", "bitcoin"],
    [
      "de",
      "Was ist der Unterschied zwischen dem ersten und dem letzten Video?",
      "COMPARISON",
      "tokenizer compost",
    ],
    ["de", "Liste alle Fehler auf, die er nennt", "LIST"],
    ["de", "was passiert bei Minute 7?", "TIME", undefined, 420_000],
    ["de", "danke dir!", "SMALL_TALK"],

    ["es", "resume el video", "WHOLE_VIDEOS"],
    ["es", "de que trata este video", "WHOLE_VIDEOS"],
    ["es", "¿Cuáles son las ideas principales del video sobre bitcoin?", "WHOLE_VIDEOS", "bitcoin"],
    ["es", "compara los dos primeros videos", "COMPARISON", "tokenizer bitcoin"],
    ["es", "haz una lista de todos los consejos que da", "LIST"],
    ["es", "qué dice en el minuto 3:20", "TIME", undefined, 200_000],
    ["es", "hola, quien eres?", "SMALL_TALK"],

    ["fr", "Résume cette vidéo", "WHOLE_VIDEOS"],
    ["fr", "de quoi parle la deuxieme video ?", "WHOLE_VIDEOS", "bitcoin"],
    ["fr", "quels sont les points clés", "WHOLE_VIDEOS"],
    [
      "fr",
      "Quelle est la différence entre la première et la deuxième vidéo ?",
      "COMPARISON",
      "tokenizer bitcoin",
    ],
    ["fr", "fais la liste de toutes les erreurs citées", "LIST"],
    ["fr", "que se passe-t-il à 4 min 10 ?", "TIME", undefined, 250_000],
    ["fr", "merci beaucoup", "SMALL_TALK"],

    ["it", "riassumi il video", "WHOLE_VIDEOS"],
    ["it", "di cosa parla l'ultimo video?", "WHOLE_VIDEOS", "compost"],
    ["it", "confronta il primo video con il secondo", "COMPARISON", "tokenizer bitcoin"],
    ["it", "elenca tutti gli ingredienti", "LIST"],
    ["it", "cosa dice al minuto 8", "TIME", undefined, 480_000],
    ["it", "ciao", "SMALL_TALK"],

    ["pt", "faz um resumo do vídeo", "WHOLE_VIDEOS"],
    ["pt", "quais são os principais pontos do primeiro video", "WHOLE_VIDEOS", "tokenizer"],
    ["pt", "qual a diferença entre os dois vídeos?", "COMPARISON"],
    ["pt", "o que acontece no final do video?", "TIME", undefined, Infinity],
    ["pt", "obrigada!", "SMALL_TALK"],

    ["ja", "この動画を要約して", "WHOLE_VIDEOS"],
    ["ja", "2番目の動画は何についてですか?", "WHOLE_VIDEOS", "bitcoin"],
    ["ja", "最初の動画と2番目の動画を比較してください", "COMPARISON", "tokenizer bitcoin"],
    ["ja", "5分30秒では何を話していますか", "TIME", undefined, 330_000],
    ["ja", "ありがとう", "SMALL_TALK"],

    ["ru", "о чем это видео?", "WHOLE_VIDEOS"],
    ["ru", "сделай краткое содержание второго видео", "WHOLE_VIDEOS", "bitcoin"],
    ["ru", "Сравни первое и третье видео", "COMPARISON", "tokenizer compost"],
    ["ru", "перечисли все примеры", "LIST"],
    ["ru", "что говорится на 10:15", "TIME", undefined, 615_000],

    ["zh", "总结一下这个视频", "WHOLE_VIDEOS"],
    ["zh", "第二个视频讲了什么?", "WHOLE_VIDEOS", "bitcoin"],
    ["zh", "比较前两个视频", "COMPARISON", "tokenizer bitcoin"],
    ["zh", "列出所有提到的工具", "LIST"],
  ];

/** Questions about what is said somewhere, many with a word that could be taken for another kind. */
export const ORDINARY = `what is the summary statistic
how do I compare two strings
why is the main point of a lever not in its middle
hello world program: what does it print?
what is the difference between a mutex and a semaphore
How does byte pair encoding work?
what's the difference between brown and green material
how do you summarise a data set with one number?
why is the list sorted before the search
what does the outline of the leaf tell you
what does he say about unicode?
who is satoshi nakamoto
who are you supposed to ask before digging up a lawn
what can you do with coffee grounds
what can you do about the smell
how do I thank someone in japanese
what time does the market open
what happens at night when the pile cools down
what happens at 100 degrees
what happens at the end of the chain
what happens to the block at the beginning of each epoch
at what minute should I take out the tea
why did he leave the house at 12:30
when does the 12:30 train arrive
how many points does the team get for a win
what is the key idea behind proof of work
what are the main ingredients of concrete
what are the main reasons for the war
how does compare-and-swap work
does the overview effect change astronauts
what is a linked list
how do you reverse a linked list
list comprehension vs map, which is faster
how big is the word list of gpt2
what does all of this cost
which video codec should I use
how large is a video file of one hour
why is my video card so slow
what was the first video game about
what makes the second law of thermodynamics so important
who wrote the last book he recommends
what happened in the last minutes before the crash
is it about the money
what is this symbol called
what is he talking about when he says gas
what's the point of hashing the header
what is the subject of the sentence
how long does it take to summarise a book with a model
what is the summary of the second law
give me the formula for compound interest
tell me about merkle trees
show me how to turn the pile
explain the main idea of the fourier transform
hi-fi or stereo, what does he prefer
what does hello mean in hawaiian
are you allowed to put meat in
can you compost citrus peels
can you summarise the argument about inflation
what are the highlights of the painting technique
what is good about the second method
how do both methods compare in price
what is the first step
and the last one?
how do the two chains differ
what did the video say about mining fees
in the video, why does the tokenizer split digits?
what does the bitcoin video say about mining
does the second video mention worms
what is the topic of the third chapter about worms
name of the author of the paper
how often does he mention that the reward halves
why are all numbers listed twice
how do you keep everything dry
what's new in python 3.12
at 5 percent interest, how much is it after 10 years
how many tokens are in 12:30
what is the minute hand for
tokenizer
bitcoin
summary statistics
worms in the end product
thank you letters, how long should they be
Was ist der Unterschied zwischen Kompost und Humus?
Worum geht es beim Gefangenendilemma?
Wie vergleicht man zwei Zeichenketten?
Was passiert um 12 Uhr mit dem Schatten?
Was kannst du mit Kaffeesatz machen?
¿Cuál es la diferencia entre un bit y un byte?
¿Qué es el resumen de un mensaje en criptografía?
¿De qué trata el teorema de Bayes?
Quelle est la différence entre une abeille et une guêpe ?
De quoi parle le théorème de Gödel ?
Cosa succede alla fine del processo?
Qual é a diferença entre pão e bolo?
чем отличается биткоин от эфира
о чем говорит второй закон ньютона
ハッシュ関数とは何ですか
要約統計量とは何ですか
比特币和以太坊有什么区别
列表和元组有什么不同`.split("\n");

/** Some more of a session of a series, of talks by people, and of one title in one word. */
export const TITLES = {
  series: ["Lecture 3: Eigenvalues", "Lecture 1: Matrices", "Lecture 2: Vectors", "Practice session #22"],
  talks: ["Rosa Lindqvist on lighthouses", "Tomas Okafor on beekeeping", "Grain"],
  bread: [
    "The Chemistry of Bread: Kitchen Lab 4",
    "Bread and chemistry in ovens of clay",
    "How to sharpen a knife",
  ],
};

/** Questions of a session with these titles: scope, the numbers of the videos (all where there are none), topic. */
export const NAMED: [
  titles: keyof typeof TITLES,
  question: string,
  scope: string,
  videos?: string,
  topic?: string,
][] = [
  ["series", "summarize lecture 1", "WHOLE_VIDEOS", "2"],
  ["series", "Summarize lectures 1 and 2", "WHOLE_VIDEOS", "2 3"],
  ["series", "what happens at 1:00 in lecture 2?", "TIME", "3"],
  ["series", "what does lecture 2 say about bases?", "PASSAGES", "3"],
  ["series", "summarize session 22", "WHOLE_VIDEOS", "4"],
  ["series", "summarize video 2", "WHOLE_VIDEOS", "2"],
  ["series", "summarize video two", "WHOLE_VIDEOS", "2"],
  ["series", "Vergleiche Video zwei und drei", "COMPARISON", "2 3"],
  ["series", "resume el vídeo dos", "WHOLE_VIDEOS", "2"],
  ["series", "what can one see in the video one has to watch?", "PASSAGES"],
  ["series", "summarize #22", "WHOLE_VIDEOS", "4"],
  ["series", "summarize the third lecture", "WHOLE_VIDEOS", "3"],
  ["series", "compare lecture 1 and lecture 3 on notation", "COMPARISON", "1 2", "notation"],
  ["talks", "what does Rosa say at 12:00?", "TIME", "1"],
  ["talks", "Summarize Rosa's talk", "WHOLE_VIDEOS", "1"],
  ["talks", "summarise what Tomas says", "WHOLE_VIDEOS", "2"],
  ["talks", "summarise what Tomas says about winter", "PASSAGES", "2"],
  ["talks", "What does Tomas recommend against mites?", "PASSAGES", "2"],
  ["talks", "was sagt Tomas über Honig?", "PASSAGES", "2"],
  ["talks", "what do Rosa and Tomas say about storms?", "COMPARISON", "1 2", "storms"],
  ["talks", "compare Rosa and Tomas on hiring", "COMPARISON", "1 2", "hiring"],
  ["talks", "compare lighthouses and beekeeping", "COMPARISON", "1 2", ""],
  ["talks", "every time Tomas mentions smoke", "LIST", "2", "smoke"],
  ["talks", "summarize video Grain", "WHOLE_VIDEOS", "3"],
  ["talks", "what do people say about storms?", "PASSAGES"],
  ["talks", "what is the difference between lighthouses and beekeeping?", "PASSAGES"],
  ["bread", "Summarize the chemistry of bread video", "WHOLE_VIDEOS", "1"],
  ["bread", "summarize the chemistry of bread", "WHOLE_VIDEOS", "1"],
  ["bread", "compare the knife video and the chemistry of bread video on heat", "COMPARISON", "1 3", "heat"],
  ["bread", "What is the chemistry of bread?", "PASSAGES"],
];

/** More of what people ask as another kind: scope, questions. */
export const MORE: [scope: string, questions: string][] = [
  [
    "WHOLE_VIDEOS",
    `explain this video like I'm five
give me an outline with timestamps
outline of the compost video with times
table of contents
what are the chapters?
tldr of everything
walk me through the video
in short, what does the video say?
what's the point of this video?
break it down for me
5 bullet points please
sumarize teh vidoe
waht is this video about
what is covered in the video?
Please provide a comprehensive summary of this video including all key points and examples
Summarize this video. Keep it short and use simple words.
Worum geht's?
Gliederung mit Zeiten
Fasse alles zusammen
Erklär mir das Video, als wäre ich fünf
resúmelo en pocas palabras
¿cuáles son los capítulos?
table des matières
que dit la vidéo ?
riassumi tutto
quais são os capítulos?
inhoudsopgave
перескажи всё
目次を教えて
有哪些章节?
सब कुछ का सारांश दो
ما هي فصول الفيديو؟`,
  ],
  [
    "COMPARISON",
    `how do these two differ
how do these differ?
what do they have in common?
compare them
compare the first two
which of them talks more about money?
which video talks more about work?
which of the two talks about heat?
how does the compost video differ from the others?
do they contradict each other?
Wie unterscheiden sich die beiden?
Was haben sie gemeinsam?
¿en qué se diferencian los dos?
¿qué tienen en común?
qu'ont-elles en commun ?
cosa hanno in comune?
compare os dois primeiros
wat hebben ze gemeen?
чем они отличаются?
この2つの違いは何ですか
它们有什么不同?
इन दोनों में क्या अंतर है?
ما الفرق بينهما؟`,
  ],
  [
    "LIST",
    `every time she talks about sleep
where does he mention hashing?
which exercises are shown?`,
  ],
  [
    "SMALL_TALK",
    "lol\n👍\n👍🏽👍🏽\ndo you speak German?\nsprichst du Deutsch?\n¿hablas español?\ntu parles français ?",
  ],
  [
    "PASSAGES",
    `?
you're wrong
-1:00
99:99
what happens at -1:00?
what's 5 times 3?
can I take it 20 minutes before a meal?
what happens to sugar in the first minute of fermentation?
what happens in the middle of the cell?
was passiert in der Mitte des Kreises?
the first half of the reaction
in the last five years what changed?
why do they contradict Newton?
what do bees and wasps have in common?
which of them is radioactive?
compare them with steam engines
break it down into steps
what does the chapter on stairs cover?
summarise what he says about mining
sum up what the video says about soil
Fasse zusammen, was er über Erde sagt
resume lo que dice sobre la tierra
résume ce qu'il dit sur la terre
riassumi quello che dice sulla terra
resuma o que ele diz sobre a terra
vat samen wat hij over aarde zegt
перескажи, что он говорит о земле
compare honey and sugar
what's the goal of the algorithm?
what's the difference between the two algorithms?
how do they differ in speed?
which one is faster?
explain entropy like I'm five
what do people think about honey?
in lecture 5, what is said about heaps?
it says John 3:16, why?
Kapitel 3
Welche von beiden ist größer?
¿Cuáles son los capítulos del libro?
¿Cuál de los dos es más grande?
les cinq dernières années
Que se passe-t-il au milieu de la ruche ?
Cosa succede a metà del ciclo?
O que acontece no meio da colmeia?
aan het einde van het seizoen
Какое из них больше?
草とは何ですか
目的は何ですか
哪个城市最大?
中间值是什么
दोनों राजाओं में क्या अंतर है?
ما الفرق بين النحل والدبابير؟`,
  ],
];

/** Times, in three ways: in milliseconds, as a share of the video, and how long or on which side. */
export const TIMES: [
  question: string,
  time: { timeMs?: number; timeShare?: number; spanMs?: number; timeSide?: string },
][] = [
  ["1h02m", { timeMs: 3_720_000 }],
  ["3m20s", { timeMs: 200_000 }],
  ["around minute 12 of the lecture", { timeMs: 720_000 }],
  ["at minute 5 of the second video", { timeMs: 300_000 }],
  ["minuto 5", { timeMs: 300_000 }],
  ["à la minute 5", { timeMs: 300_000 }],
  ["at 3.20", { timeMs: 200_000 }],
  ["what does Lisa say at 3:20?", { timeMs: 200_000 }],
  ["was sagt Lisa bei 3:20?", { timeMs: 200_000 }],
  ["at the beginning", { timeMs: 0 }],
  ["at the end", { timeMs: Infinity }],
  ["al final", { timeMs: Infinity }],
  ["in the middle of the video", { timeShare: 0.5 }],
  ["a mitad del vídeo", { timeShare: 0.5 }],
  ["视频中间讲了什么?", { timeShare: 0.5 }],
  ["what happens in the first minute?", { timeMs: 0, spanMs: 60_000 }],
  ["что происходит в первой минуте?", { timeMs: 0, spanMs: 60_000 }],
  ["summarize the first three minutes", { timeMs: 0, spanMs: 180_000 }],
  ["in the last five minutes of the second video", { timeMs: Infinity, spanMs: 300_000 }],
  ["die letzten fünf Minuten", { timeMs: Infinity, spanMs: 300_000 }],
  ["les cinq dernières minutes", { timeMs: Infinity, spanMs: 300_000 }],
  ["最后五分钟讲了什么?", { timeMs: Infinity, spanMs: 300_000 }],
  ["the last 30 seconds", { timeMs: Infinity, spanMs: 30_000 }],
  ["what happens in the second half?", { timeShare: 0.5 }],
  ["what is said between 2:00 and 3:00?", { timeMs: 120_000, spanMs: 60_000 }],
  ["zwischen 2:00 und 3:00", { timeMs: 120_000, spanMs: 60_000 }],
  ["2:00-3:30", { timeMs: 120_000, spanMs: 90_000 }],
  ["what happens before 3:20?", { timeMs: 200_000, timeSide: "BEFORE" }],
  ["was passiert nach 3:20?", { timeMs: 200_000, timeSide: "AFTER" }],
];
