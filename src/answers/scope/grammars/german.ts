import type { Phrases } from "../grammar.ts";

export const german: Phrases = {
  whole: `
    (?:worum|um was) geht'?s|kapitel(?:ubersicht|liste)?(?=[^a-z0-9]*(?:(?:von|des|im|in) )?¤?[^a-z0-9]*$)|inhaltsverzeichnis|
    stichpunkte|stichworte|(?:wichtigste[nr]?|zentrale[nr]?) (?:fakten|argumente|schlusse|lehren)|
    (?:was|worum) (?:sagt|ist die (?:botschaft|aussage|moral) (?:von|des|in)) ¤(?= ?[^a-z]*$)|
    (?:botschaft|aussage|moral|kern|sinn)(?= (?:von|des|vom) ¤| ¤)|
    (?:erklare?|fasse?)(?: mir| uns)?(?: es| das| alles| ¤)*[ ,]+(?:so )?(?:als|wie) (?:ware|bin) ich (?:funf|5)|fuhre? mich durch ¤|
    erklare?(?: mir| es| das| alles)* wie (?:einem|fur einen|einer) (?:funfjahrigen|kind)|
    fass[etn]*(?: sie)?(?: mir| uns)?(?= .*zusammen)|zusammenfass(?:en|ung|ungen)|
    zusammen(?=[^a-z]*$|(?: bitte| kurz)*[^a-z]*$)|zusammengefasst|uberblick|ubersicht|gliederung|inhaltsangabe|
    kurzfassung|kernaussagen?|kernpunkte?|hauptpunkte?|hauptaussagen?|hauptthem(?:a|en)|hauptideen?|hauptargumente?|
    kernbotschaft(?:en)?|quintessenz|fazit|tl ?;? ?dr|highlights|
    (?:wichtigst(?:e|en|er)|zentral(?:e|en)|wesentlich(?:e|en)) (?:punkte?|aussagen?|themen|ideen?|erkenntnisse|
    inhalte|informationen|argumente|botschaft(?:en)?|dinge)|das wichtigste|
    (?:worum|um was)(?: gehts?| geht es| geht's| ging es| dreht sich| handelt)?(?: es| sich| alles)*|
    wovon (?:handelt|erzahlt)|was (?:ist|war|sind)(?: der| die)? (?:inhalte?|thema|themen)|
    (?:inhalte?|thema|themen)(?= (?:von|des|der|in) ¤| ¤)|was (?:behandelt|lerne ich in|lernt man in|passiert in) ¤|
    (?:key ?)?takeaways?|(?:woruber|wovon) (?:spricht|redet|handelt|geht) ¤|erklare?(?: mir| uns)? ¤`,
  compare: `
    (?:wie|worin|wodurch|inwiefern|was haben)(?= .*(?:unterscheide|gemeinsam|widersprechen|anders))|
    gemeinsames|ahneln|abweichen|widerspricht|
    vergleich[a-z]*|unterschiede?|unterscheide[nt]?|anders|gemeinsam|gemeinsamkeiten|ahnlichkeiten|ahnlich|
    widersprechen|einig|gegenuber|versus|vs|besser`,
  list: `
    (?<=^[^a-z]*(?:(?:bitte|kannst|konntest|du|mir|hey|hallo|und) )*)(?:liste? (?:mir |bitte )*(?:alle|jede|
    samtliche|die|auf|den)|(?:eine )?liste (?:aller|von allen|mit allen|der|mit)|(?:nenne?|zahle?|gib|zeige?|finde?|
    sag)(?: mir| bitte)* (?:alle[sn]?|jede[ns]?|samtliche|eine (?:vollstandige )?liste|eine aufzahlung)|(?:mach|
    erstell)e?(?: mir| bitte)* eine liste|alle (?:stellen|erwahnungen|momente|male|beispiele|zeitpunkte)|jedes mal|
    jede (?:stelle|erwahnung)|(?:kannst|konntest) du (?:mir )?alle .*(?:auflisten|nennen|aufzahlen))|
    alle[a-z]* .*(?:auflisten|aufzahlen)[^a-z]*$|
    (?<=^[^a-z]*)welche [a-z ]+ (?:nennt|erwahnt|empfiehlt)(?: er| sie| es| ¤)*(?: in ¤)?[^a-z]*$|
    (?<=^[^a-z]*)welche [a-z ]+ werden (?:alle )?(?:genannt|erwahnt|empfohlen)[^a-z]*$`,
  says: `
    was (?:passiert|geschieht|kommt|ist zu sehen|sieht man|sagt|erklart|erzahlt|zeigt|erwahnt|bespricht|macht|war|
    ist|
    wird)(?: er| sie| man| es| ¤| der sprecher| die sprecherin| denn| da)*(?: gesagt| gezeigt| erklart| besprochen| erzahlt| los)?|
    (?:gesagt|gezeigt|erklart|besprochen|erzahlt|los|vor)|wie (?:beginnt|fangt|endet|hort|geht)(?: es| ¤| er| sie)*|
    wovon (?:spricht|redet)(?: er| sie| ¤)?|woruber (?:spricht|redet|wird)(?: er| sie| gesprochen| ¤)?|wie`,
  beginning: `
    (?:am|zu|vom|im) (?:ganz am )?(?:anfang|beginn|intro)|ganz am anfang|zu beginn|(?<=wie )(?:beginnt|fangt)`,
  end: "(?:am|zum|gegen) (?:ende|schluss)|ganz am ende|(?<=wie )(?:endet|hort)",
  chat: `
    (?:sprichst|kannst|verstehst) du (?:auch )?(?:deutsch|englisch|spanisch|franzosisch|italienisch)|
    welche sprachen (?:sprichst|kannst|verstehst) du|wie funktionierst du|haha+|lol|
    hallo|hi+|hey|servus|moin|gruss gott|grussdi|guten (?:tag|morgen|abend)|gute nacht|
    danke(?: dir| schon| sehr| ihnen| euch| vielmals)*|vielen(?: lieben)? dank|tausend dank|dankeschon|merci|super|
    toll|klasse|perfekt|prima|cool|ok|okay|alles klar|tschuss|ciao|bis bald|auf wiedersehen|
    (?:das )?hat (?:mir )?(?:sehr |echt )?geholfen|das war hilfreich|gute antwort|wie geht'?s(?: dir)?|
    wie geht es dir|wer bist du|wer sind sie|wer hat dich gemacht|was bist du|
    bist du (?:ein(?:e)? )?(?:bot|roboter|mensch|ki)|
    was (?:alles )?kannst du(?: alles| so| denn| hier| fur mich)*(?: tun| machen)?(?= *[?!.]*$)|
    was kann ich (?:dich |hier |alles )*(?:fragen|tun|machen)|
    wie (?:kannst du (?:mir )?helfen|funktioniert das hier)|hilfe|wobei kannst du (?:mir )?helfen`,
  filler: `
    als (?:ware|bin) ich (?:funf|5)(?: jahre alt)?|
    inklusive .*$|einschliesslich .*$|mit (?:den )?(?:zeitangaben|zeiten|zeitstempeln|zeitmarken|zitaten|quellen|
    beispielen)|mit|alles|umfassende?|ausfuhrliche|aktuelle[ns]?|vorherige[ns]?|lauft|sagen|
    ab|nach|bitte|mal|kannst|konntest|konnen|kann|wurdest|du|sie|ich|mir|uns|man|wir|gib|gibt|geben|gebe|es|mach|
    mache|machen|erstell|erstelle|erstellen|schreib|schreibe|schreiben|nenn|nenne|nennen|zeig|zeige|sag|sage|sagen|
    hatte|haben|hat|gern|gerne|will|mochte|brauche|was|welche|welches|welcher|ist|sind|war|waren|wird|werden|der|
    die|das|des|dem|den|ein|eine|einen|einem|einer|dieser|diese|dieses|diesem|diesen|in|im|von|vom|aus|zu|zum|zur|
    fur|bei|um|gegen|ungefahr|etwa|ca|circa|auf|an|am|als|mit|uber|er|kurz|kurze|kurzen|kurzer|schnell|schnelle|
    knapp|knappe|ausfuhrlich|ausfuhrliche|ganze|ganzen|ganz|gesamte|gesamten|komplette|kompletten|hier|denn|
    eigentlich|genau|so|da|dann|nur|bisschen|paar|zwei|drei|vier|funf|sechs|zehn|[0-9]+|satz|satzen|satze|worten|
    worter|stichpunkte|stichpunkten|stichworten|punkte|punkten|liste|form|deutsch|minute|minuten|uhr|sekunde|stelle|
    alle|alles|alle[rn]|wichtigsten|inhalt|inhalte|jetzt|und|sich|s|¤|
    erzahle?|erklare?`,
  video: `
    videos?|clips?|vortrags?|vorlesung|folge|podcasts?|films?|aufnahme|interviews?|gesprachs?|tutorials?`,
  videos: "videos|clips|vortrage|vorlesungen|folgen|podcasts|filme|interviews|tutorials",
  both: `
    welche[srn]? (?:von|der) (?:den )?(?:beiden|diesen|ihnen|¤|videos)(?= .*(?:spricht|sagt|erklart|behandelt|redet|erwahnt|handelt))|welches (?:video|¤)(?= .*(?:mehr|besser|ausfuhrlicher|langer|eher|am))|
    (?:(?:die|diese|den|der|dieser|diesen) )?(?:beiden|beide|zwei) (?:¤|videos?|clips|vortrage[n]?|vorlesungen|
    folgen|podcasts|filmen?)|alle[rn]? (?:drei |diese )?(?:¤|videos)|jedes ¤|¤ beide|in beiden videos`,
  one: "das|der|die|dem|den",
  ordinals: [
    "erste[nrsm]?|1\\.",
    "zweite[nrsm]?|2\\.",
    "dritte[nrsm]?|3\\.",
    "vierte[nrsm]?|4\\.",
    "funfte[nrsm]?|5\\.",
  ],
  last: "letzte[nrsm]?|neueste[nrsm]?",
  three: "drei",
  middle:
    "(?:in|zur) der mitte|mittendrin|(?:in|zur|bei der|nach der) (?:der )?(?:mitte|halfte)(?! des weges)",
  they: `
    die (?:beiden|zwei|drei)|(?:alle )?beide|sie|diese(?: beiden| zwei)?|(?:voneinander|miteinander|einander|zueinander)|
    (?:von |mit )?(?:den|dem|die|das) anderen?`,
  contrast: "(?<=^[^a-z]*(?:(?:bitte|kannst|konntest|du|und) )*)vergleich(?:e|en)?",
  regarding: "zum thema|bezuglich|in bezug auf|hinsichtlich|uber|beim thema|im hinblick auf|was",
  saidBy:
    "was (?:sagt|sagen|meint|meinen|denkt|denken|empfiehlt|empfehlen|erzahlt|erzahlen|erklart|erklaren) {name}(?= (?:uber|zu|zum|zur|bei|in|am|im|dazu|um|ab|nach|vor)|[^a-z0-9]*$)|was {name} (?=(?:uber|zu|zum|zur) .*(?:sagt|sagen|meint|denkt|empfiehlt|erzahlt|erklart))",
  saidAbout: "was .*(?:uber|zu|zum|zur) .*(?:sagt|sagen|meint|denkt|erzahlt|erklart|empfiehlt)",
  two: "zwei|beiden",
  articles: `
    das|der|die|den|dem|des|dieses|diesem|diesen|diese|dieser|mein|meinem|beiden|im|vom|zum|ein|eines|beim`,
  and: "und|oder|mit|zum|zu|von|vom|als|vs|versus|gegenuber",
  about: "uber|zu|zum|zur|von|vom|mit|namens|ums?",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    von|vom|in|im|aus|mit|und|oder|ist|sind|wird|war|hat|bei|am|an|auf|zu|zum|zur|uber|fur|zusammen|bitte|sagt|kurz|
    ein|einen|eine|einer|ganze|ganzen|gesamte|gesamten|komplette|kompletten|ganzes|beiden|zwei|alle|aktuelle|dieses|
    was|wie|wer|er|sie|es|geht|wenn|ende|anfang|nicht|gesagt|gezeigt|erklart|vor|los|um|als`,
  keywords: `
    zusammenfassen zusammenfassung uberblick ubersicht gliederung inhaltsangabe kernaussagen hauptpunkte
    hauptaussagen unterschied unterschiede unterscheiden vergleiche vergleich wichtigsten passiert videos danke`,
  hasCapitalNouns: true,
};
