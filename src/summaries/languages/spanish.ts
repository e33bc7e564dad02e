import { opening, words, type Signs } from "./signs.ts";

const JOINING = String.raw`(?:(?:y|e|pues|bueno|entonces|así que|o sea|pero|o|ahora|ahora bien|vale|bien|luego|también|además|porque|claro)[,.]?\s+)*`;

export const SPANISH: Signs = {
  joining:
    /^(?:(?:y|pero|entonces|así que|o sea|eh|quiero decir,)[,.…]*\s+|(?:pues|bueno|vale|bien|ahora bien)[,.…]+\s+)+/iu,
  factors: [
    [
      opening(
        JOINING,
        `él | ella | ellos | ellas | ello | eso | esto | esos | esas | aquello | ese | esa | aquel\\p{L}* | est[aeo]s?(?= (?:es|son|era|fue|se|significa|puede|tiene|hace|nos|quiere)) | lo(?= (?:hace|hizo|que hace|mismo)) |
        ambos | ambas | (?:cada )?un[oa] de (?:est|es|ell)[oa]s | tal(?:es)? | su | sus | le | les | se | por eso | por esto | por ello | de ahí | ahí | allí | la cual | el cual | lo cual`,
      ),
      0.35,
    ],
    [
      opening(
        JOINING,
        "est[aeo]s? | aquí | así | otro | otra | otros | otras | en cambio | de lo contrario | de (?:modo|manera|forma) similar | de igual (?:modo|manera|forma) | del mismo modo | de la misma (?:manera|forma) | es decir | por lo tanto | por tanto | el mismo | la misma | el otro | la otra | el primero | el segundo | la segunda | a continuación | después | sin embargo | en este caso",
      ),
      0.55,
    ],
    [/^(?:pero|o|porque|además|sin embargo|aunque|sino|también)(?!\p{L})/iu, 0.8],
    [/^(?:y|entonces|así que)(?!\p{L})/iu, 0.92],
    [
      words(
        `aquí | acá | como (?:dije|decía|vimos|hemos visto|ven|ves|pueden ver|puedes ver|podéis ver) | como est[aeo] | de antes | anterior(?:mente)? | hace un momento | que he dibujado | para que quede claro | como (?:ya )?(?:mencioné|dijimos|mencionamos) | este de aquí | en pantalla | a la (?:izquierda|derecha) | arriba | abajo | el próximo v[ií]deo | el (?:último|anterior) v[ií]deo | en el último v[ií]deo | así como`,
      ),
      0.45,
    ],
    [
      words(
        `pausa(?:r|d|en)? | detener el v[ií]deo | vamos a | tómate | tómese | un momento para | verá | verás | verán | como siguiente paso | puedes considerar\\p{L}* | nunca expliqué | hablamos | aquellos de ustedes | algunos de ustedes | adivinar | observe(?:n)? | dejaré | tenga en cuenta | ten en cuenta | que tengan? un | hasta la próxima | digamos | algunos de ustedes | comenzamos | voy a | quiero que | quisiera | me gustaría | déjame | déjenme | permítanme | imagin\\p{L}+ | supon\\p{L}+ | consider(?:a|e|en|emos) | veamos | miren | mira | recuerd\\p{L}+ | fíj\\p{L}+ | hablemos | hablar de | creo que | no sé | espero que | pensemos | pregunta | preguntas | por cierto`,
      ),
      0.5,
    ],
    [
      words(
        "exámen(?:es)? | examen | la descripción | tareas? del curso | deberes | tutorías | inscripci\\p{L}+ | donaci\\p{L}+ | en este curso | siguiente pregunta | última pregunta | antes de que | (?:tu|su) (?:pódcast|podcast|libro|empresa|equipo|producto) | oyentes",
      ),
      0.5,
    ],
    [
      words(
        "(?:la|el) (?:fórmula|ecuación|gráfic[oa]|figura|tabla|diapositiva|pregunta|respuesta|pizarra)(?! (?:de|del|que|para)(?!\\p{L})) | \\p{L}+ (?:roj[oa]|azul|verde|amarill[oa]|naranja|morad[oa]|blanc[oa]|negr[oa])s?",
      ),
      0.75,
    ],
    [
      words(
        "(?:yo|nosotros) (?:era|estaba|tenía|fui|pensé|quería) | me acuerdo | un día | hace \\p{L}+ años | buenas noticias | cuéntanos | cuéntame | dinos",
      ),
      0.7,
    ],
    // A verb whose subject is said before.
    [
      opening(
        JOINING,
        "(?:es|era|fue)(?! (?:importante|posible|necesario|fácil|difícil|mejor|decir)) | son | está | están | dice | dicen | hace | hacen | tiene | tienen | significa | puede | pueden | va | van | da | dan | representa | indica | permite | a partir de (?:ahí|aquí)",
      ),
      0.6,
    ],
    [/^[^,]{0,20}, (?:sin embargo|no obstante|por lo tanto),/iu, 0.75],
    [words("eh | este este | o sea | digamos | como que | o algo así | más o menos"), 0.7],
    [words("yo | mi | mis | me | conmigo"), 0.8],
    [words("por ejemplo | en este caso | en este ejemplo"), 0.7],
    [words("est[aeo]s? | es[aeo]s? | el mismo | la misma | otr[ao]s? | también"), 0.85],
    [
      words(
        `es una? | son | significa | porque | debe | deben | hay que | importante | la clave | el problema | el objetivo | la razón | la idea | el propósito | solo | sólo | siempre | nunca | sin | permite | permiten | consiste en | se llama | en resumen | en general | sirve para | para que`,
      ),
      1.2,
    ],
    [/\p{L}(?:ar|er|ir|ndo|rá)(?:lo|la|los|las|le|les)(?!\p{L})/iu, 0.65],
    [words("esto | eso | ello | aquello | lo que eso | lo que esto"), 0.65],
    [/(?<!\p{L})(?:lo|los|las) \p{L}+(?:mos|aste|iste|emos)(?!\p{L})/iu, 0.8],
  ],
  pronouns: words(
    "él | ella | ellos | ellas | eso | esto | esos | esas | ese | esa | estos | estas | este | esta | su | sus | lo | les",
  ),
  cutStart: /^(?:de|que|con|por|para|al|del|es|son|fue|ha|han|o|ni|cuyo|cual)(?!\p{L})/iu,
  cutEnd:
    /(?<!\p{L})(?:el|la|los|las|un|una|unos|unas|de|del|al|a|y|o|que|en|con|por|para|si|no|se|su|sus|mi|tu|muy|más|como|cuando|porque|es|son|lo|le|este|esta|pero)$/iu,
  begins: opening(
    "(?:(?:y|entonces|pues) )?",
    "el | la | los | las | una? | si | cuando | cada | todos | todas",
  ),
  asks: opening(JOINING, "qué | cómo | cuál\\p{L}* | por qué | dónde | quién\\p{L}* | cuánt\\p{L}* | cuándo"),
};
