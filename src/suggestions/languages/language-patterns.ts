/**
 * Patterns of languages other than English. Each takes a phrase from a sentence in a form that the question leaves as it is,
 * since no parts of speech are known here.
 */
export type LanguagePatterns = {
  patterns: LanguagePattern[];
  /** A phrase that is understood only by what was said before, or that says nothing. */
  pointing: RegExp;
};

export type LanguagePattern = {
  template: string;
  /** With the named groups that `ask` is given: x, and y where there are two. */
  pattern: RegExp;
  ask: (x: string, y: string) => string;
};

/** A phrase at the beginning of a sentence, of up to three words. */
const X = String.raw`(?<x>[\p{L}\p{M}\p{N}'’-]+(?: [\p{L}\p{M}\p{N}'’-]+){0,2}?)`;
const Y = X.replace("?<x>", "?<y>");
const line = (before: string, after: string) => new RegExp(`${before}${X}${after}`, "iu");
const pair = (before: string, between: string, after: string) =>
  new RegExp(`${before}${X}${between}${Y}${after}`, "iu");

/** Of scripts without spaces: a phrase of up to twelve characters. */
const CHARACTERS = String.raw`(?<x>[\p{L}\p{N}ー]{2,12}?)`;
const OTHER_CHARACTERS = CHARACTERS.replace("?<x>", "?<y>");

