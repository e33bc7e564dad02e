import { words, type Grammar } from "../grammar.ts";

export const GERMAN: Grammar = {
  joining: /^(?:und|aber|also|oder|ok|okay|na|ja|nun|dann|auch|denn|doch)(?![\p{L}\p{N}])[\s,.:…–-]*/u,
  contrast:
    /^(?:was ist mit|wie (?:ist|war|wäre) (?:es|das) (?:mit|bei|für)|wie sieht es (?:mit|bei|für)|wie steht es (?:mit|um)|(?:gilt|stimmt|ist|geht|klappt|funktioniert) (?:das|es|dies)(?: auch| ebenso| genauso| gleich| dasselbe| wahr| so)* (?:für|bei|mit|von|in)|(?:das gleiche|dasselbe|genauso) (?:für|bei|mit)|was ist bei)\s+/u,
  alsoAfter: /\s+(?:auch|ebenfalls|dann|stattdessen|aus)$/u,
  reason:
    /^(?:warum|wieso|weshalb|weswegen|wozu|wofür|wie (?:das|kommt das)|aus welchem grund)(?: nicht| das| denn| eigentlich| genau| so| ist das so)*$/u,
  doubt: /^(?:wirklich|echt|stimmt das|ist das (?:so|wahr|sicher|richtig)|sicher)$/u,
  bare: /^(?:ab |bis |seit |mit |für |bei |von |zu |um )?(?:wie(?: lange?| viele?| oft| weit| groß| schnell| heiß| alt| spät| hoch| tief| genau| teuer)?|wieviele?|wann|wo|wohin|woher|wer|wem|wen|wessen|welche[rsnm]?|was(?: genau| für eine?[nrs]?)?)(?: genau| denn| dann)*$/u,
  more: /^(?:(?:bitte |kannst du |können sie )*(?:erzähle?|sage?|erkläre?|erklären)(?: (?:mir|uns|du|sie))?(?: (?:das|es))?(?: bitte)?(?: (?:etwas |noch )*(?:mehr|genauer|näher)(?: (?:dazu|darüber|davon))?)?|(?:noch |etwas )*(?:mehr|genauer|näher|mehr (?:dazu|darüber|davon|details))|was (?:noch|sonst|sonst noch)|sonst noch (?:etwas|was)|(?:noch |gib mir |hast du |gibt es |bitte |zum )*(?:ein |eine |andere |anderes |weitere |weiteres )?beispiele?|details|weiter|und weiter|was (?:heißt|bedeutet) das(?: genau)?|inwiefern)(?: bitte)?$/u,
  next: /^(?:dann|was (?:dann|danach|kommt (?:dann|danach|als nächstes)|als nächstes)|danach|als nächstes|der nächste schritt)$/u,
  other:
    /^(?:was ist mit |wie ist es mit )?(?:d(?:er|ie|as|em|en) )?(?:andere[nrs]?|anderen beiden|zweite[nrs]?|dritte[nrs]?|erste[nrs]?|letzte[nrs]?|nächste[nrs]?|letztere[nrs]?|erstere[nrs]?|rest|beiden)$/u,
  circumstance: /^was(?= (?:wenn|falls) )/u,
  thin: /^(?:welche[rsnm]? \p{L}+|wie ?viele?(?: \p{L}+)?|wann|wo|wie|wie oft|womit) (?:soll|sollte|muss|kann|darf|brauche?n?|nehme?n?|benutze|wähle|kaufe)(?: (?:ich|man|du|wir))?(?: (?:nehmen|benutzen|verwenden|brauchen|wählen|kaufen|machen|anfangen|beginnen|aufhören|dazu nehmen))?$/u,
  placeholder: /\s+(?:eine[rns]?)$/u,
  verbLast: /^(?:w[iu]rd|werd|kann|könn|konnt|soll|muss|müss|darf|dürf|mag|möcht|will|woll|würd|hat|hab)/u,
  dropsSubject: false,
  counts: /^wie ?viele?(?= )/u,
  counting:
    /^wie ?viele?(?= (?:ist|sind|hat|haben|kann|können|darf|dürfen|soll|sollte|sollten|muss|braucht|brauche|gibt|passen|gehen|bleiben|kommen|leben|sterben|waren|wurden|werden|reichen|schafft|schaffen)(?!\p{L}))/u,
  difference:
    /^(?:was ist der unterschied(?: (?:zwischen (?:ihnen|den beiden|beiden)|dabei|dann))?|(?:wie|worin) unterscheiden (?:sie sich|sich (?:die|die beiden|beide))|welche[rs]? ist (?:besser|schneller|sicherer|größer|stärker|einfacher))$/u,
  asksWhich: /^(?:welche[rsnm]?|wer)(?![\p{L}\p{N}])/u,
  questionWord:
    /^(?:(?:ab|bis|seit|mit|für|bei|von|zu|um|in|an|auf|aus|nach) )?(?:was|welche[rsnm]?|we[rmn]|wessen|wo|wohin|woher|wann|warum|wieso|weshalb|wozu|womit|wofür|woran|worauf|wodurch|woraus|wie|wieviele?)(?![\p{L}\p{N}])/u,
  auxiliaries: words(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte soll sollen sollte sollten muss müssen musste darf dürfen mag möchte will wollen bin bist würde würden hast habe kannst sollst musst darfst braucht brauche gibt",
  ),
  speakers: words("ich du man wir ihr sie jemand er"),
  pronouns:
    /(?<![\p{L}\p{N}])(?:(?<!gibt )(?<!geht )(?<!handelt )es(?! (?:gibt|geht|handelt))|er|sie|ihn|ihm|ihnen|ihr|ihre[nmrs]?|seine?[nmrs]?|dessen|deren|dies|diese[nmrs]?|das(?=[\s?!.]*$|\s+(?:machen|tun|wiederholen|verwenden|benutzen|essen|trinken|nicht|genau|denn|auch|so|gefährlich|normal|wichtig|nötig|möglich|schlimm|eigentlich|immer|wirklich))|davon|dazu|damit|dafür|daran|darin|daraus|darauf|darüber|dagegen|dabei|dort)(?![\p{L}\p{N}])/u,
  plurals: words("sie ihnen ihre ihrer ihren"),
  verbs: words(
    "gehen kommen machen nehmen geben brauchen kosten dauern halten bleiben stehen liegen finden wissen sagen zeigen helfen wirken funktionieren bestehen entstehen kochen backen ziehen schlafen essen trinken messen",
  ),
  clauses: words(
    "wenn falls weil bevor nachdem während sobald und oder dass welche welcher bis da obwohl wo als aber ob um",
  ),
  prepositions: words(
    "ab an am auf aus außer bei beim bis durch für gegen hinter in im ins mit nach neben ohne pro seit über um unter vom von vor während wegen zu zum zur zwischen",
  ),
  definite: words("der die das den dem des"),
  articles: words(
    "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein deine unser unsere diese dieser dieses diesen diesem",
  ),
  attributes: words(
    "temperatur preis kosten zeit dauer menge dosis größe gewicht länge höhe breite tiefe geschwindigkeit risiken risiko gefahr gefahren vorteil vorteile nachteil nachteile problem probleme grenzen grund gründe ursache ursachen wirkung nebenwirkungen datum jahr name farbe unterschied unterschiede zutaten werkzeug werkzeuge schritte ausnahmen alternativen geschmack geruch herkunft geschichte bedeutung zweck ergebnis lagerung pflege reinigung",
  ),
  adjectives: words(
    "schwarzer schwarze schwarzen weißer weiße weißen grüner grüne grünen roter rote roten blauer blaue blauen großer große kleiner kleine kalter kalte kaltes heißer heiße heißes neuer neue alter alte langer lange kurzer kurze harter harte weicher weiche frischer frische erster erste ersten zweiter zweite zweiten letzter letzte letzten linker linke rechter rechte schwerer schwere leichter leichte dunkler dunkle heller helle",
  ),
};
