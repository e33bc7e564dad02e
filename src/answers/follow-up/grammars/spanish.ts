import { words, type Grammar } from "../grammar.ts";

export const SPANISH: Grammar = {
  joining: /^(?:y|e|pero|entonces|o|vale|ok|pues|también|ah|bueno|luego)(?![\p{L}\p{N}])[\s,.:…–-]*/u,
  contrast:
    /^(?:qué (?:hay|pasa|tal|me dices|ocurre|sucede) (?:de|con|sobre|en)(?:l)?|cómo (?:es|sería) (?:con|para|en)|(?:es|vale|sirve|funciona|pasa) (?:eso |esto )?(?:también |igual |lo mismo |cierto |verdad )*(?:para|con|en|de)|lo mismo (?:para|con))\s+/u,
  alsoAfter: /\s+(?:también|entonces|tampoco|igualmente)$/u,
  reason:
    /^(?:por ?qué(?: no| razón| exactamente| es así| eso| esto)?|cómo (?:así|es eso)|para qué|a qué se debe(?: eso| esto)?)$/u,
  doubt: /^(?:de verdad|en serio|seguro|es (?:cierto|verdad|seguro)(?: eso| esto)?)$/u,
  bare: /^(?:a |de |desde |hasta |para |con |en |por )?(?:cuánt[oa]s?(?: tiempo| veces)?|cómo|cuándo|d[óo]nde|adónde|quién|quiénes|cuál|cuáles|qué (?:temperatura|tamaño|hora|edad|cantidad)|qué|cada cuánto)(?: exactamente)?$/u,
  more: /^(?:(?:puedes |podrías |puede )?(?:dime|cuéntame|explica|explícame|explícalo|explicar|explicarlo|explicarme|desarrolla|háblame|dame|decirme|contarme)(?: (?:eso|esto|lo|me))?(?: (?:algo|un poco))?(?: (?:más|mejor|más (?:detalles?|sobre (?:eso|esto|ello)|información)|de (?:eso|esto)|con más detalle|en detalle))?|(?:algo |qué |un poco )?más(?: detalles| información| sobre (?:eso|esto|ello))?|qué otra cosa|otra cosa|en detalle|continúa|sigue|(?:un |otro |por |dame un |dame otro |puedes dar(?:me)? un |hay (?:algún |otro ))ejemplos?|qué (?:significa|quiere decir) (?:eso|esto))(?: por favor)?$/u,
  next: /^(?:(?:y )?(?:después|luego|entonces|a continuación)(?: qué| de eso)?|qué (?:sigue|viene|pasa) (?:después|luego|ahora)?|el siguiente paso)$/u,
  other:
    /^(?:qué (?:hay|pasa) (?:de|con)l? ?)?(?:el|la|los|las|lo)? ?(?:otr[oa]s?|primer[oa]?|segund[oa]|tercer[oa]?|últim[oa]|siguiente|demás|resto)$/u,
  circumstance: /^(?:qué (?:pasa|ocurre|sucede) )?(?=si )/u,
  thin: /^(?:qué \p{L}+|cuánt[oa]s?(?: \p{L}+)?|cuándo|d[óo]nde|cómo|con qué) (?:debo|tengo que|hay que|puedo|se debe|conviene) ?(?:usar|tomar|elegir|comprar|poner|añadir|empezar|parar|hacer|hacerlo)?$/u,
  placeholder: /\s+(?:uno|una)$/u,
  verbLast: /^(?!)/u,
  dropsSubject: true,
  counts: /^cuánt[oa]s?(?= )/u,
  counting: /^cuánt[oa]s(?= (?:\p{L}+n|hay|hacen? falta|se \p{L}+)(?!\p{L}))/u,
  difference:
    /^(?:cuál es la diferencia(?: entre (?:ellos|ellas|los dos|las dos|ambos|ambas))?|en qué se diferencian|cuál es (?:mejor|peor|más \p{L}+))$/u,
  asksWhich: /^(?:cuál(?:es)?|quién(?:es)?|qué \p{L}+ (?:es|son))(?![\p{L}\p{N}])/u,
  questionWord:
    /^(?:(?:a|de|desde|hasta|para|con|en|por|sobre) )?(?:qué|quién(?:es)?|cuál(?:es)?|cuánt[oa]s?|d[óo]nde|adónde|cuándo|cómo|por ?qué)(?![\p{L}\p{N}])/u,
  auxiliaries: words(
    "es son era eran fue está están hay ha han puede pueden puedo debe deben debo debería hace hacen hay tiene tienen sería va van se",
  ),
  speakers: words("yo tú uno nosotros usted ustedes él ella ellos ellas"),
  pronouns:
    /(?<![\p{L}\p{N}])(?:eso|esto|ello|él|ella|ellos|ellas|lo(?= (?:hago|hace|uso|usa|pongo|pone|puedo|puede))|es[ea]s?(?= )|est[ea]s?(?= )|su|sus|le|les)(?![\p{L}\p{N}])|(?<=\p{L}(?:ar|er|ir))l[oa]s?(?![\p{L}])/u,
  plurals: words("ellos ellas los las les"),
  verbs: new Set(),
  clauses: words(
    "cuando si porque antes después mientras y o que quien cuyo hasta aunque donde como pero para",
  ),
  prepositions: words(
    "a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras",
  ),
  definite: words("el la los las lo"),
  articles: words(
    "el la los las lo un una unos unas mi mis tu tus su sus este esta estos estas ese esa al del",
  ),
  attributes: words(
    "temperatura precio coste costo tiempo duración cantidad dosis tamaño peso longitud altura anchura velocidad riesgo riesgos peligro peligros ventaja ventajas desventaja desventajas inconveniente inconvenientes problema problemas límite límites razón razones causa causas efecto efectos fecha año nombre color diferencia diferencias ingredientes herramientas pasos excepciones sabor olor origen historia resultado conservación mantenimiento",
  ),
  adjectives: words(
    "negro negra negros blanco blanca verde verdes rojo roja azul amarillo amarilla grande pequeño pequeña caliente frío fría nuevo nueva viejo vieja largo larga corto corta duro dura blando fresco fresca primero primera segundo segunda último última pesado ligero",
  ),
};
