import type { Phrases } from "../grammar.ts";

export const spanish: Phrases = {
  whole: `
    indice|capitulos(?=[^a-z0-9]*(?:(?:de|del|en) )?¤?[^a-z0-9]*$)|tabla de contenidos?|
    que dice ¤(?=[^a-z]*$)|(?:mensaje|moraleja|proposito|conclusion|tesis|esencia)(?= (?:de|del) ¤)|
    explica(?:me)?(?:lo)?(?: ¤| esto| todo)? como si tuviera (?:cinco|5)(?: anos)?|(?:datos|hechos|hallazgos) (?:clave|principales|mas importantes)|
    guiame por ¤|en pocas palabras|puntos clave|
    resum(?:e|ir|en|eme|ime|irme|irnos|elo|irlo|a|as|enme|irias|en de)|resumen(?:es)?|sintesis|sinopsis|sintetiza|
    esquema|panorama|vista general|vision general|tl ?;? ?dr|
    (?:puntos|ideas?|temas?|conceptos?|mensajes?|conclusion(?:es)?|argumentos?|lecciones) (?:principal(?:es)?|clave|
    centrales|central|mas importantes|fundamentales|importantes)|
    principales (?:puntos|ideas|temas|conceptos|mensajes|conclusiones|argumentos|lecciones)|lo mas importante|
    conclusiones|idea (?:principal|general|central)|
    (?:de|sobre) (?:que|q) (?:se )?(?:trata|va|habla|es|iba|tratan|hablan|van)|
    (?:de|sobre) (?:que|q)(?= (?:trata|va|habla|es) ¤)|que (?:ensena|explica|cuenta|cubre|aprendo en|pasa en) ¤|
    cual es el (?:tema|contenido)|tema(?= de ¤)|explica(?:me)? ¤`,
  compare: `
    parecen|
    compara[a-z]*|comparacion|comparativa|diferencias?|diferencian?|distint[oa]s?|diferentes?|en comun|similitudes|
    coinciden|contradicen|versus|vs|mejor`,
  list: `
    (?<=^[^a-z]*(?:(?:por favor|puedes|podrias|me|hola|y) )*)(?:lista(?:r|me)? (?:todos?|todas?|los|las|cada)|
    enumera(?:r|me)?|(?:haz|hazme|dame|crea|dime|muestrame|haga)(?: me)? (?:una lista|un listado|todos los|
    todas las|tod[oa]s)|nombra(?:me)? (?:todos|todas)|cada vez que|todas las (?:veces|menciones|ocasiones)|
    todos los (?:momentos|lugares)|(?:una )?lista de (?:todos|todas|los|las))|
    (?<=^[^a-z]*)(?:que|cuales) [a-z ]*s (?:menciona|nombra|recomienda|se mencionan|se nombran)(?: en ¤)?[^a-z]*$`,
  says: `
    que (?:es lo que )?(?:pasa|ocurre|sucede|paso|dice|dicen|explica|cuenta|muestra|se dice|se explica|se muestra|
    se ve|hay|menciona|habla|hace|esta diciendo|esta pasando)|de que (?:habla|se habla|hablan)|
    como (?:empieza|comienza|termina|acaba)|sobre que habla|como`,
  beginning: `
    (?:al|en el|desde el) (?:principio|comienzo|inicio)|al (?:empezar|comenzar)|en la intro(?:duccion)?|
    (?<=como )(?:empieza|comienza)`,
  end: "(?:al|en el|hacia el) (?:final|fin)|al (?:terminar|acabar)|(?<=como )(?:termina|acaba)",
  chat: `
    (?:hablas|entiendes|sabes) (?:espanol|ingles|aleman|frances|italiano)|que idiomas (?:hablas|entiendes|sabes)|
    como funcionas|jaja(?:ja)*|
    hola|buenas|buen(?:os)? dias?|buenas (?:tardes|noches)|gracias|muchas gracias|muchisimas gracias|mil gracias|
    te lo agradezco|genial|perfecto|excelente|vale|ok|okay|bien|adios|chao|hasta luego|
    me (?:ha )?(?:ayudado|ayudo) mucho|muy util|como estas|que tal|quien eres|(?:que|q) eres|
    eres (?:un )?(?:bot|robot|humano|una ia)|que (?:puedes|sabes) hacer(?: por mi)?|
    que (?:te )?puedo (?:preguntar|preguntarte|hacer)(?: aqui)?|(?:como|en que) (?:me )?puedes ayudar(?:me)?|
    como funciona esto|ayuda`,
  filler: `
    como si tuviera (?:cinco|5)(?: anos)?|
    incluyendo .*$|incluid[oa]s? .*$|con (?:los |las )?(?:tiempos|marcas de tiempo|minutos|horas|citas|ejemplos|
    fuentes)|pocas|exhaustivo|anterior|actual|otros|vinetas|hacerlo|
    por favor|porfa|porfavor|puedes|podrias|puede|me|dame|das|da|dar|darme|haz|hazme|haga|hacer|hace|hacerme|quiero|
    quisiera|necesito|dime|decir|decirme|cuales|cual|que|son|es|fue|el|la|los|las|lo|un|una|unos|unas|de|del|en|a|
    al|este|esta|estos|estas|ese|esa|eso|esto|breve|breves|brevemente|corto|corta|rapido|rapida|rapidamente|
    completo|completa|detallado|entero|toda|todo|todos|todas|sobre|mas|menos|alrededor|aproximadamente|hacia|minuto|
    minutos|segundo|momento|se|nos|y|con|para|mi|frases?|palabras?|lineas?|parrafos?|puntos?|lista|forma|espanol|
    dos|tres|cuatro|cinco|seis|diez|[0-9]+|aqui|ahora|solo|principales|importantes|clave|su|sus|autor|trata|
    menciona|¤`,
  video: `
    videos?|charla|clase|conferencia|episodio|capitulo|podcast|pelicula|grabacion|entrevista|clip|tutorial|ponencia`,
  videos: `
    videos|charlas|clases|conferencias|episodios|podcasts|peliculas|entrevistas|clips|tutoriales`,
  both: `
    (?:cual|cuales|que ¤|que video)(?: de (?:los|las|estos|estas) (?:dos|tres|¤|videos))?(?= (?:habla|explica|dice|trata|cubre|menciona|profundiza) .*(?:mas|mejor))|
    (?:cual|que) de (?:los|las|estos|estas|ell[oa]s)(?: dos| tres)?(?: ¤| videos)? (?=(?:habla|explica|dice|trata|cubre|menciona))|
    (?:los|las|estos|estas) (?:dos|tres) (?:¤|videos|charlas|clases|episodios)|
    amb[oa]s (?:los |las )?(?:¤|videos|charlas|clases|episodios)|
    (?:cada|entre|todos los) (?:uno de los )?(?:videos|¤)`,
  one: "el|la|uno",
  ordinals: [
    "primer[oa]?s?|1o|1a|1er",
    "segund[oa]s?|2o|2a|2do",
    "tercer[oa]?s?|3o|3er",
    "cuart[oa]|4o",
    "quint[oa]|5o",
  ],
  last: "ultim[oa]s?|mas recientes?",
  three: "tres",
  middle: "(?:en|a|hacia) (?:la )?mitad|por la mitad|en el medio|en medio",
  they: "tienen(?= en comun)|se (?=diferencian|contradicen|parecen)|(?:los|las|estos|estas|esos|esas) (?:dos|tres)|amb[oa]s|ell[oa]s|los|las|estos|estas|entre si|(?:de|con|a) los (?:demas|otros)|(?:de|del|con el) otro|entre ell[oa]s",
  contrast: "(?<=^[^a-z]*(?:(?:por favor|puedes|podrias|me|y) )*)compara(?:r|me)?",
  regarding: "sobre|acerca de|respecto a|en cuanto a|en terminos de|en lo que respecta a",
  saidBy:
    "que (?:dice|dicen|piensa|piensan|opina|opinan|recomienda|recomiendan|explica|cuenta) {name}(?= (?:sobre|de|del|acerca|en|al|a)|[^a-z0-9]*$)|lo que {name} (?:dice|piensa|opina|recomienda|explica|cuenta)",
  saidAbout:
    "lo que .*(?:dice|dicen|piensa|opina|explica|cuenta)[a-z ]* (?:sobre|de|del|acerca)|lo que (?:dice|piensa|opina|explica|cuenta) .*(?:sobre|acerca)",
  two: "dos",
  articles: "el|la|los|las|este|esta|estos|estas|ese|esa|mi|un|una|del|al",
  and: "y|e|o|con|a|al|del|de|que|vs|versus",
  about: "sobre|acerca de|de|del|con|llamado|titulado|por",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    y|e|o|con|en|es|son|dice|por|para|que|como|a|al|de|del|se|no|si|sobre|trata|habla|menciona|minuto|favor`,
  keywords: `
    resumen resumir resume principales diferencia diferencias comparar compara gracias trata videos menciona enumera`,
  isTopicBehind: true,
};
