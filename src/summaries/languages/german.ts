import { opening, words, type Signs } from "./signs.ts";

const JOINING = String.raw`(?:(?:und|also|so|nun|tja|na|naja|okay|ok|aber|oder|denn|dann|jetzt|genau|äh|ähm|ja|gut|doch|außerdem|natürlich|eigentlich)[,.]?\s+)*`;

export const GERMAN: Signs = {
  joining: /^(?:(?:und|aber|also|nun|tja|naja|na ja|okay|ok|äh|ähm)[,.…]*\s+|(?:ja|gut|so)[,.…]+\s+)+/iu,
  factors: [
    [
      opening(
        JOINING,
        `er | sie | es | ihn | ihm | ihnen | ihre? | ihr | seine? | dies | dies(?:e|er|es|em|en)(?= (?:ist|sind|war|hat|haben|wird|werden|kann|können|zwei|beiden)) | das(?= (?:ist|sind|war|hat|haben|heißt|wird|werden|wäre|wären|würde|würden|kann|können|könnte|soll|sollte|bedeutet|geht|macht|machen|gilt|führt|liegt|sieht|nennt|funktioniert|passiert)) | damit | dadurch | dabei | davon | daher | deshalb | deswegen | darum | dafür |
        eine?[rsn]? davon | jede[rs]? (?:davon|dieser|von (?:ihnen|diesen)) | daraus | daran | darauf | darin | dazu | dort | da | solche?\\p{L}* | beide\\p{L}* | jene\\p{L}* | die(?= (?:ist|sind|hat|haben|kann|können|werden|wird)) | der(?= (?:ist|hat|kann|wird)) | welche\\p{L}* | denen | dessen | deren`,
      ),
      0.35,
    ],
    [
      opening(
        JOINING,
        "dies\\p{L}* | von da an | dann | hier | stattdessen | ansonsten | sonst | andernfalls | ebenso | genauso | der andere | die andere\\p{L}* | das andere | der nächste | die nächste | das nächste | der erste | der zweite | die zweite | somit | folglich",
      ),
      0.55,
    ],
    [/^(?:aber|oder|denn|weil|doch|außerdem|jedoch|obwohl|sondern|sodass)(?!\p{L})/iu, 0.8],
    [/^(?:und|also|dann)(?!\p{L})/iu, 0.92],
    [
      words(
        `hier | wie gesagt | wie (?:schon|bereits|eben) \\p{L}+ | vor einiger zeit | in unserem (?:beispiel|fall) | im moment | habe ich (?:schon |bereits )?(?:gesagt|erwähnt|gezeigt) | wie (?:ihr|du|sie|wir) (?:hier )?(?:seht|siehst|sehen|sieht) | seht ihr | sehen sie | siehst du | vorhin | gerade eben | wir gerade | gerade gesehen | im letzten video | im nächsten video | vorher | zuvor | rechts | links | oben | unten | so wie das | dies(?:es|er|em|en|e) (?:bild|linie|punkt|formel|gleichung|grafik)`,
      ),
      0.45,
    ],
    [
      words(
        `lass(?:t|en)? uns | werden wir | später | zurückkommen | beachte | beachten | du fragst dich | fragst du dich | vielleicht | schönen tag | bis zum nächsten | wenn (?:dir|euch|ihnen) (?:das|dieses) video | lass(?:t|en)? mich | lassen sie | wir werden | ich werde | ich möchte | ich will | schauen wir | sehen wir | stell(?:t|en)? (?:dir|euch|sie) | nehmen wir | sagen wir | angenommen | leiten sie | (?:diejenigen|denjenigen|alle|manche) (?:von|unter) (?:euch|ihnen) | (?:video|es) (?:stoppen|anhalten|pausieren) | ich lasse | nächste[rns]? schritt | ich glaube | ich weiß nicht | ich hoffe | denk(?:t|en)? (?:dran|daran) | erinner\\p{L}* | gehen wir | übrigens | fragen | frage | ich meine | möchte ich | werde ich`,
      ),
      0.5,
    ],
    [words("er | ihm | ihn | seinem fall | ihrem fall"), 0.75],
    [
      words(
        "videobeschreibung | in der beschreibung | klausur\\p{L}* | prüfung\\p{L}* | hausaufgabe\\p{L}* | übungsblatt | übungsblätter\\p{L}* | sprechstunde\\p{L}* | tutor(?:en|ium|ien) | vorlesungsskript | einschreib\\p{L}* | spende\\p{L}* | in diesem kurs | nächste frage | letzte frage | bevor wir | (?:dein|ihr|euer) (?:podcast|newsletter|buch|unternehmen|team|produkt) | zuhörer\\p{L}*",
      ),
      0.5,
    ],
    [
      words(
        "(?:die|der) (?:obige |untere |linke |rechte )?(?:formel|gleichung|grafik|graph|abbildung|tabelle|folie|frage|antwort|tafel)(?! (?:der|des|von|für|die|den)(?!\\p{L})) | (?:obere|untere|linke|rechte)[nmrs]? \\p{L}+ | (?:rote|blaue|grüne|gelbe|orange|violette|weiße|schwarze)[nmrs]? \\p{L}+ | (?:das|die|der) (?:kleine|große)[nmrs]? \\p{L}+ da",
      ),
      0.75,
    ],
    [
      words(
        "(?:ich|wir) (?:war|waren|hatte|hatten|ging|gingen|kam|kamen|dachte|wollte|wollten) | neulich | eines tages | vor \\p{L}+ jahren",
      ),
      0.7,
    ],
    [
      words("ich meine damit | noch einmal | mal sehen | (?:erzähl|erzählen|sag|sagen)(?: sie)? (?:uns|mir)"),
      0.6,
    ],
    [words("äh | ähm | irgendwie | sozusagen | oder so | halt | naja | irgendwas"), 0.7],
    [words("ich | mein | meine | mir | mich"), 0.75],
    [words("zum beispiel | beispielsweise | in diesem fall | in diesem beispiel"), 0.7],
    [
      words(
        "dies(?:e|er|es|em|en) | jene\\p{L}* | dasselbe | derselbe | dieselbe | andere\\p{L}* | auch | ebenfalls",
      ),
      0.85,
    ],
    [
      words(
        `ist eine? | sind | bedeutet | heißt | weil | muss | müssen | sollte | wichtig\\p{L}* | entscheidend\\p{L}* | das problem | das ziel | der grund | die idee | der zweck | nur | immer | nie | ohne | ermöglicht | führt zu | besteht aus | nennt man | kurz gesagt | zusammengefasst | wird benutzt | dient`,
      ),
      1.2,
    ],
    [
      /(?<!\p{L})(?:ob|dass|wie|weil|wenn|was) (?:das|dies|es dafür|es für)(?= (?:stimmt|ist|geht|bedeutet|funktioniert|passiert)?)(?![ ]\p{Lu})/u,
      0.85,
    ],
    [/(?<!\p{L})dies(?:e|er|es|em|en) (?!(?:video|jahr|woche|kurs)(?!\p{L}))\p{L}+/iu, 0.85],
    [/(?<!\p{L})(?:das|dies)[.,!]/iu, 0.7],
  ],
  pronouns: words(
    "er | sie | es | ihn | ihm | ihnen | das(?= (?:ist|war|heißt|wird|kann|hat)) | dies | diese | dieser | dieses | diesem | diesen | ihre | seine | damit | davon | dafür",
  ),
  cutStart:
    /^(?:zu|als|mit|von|bei|auf|ist|sind|war|hat|haben|worden|werden|oder|dass|weil|ob|die es|um)(?!\p{L})/iu,
  cutEnd:
    /(?<!\p{L})(?:der|die|das|den|dem|des|eine?[rnms]?|und|oder|aber|dass|weil|wenn|von|zu|mit|in|im|an|auf|für|bei|nicht|sehr|ich|du|er|sie|wir|ihr|so|wie|als|auch|noch|dann|mein|dein|sein|ihre?)$/iu,
  begins: opening("(?:(?:und|also|so) )?", "der | die | das | eine? | wenn | jede\\p{L}* | alle | man"),
  asks: opening(
    JOINING,
    "was | wie | warum | wieso | weshalb | wozu | wo | wer | wann | welche\\p{L}* | (?:ist|sind|kann|hat|haben|wird|muss|gibt)(?= (?:das|der|die|es|man|ich|ihr|du|wir|sie)(?!\\p{L}))",
  ),
};
