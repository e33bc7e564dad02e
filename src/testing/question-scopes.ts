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