export const LANGUAGES: Record<string, LanguagePatterns> = {
  de: {
    pointing:
      /^(?:das|dies\p{L}*|es|er|sie|ich|wir|ihr|man|hier|da|dort|was|wer|jetzt|und|aber|also|dann|so|jed\p{L}*|all\p{L}*|mein\p{L}*|unser\p{L}*|sein\p{L}*|ihr\p{L}*|jen\p{L}*|solch\p{L}*|ander\p{L}*|de[rs] (?:erste|zweite|dritte|nächste|letzte|andere)\p{L}*|die (?:erste|zweite|dritte|nächste|letzte|andere|idee|frage|antwort|sache)\p{L}*|das (?:problem|ergebnis|ganze|erste|zweite|nächste|letzte|andere)|etwas|nichts|heute|manche\p{L}*|viele\p{L}*|einige\p{L}*|kein\p{L}*|ein (?:problem|beispiel|weg|punkt|grund)|eine (?:sache|frage|idee|möglichkeit))(?!\p{L})| (?:das|dies\p{L}*|es|hier|wir|ich|sie|man|ist|war|sind)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:also,? |und |aber |nun,? |ja,? )?",
          String.raw` ist (?:also |einfach |im grunde |eigentlich |nichts anderes als )?eine? (?!bisschen|paar|gute|schöne|tolle|große)(?:\p{L}+ ){0,4}?(?:\p{L}+,? )(?:d(?:er|ie|as|en|em|eren)|mit|von|zur?|für|aus|in|um|des|wo)(?!\p{L})`,
        ),
        ask: (x) => `Was ist ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` bedeutet(?:,| )`),
        ask: (x) => `Was bedeutet ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(
          String.raw`\bunterschied zwischen `,
          " und ",
          String.raw`(?: ist| liegt| besteht|,|\.)`,
        ),
        ask: (x, y) => `Was ist der Unterschied zwischen ${x} und ${y}?`,
      },
      {
        template: "reason",
        pattern: line(String.raw`\bder grund für `, String.raw` (?:ist|liegt|war) `),
        ask: (x) => `Was ist der Grund für ${x}?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` hängt (?:\p{L}+ )?(?:von|davon) `),
        ask: (x) => `Wovon hängt ${x} ab?`,
      },
      {
        template: "composition",
        pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` besteht (?:\p{L}+ )?aus `),
        ask: (x) => `Woraus besteht ${x}?`,
      },
      {
        template: "description",
        pattern: line("^(?:also,? |und |aber |nun,? )?", String.raw` beschreibt (?:\p{L}+ )+`),
        ask: (x) => `Was beschreibt ${x}?`,
      },
    ],
  },
  es: {
    pointing:
      /^(?:es[eoa]s?|est[eoa]s?|aquel\p{L}*|él|ellas?|ellos|yo|nosotros|aquí|allí|ahí|lo|que|qué|y|pero|así|ahora|entonces|uno|una|otr\p{L}*|cada|todo\p{L}*|toda\p{L}*|mi|tu|su|sus|nuestr\p{L}*|algo|nada|(?:el|la|los|las) (?:primer\p{L}*|segund\p{L}*|siguiente|últim\p{L}*|otr\p{L}*|idea|pregunta|respuesta|resultado|cosa|problema)|hoy|un (?:problema|ejemplo|punto)|una (?:cosa|idea|pregunta|forma))(?!\p{L})| (?:es[eoa]s?|est[eoa]s?|que|aquí|es|su|sus|lo)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:bueno,? |y |pero |entonces,? |ahora,? |así que )?",
          String.raw` es (?:simplemente |básicamente |en realidad )?una? (?!poco|buen|gran)(?:\p{L}+ ){1,4}?(?:que|de|del|para|con|donde|en|por)(?!\p{L})`,
        ),
        ask: (x) => `¿Qué es ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` significa(?:,| )`),
        ask: (x) => `¿Qué significa ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(String.raw`\bdiferencia entre `, " (?:y|e) ", String.raw`(?: es| está|,|\.)`),
        ask: (x, y) => `¿Cuál es la diferencia entre ${x} ${/^h?i(?!e)/iu.test(y) ? "e" : "y"} ${y}?`,
      },
      {
        template: "use",
        pattern: line(
          "^(?:bueno,? |y |pero |entonces,? |ahora,? )?",
          String.raw` (?:sirve|se usa|se utiliza) para `,
        ),
        ask: (x) => `¿Para qué sirve ${x}?`,
      },
      {
        template: "composition",
        pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` consiste en `),
        ask: (x) => `¿En qué consiste ${x}?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:bueno,? |y |pero |entonces,? |ahora,? )?", String.raw` depende (?:\p{L}+ )?del? `),
        ask: (x) => `¿De qué depende ${x}?`,
      },
      {
        template: "reason",
        pattern: line(String.raw`\bla razón de `, String.raw` es `),
        ask: (x) => `¿Cuál es la razón de ${x}?`,
      },
    ],
  },
  fr: {
    pointing:
      /^(?:ce\p{L}*|c|ça|il|ils|elles?|je|nous|on|vous|ici|là|qui|que|et|mais|alors|donc|maintenant|chaque|tou\p{L}*|mon|ma|mes|son|sa|ses|notre|nos|leurs?|autre\p{L}*|quelque\p{L}*|rien|(?:le|la|les|l['’]) ?(?:premi\p{L}*|deuxième|second\p{L}*|suivant\p{L}*|derni\p{L}*|autre\p{L}*|idée|question|réponse|résultat|chose|problème)|aujourd['’]hui|un (?:problème|exemple|point)|une (?:chose|idée|question|façon))(?!\p{L})| (?:ce\p{L}{0,3}|ça|que|qui|ici|est|son|sa|ses)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
          String.raw` est (?:simplement |juste |en fait |essentiellement )?une? (?!peu|bon|grand)(?:[\p{L}'’-]+ ){1,4}?(?:qui|que|de|du|pour|avec|où|en|dont|dans)(?!\p{L})`,
        ),
        ask: (x) => `Qu'est-ce ${/^[aeiouyàâéèêëîïôûùh]/iu.test(x) ? "qu'" : "que "}${x} ?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:alors,? |et |mais |donc,? |maintenant,? )?", String.raw` signifie(?:,| )`),
        ask: (x) => `Que signifie ${x} ?`,
      },
      {
        template: "difference",
        pattern: pair(String.raw`\bdifférence entre `, " et ", String.raw`(?: est|,|\.)`),
        ask: (x, y) => `Quelle est la différence entre ${x} et ${y} ?`,
      },
      {
        template: "use",
        pattern: line("^(?:alors,? |et |mais |donc,? |maintenant,? )?", String.raw` sert (?:\p{L}+ )?à `),
        ask: (x) => `À quoi sert ${x} ?`,
      },
      {
        template: "composition",
        pattern: line(
          "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
          String.raw` consiste (?:\p{L}+ )?(?:à|en) `,
        ),
        ask: (x) => `En quoi consiste ${x} ?`,
      },
      {
        template: "dependence",
        pattern: line(
          "^(?:alors,? |et |mais |donc,? |maintenant,? )?",
          String.raw` dépend (?:\p{L}+ )?(?:de|du|des) `,
        ),
        ask: (x) => `De quoi dépend ${x} ?`,
      },
    ],
  },
  it: {
    pointing:
      /^(?:quest\p{L}*|quell\p{L}*|ess\p{L}*|lui|lei|loro|io|noi|qui|lì|che|chi|e|ma|allora|quindi|ora|ogni|tutt\p{L}*|mi\p{L}|su\p{L}|nostr\p{L}*|altr\p{L}*|qualcosa|niente|(?:il|la|l['’]) ?(?:prim\p{L}*|second\p{L}*|prossim\p{L}*|ultim\p{L}*|altr\p{L}*|idea|domanda|risposta|risultato|cosa|problema)|oggi|un (?:problema|esempio|punto)|una (?:cosa|domanda))(?!\p{L})| (?:quest\p{L}*|quell\p{L}*|che|qui|è|suo|sua)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:allora,? |e |ma |quindi,? |ora,? )?",
          String.raw` è (?:semplicemente |in realtà )?un(?:a|o)? (?!po|buon|grande)(?:[\p{L}'’-]+ ){1,4}?(?:che|di|del\p{L}*|per|con|dove|in|da)(?!\p{L})`,
        ),
        ask: (x) => `Che cos'è ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:allora,? |e |ma |quindi,? |ora,? )?", String.raw` significa(?:,| )`),
        ask: (x) => `Che cosa significa ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(String.raw`\bdifferenza tra `, " e ", String.raw`(?: è|,|\.)`),
        ask: (x, y) => `Qual è la differenza tra ${x} e ${y}?`,
      },
      {
        template: "use",
        pattern: line("^(?:allora,? |e |ma |quindi,? |ora,? )?", String.raw` serve (?:\p{L}+ )?(?:a|per) `),
        ask: (x) => `A che cosa serve ${x}?`,
      },
      {
        template: "composition",
        pattern: line(
          "^(?:allora,? |e |ma |quindi,? |ora,? )?",
          String.raw` consiste (?:\p{L}+ )?(?:in|nel\p{L}*) `,
        ),
        ask: (x) => `In che cosa consiste ${x}?`,
      },
      {
        template: "dependence",
        pattern: line(
          "^(?:allora,? |e |ma |quindi,? |ora,? )?",
          String.raw` dipende (?:\p{L}+ )?(?:da|dal\p{L}*) `,
        ),
        ask: (x) => `Da che cosa dipende ${x}?`,
      },
    ],
  },
  pt: {
    pointing:
      /^(?:ess[ea]s?|est[ea]s?|isso|isto|aquel\p{L}*|ele|ela|eles|elas|eu|nós|aqui|ali|que|quem|e|mas|então|agora|cada|tod\p{L}*|meu|minha|seu|sua|nosso|nossa|outr\p{L}*|algo|nada|[oa] (?:primeir\p{L}*|segund\p{L}*|próxim\p{L}*|últim\p{L}*|outr\p{L}*|ideia|pergunta|resposta|resultado|coisa|problema)|hoje|um (?:problema|exemplo|ponto)|uma (?:coisa|pergunta|forma))(?!\p{L})| (?:ess[ea]s?|est[ea]s?|isso|que|aqui|é|seu|sua)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:bom,? |e |mas |então,? |agora,? )?",
          String.raw` é (?:simplesmente |basicamente |na verdade )?uma? (?!pouco|bom|boa|grande)(?:\p{L}+ ){1,4}?(?:que|de|do|da|para|com|onde|em|por)(?!\p{L})`,
        ),
        ask: (x) => `O que é ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` significa(?:,| )`),
        ask: (x) => `O que significa ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(String.raw`\bdiferença entre `, " e ", String.raw`(?: é| está|,|\.)`),
        ask: (x, y) => `Qual é a diferença entre ${x} e ${y}?`,
      },
      {
        template: "use",
        pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` serve (?:\p{L}+ )?para `),
        ask: (x) => `Para que serve ${x}?`,
      },
      {
        template: "composition",
        pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` consiste (?:\p{L}+ )?em `),
        ask: (x) => `Em que consiste ${x}?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:bom,? |e |mas |então,? |agora,? )?", String.raw` depende (?:\p{L}+ )?d[eoa]s? `),
        ask: (x) => `De que depende ${x}?`,
      },
    ],
  },
  nl: {
    pointing:
      /^(?:dit|dat|deze|die|het|hij|zij|ze|ik|we|wij|je|jij|men|hier|daar|wat|wie|en|maar|dus|nu|dan|elke?|alle\p{L}*|mijn|ons|onze|zijn|haar|hun|ander\p{L}*|iets|niets|(?:de|het) (?:eerste|tweede|volgende|laatste|andere|idee|vraag|antwoord|resultaat|probleem)|vandaag|een (?:probleem|voorbeeld|punt|vraag|ding))(?!\p{L})| (?:dit|dat|deze|die|hier|is|zijn|we|ik)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:dus,? |en |maar |nou,? )?",
          String.raw` is (?:dus |gewoon |eigenlijk |in feite )?een (?!beetje|paar|goed|goede|mooi|mooie|groot|grote)(?:\p{L}+ ){1,4}?(?:die|dat|van|voor|met|waar\p{L}*|in|om|uit)(?!\p{L})`,
        ),
        ask: (x) => `Wat is ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` betekent(?:,| )`),
        ask: (x) => `Wat betekent ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(String.raw`\bverschil tussen `, " en ", String.raw`(?: is|,|\.)`),
        ask: (x, y) => `Wat is het verschil tussen ${x} en ${y}?`,
      },
      {
        template: "composition",
        pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` bestaat (?:\p{L}+ )?uit `),
        ask: (x) => `Waaruit bestaat ${x}?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:dus,? |en |maar |nou,? )?", String.raw` hangt (?:\p{L}+ )?af van `),
        ask: (x) => `Waar hangt ${x} van af?`,
      },
    ],
  },
  ru: {
    pointing:
      /^(?:поскольку|шаг|самый|эт\p{L}*|т[оае]|тот|он|она|оно|они|я|мы|вы|здесь|там|что|кто|и|но|так|теперь|кажд\p{L}*|все|всё|мо[йяё]|наш\p{L}*|сво\p{L}*|друг\p{L}*|перв\p{L}*|втор\p{L}*|следующ\p{L}*|последн\p{L}*|проблема|вопрос|ответ|результат|сегодня|главное|наша|цель|идея)(?!\p{L})| (?:эт\p{L}*|тот|здесь|что|мы|я|котор\p{L}*)(?!\p{L})/iu,
    patterns: [
      {
        template: "definition",
        pattern: line(
          "^(?:итак,? |и |но |а |так,? )?",
          String.raw`,? ?[—–-] ?это (?!не |то |как |очень |просто то)`,
        ),
        ask: (x) => `Что такое ${x}?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` (?:означает|значит)(?:,| )`),
        ask: (x) => `Что означает ${x}?`,
      },
      {
        template: "difference",
        pattern: pair(
          String.raw`(?:разница|различие) между `,
          " и ",
          String.raw`(?: в | состоит| заключается|,|\.)`,
        ),
        ask: (x, y) => `В чём разница между ${x} и ${y}?`,
      },
      {
        template: "composition",
        pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` состоит из `),
        ask: (x) => `Из чего состоит ${x}?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` зависит от `),
        ask: (x) => `От чего зависит ${x}?`,
      },
      {
        template: "description",
        pattern: line("^(?:итак,? |и |но |а |так,? )?", String.raw` описывает `),
        ask: (x) => `Что описывает ${x}?`,
      },
    ],
  },
  ar: {
    pointing:
      /^(?:فهذا|لذا|بينما|أحد|الخطوة|الطريقة|فما|هذ[اهي]\p{L}*|ذلك|تلك|هنا|هناك|هو|هي|هم|أنا|نحن|ما|من|و|لكن|إذن|الآن|كل|شيء|الشيء|الفكرة|السؤال|المشكلة|اليوم)(?![\p{L}\p{M}])| (?:هذ[اه]\p{L}*|ذلك|تلك|هنا|الذي|التي|هو|هي|أن)(?![\p{L}\p{M}])/u,
    patterns: [
      {
        template: "definition",
        pattern: line("^(?:إذن،? |و)?", String.raw` هو (?!(?:أن|ما|أننا|الذي)(?!\p{L})|ال)`),
        ask: (x) => `ما هو ${x}؟`,
      },
      {
        template: "definition",
        pattern: line("^(?:إذن،? |و)?", String.raw` هي (?!(?:أن|ما|أننا|التي)(?!\p{L})|ال)`),
        ask: (x) => `ما هي ${x}؟`,
      },
      {
        template: "meaning",
        pattern: line("^(?:إذن،? |و)?", String.raw` يعني `),
        ask: (x) => `ماذا يعني ${x}؟`,
      },
      {
        template: "difference",
        pattern: pair("الفرق بين ", " و ?", String.raw`(?: هو|،|\.)`),
        ask: (x, y) => `ما الفرق بين ${x} و${y}؟`,
      },
      { template: "reason", pattern: line("(?:^|و)سبب ", " هو "), ask: (x) => `ما سبب ${x}؟` },
      {
        template: "composition",
        pattern: line("^(?:إذن،? |و)?", " يتكون من "),
        ask: (x) => `مم يتكون ${x}؟`,
      },
    ],
  },
  hi: {
    pointing:
      /^(?:ऐसा|इसके|मेरी|मेरा|हमारा|हमारी|इन|चूँकि|प्रत्येक|इसलिए|परिणाम|यह|ये|वह|वे|वो|इस\p{M}*|उस\p{M}*|मैं|हम|आप|यहाँ|यहां|वहाँ|वहां|जो|क्या|और|लेकिन|तो|अब|हर|सब|सभी|कुछ|एक|पहला|पहली|दूसरा|दूसरी|अगला|आज)(?![\p{L}\p{M}])| (?:यह|ये|वह|वे|जो|यहाँ|यहां|हम|आप|कि)(?![\p{L}\p{M}])/u,
    patterns: [
      {
        template: "definition",
        pattern: line("^(?:तो,? |और |लेकिन )?", String.raw` एक (?:[\p{L}\p{M}]+ ){1,6}(?:है|होता है|होती है)`),
        ask: (x) => `${x} क्या है?`,
      },
      {
        template: "meaning",
        pattern: line("^(?:तो,? |और |लेकिन )?", " का (?:मतलब|अर्थ) "),
        ask: (x) => `${x} का मतलब क्या है?`,
      },
      {
        template: "difference",
        pattern: pair("", " और ", " (?:में|के बीच) (?:का )?अंतर"),
        ask: (x, y) => `${x} और ${y} में क्या अंतर है?`,
      },
      {
        template: "reason",
        pattern: line("^(?:तो,? |और |लेकिन )?", " का कारण "),
        ask: (x) => `${x} का कारण क्या है?`,
      },
      {
        template: "dependence",
        pattern: line("^(?:तो,? |और |लेकिन )?", " (?:पर|के ऊपर) निर्भर "),
        ask: (x) => `${x} किस पर निर्भर करता है?`,
      },
    ],
  },
  ja: {
    pointing:
      /^(?:こ[れのこちう]|そ[れのこちう]|あ[れのこちう]|ど[れのこちう]|私|僕|彼|何|今|次|もの|こと|最初|最後|答え|問題|目標|みな|皆)|(?:これ|それ|あれ|この|その|あの|もの|こと)$/u,
    patterns: [
      {
        template: "definition",
        pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}(?<!こ)とは、?[^か？?]{6,}`, "u"),
        ask: (x) => `${x}とは何ですか？`,
      },
      {
        template: "meaning",
        pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}の意味は`, "u"),
        ask: (x) => `${x}の意味は何ですか？`,
      },
      {
        template: "difference",
        pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}と${OTHER_CHARACTERS}の違いは`, "u"),
        ask: (x, y) => `${x}と${y}の違いは何ですか？`,
      },
      {
        template: "reason",
        pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}の(?:理由|原因)は`, "u"),
        ask: (x) => `${x}の理由は何ですか？`,
      },
      {
        template: "dependence",
        pattern: new RegExp(`(?:^|[、。] ?)${CHARACTERS}は[^、。]{1,12}(?:に依存|によって決ま)`, "u"),
        ask: (x) => `${x}は何によって決まりますか？`,
      },
    ],
  },
  zh: {
    pointing:
      /^(?:[这那這]|它|他|她|我|你|您|咱|什么|什麼|谁|誰|哪|每|所有|一个|一個|第|但|所以|因为|因為|然后|然後|现在|現在|今天|如果|就|也|还|還|事实|事實|答案|问题|問題|目标|目標|结果|結果)|(?:[这那這]|的|是|就|也|都|不|其实|其實)$/u,
    patterns: [
      {
        template: "definition",
        pattern: new RegExp(
          `^(?:所以|那么|那麼|其实|其實)?,?，? ?${CHARACTERS}(?:就)?(?:是指|指的是|是一[种種个個类類门門套]|是一个|是一個)`,
          "u",
        ),
        ask: (x) => `什么是${x}？`,
      },
      {
        template: "meaning",
        pattern: new RegExp(`^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}(?:意味着|意味著)`, "u"),
        ask: (x) => `${x}意味着什么？`,
      },
      {
        template: "difference",
        pattern: new RegExp(
          `(?:^|[，。,] ?)${CHARACTERS}[和与與跟]${OTHER_CHARACTERS}(?:之间|之間)?的(?:区别|區別|差别|差別|不同)`,
          "u",
        ),
        ask: (x, y) => `${x}和${y}有什么区别？`,
      },
      {
        template: "reason",
        pattern: new RegExp(`(?:^|[，。,] ?)${CHARACTERS}的原因(?:是|在于|在於)`, "u"),
        ask: (x) => `${x}的原因是什么？`,
      },
      {
        template: "dependence",
        pattern: new RegExp(`^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}取决于`, "u"),
        ask: (x) => `${x}取决于什么？`,
      },
      {
        template: "description",
        pattern: new RegExp(
          `^(?:所以|那么|那麼)?,?，? ?${CHARACTERS}(?:表示|代表)(?:的是|了)?[^。，]{4,}`,
          "u",
        ),
        ask: (x) => `${x}表示什么？`,
      },
    ],
  },
};
