import type { Phrases } from "../grammar.ts";

export const dutch: Phrases = {
  whole: `
    inhoudsopgave|hoofdstukken(?=[^a-z0-9]*(?:(?:van|in) )?¤?[^a-z0-9]*$)|
    wat zegt ¤(?=[^a-z]*$)|(?:boodschap|moraal|doel|conclusie|kern|strekking|punt)(?= van ¤)|
    leg(?: het| dit| ¤| alles)* uit alsof ik (?:vijf|5)(?: jaar)?(?: oud)? ben|leg ¤ uit|in het kort|(?:belangrijkste|kern) ?feiten|
    neem me door ¤|loop ¤ met me door|
    samenvatting(?:en)?|samenvatten|samengevat|vat(?:ten)?(?= .*samen)|
    samen(?=(?: aub| alsjeblieft| kort)*[^a-z]*$)|overzicht|hoofdpunten|hoofdlijnen|kernpunten|kernboodschap|
    hoofdgedachten?|hoofdideeen|hoofdonderwerpen|inhoud(?= van ¤)|rode draad|tl ?;? ?dr|
    (?:belangrijkste|voornaamste|centrale) (?:punten|punt|ideeen|boodschap|onderwerpen|themas?|thema's|inzichten|
    conclusies|lessen|dingen)|het belangrijkste|
    waar(?:over)? (?:gaat|gaan|ging|handelt)(?= .*(?:over)?)(?: dit| het| deze| ¤)*(?: over)?|
    waarover (?:gaat|gaan)|wat (?:leert|leer ik in|behandelt) ¤|wat is het onderwerp|onderwerp(?= van ¤)`,
  compare: `
    hoe(?= .*(?:verschil|vergelijk))|
    vergelijk[a-z]*|verschil(?:len|t)?|anders|gemeen|overeenkomsten|gelijkenissen|eens|oneens|versus|vs|beter`,
  list: `
    (?<=^[^a-z]*(?:(?:alsjeblieft|kun|kan|je|me|hallo|hoi|en) )*)(?:lijst (?:alle|van alle|met alle|op)|(?:maak|
    geef|toon)(?: me| mij| een keer)? een (?:volledige )?lijst|som (?:alle|elk|de|eens|op)|noem (?:me )?(?:alle|
    elke|elk|alles)|(?:geef|toon|vind|laat)(?: me| mij)? alle|elke keer dat|alle (?:keren|plaatsen|momenten|
    vermeldingen) (?:dat|waar|waarop|van))|
    (?<=^[^a-z]*)welke [a-z ]+ (?:noemt|vermeldt)(?: hij| zij| ze| ¤)*[^a-z]*$|
    (?<=^[^a-z]*)welke [a-z ]+ worden (?:genoemd|vermeld)[^a-z]*$`,
  says: `
    wat (?:gebeurt|zegt|zeggen|vertelt|legt|toont|wordt|laat|is|
    zie)(?: er| hij| zij| ze| men| je| ¤)*(?: gezegd| getoond| uitgelegd| verteld| uit| zien)?|
    (?:gezegd|getoond|uitgelegd|verteld|besproken)|hoe (?:begint|eindigt)(?: het| ¤)?|
    waar (?:heeft|praat)(?: hij| ze| zij)* (?:het )?over|hoe`,
  beginning: "(?:aan|in|bij) het (?:begin|intro)|in het begin|in de intro(?:ductie)?|(?<=hoe )begint",
  end: "(?:aan|op|tegen) het (?:eind|einde|slot)|(?<=hoe )eindigt",
  chat: `
    spreek (?:je|jij) (?:ook )?(?:nederlands|engels|duits|frans)|welke talen (?:spreek|ken) (?:je|jij)|hoe werk (?:je|jij)|haha+|
    hallo|hoi+|hey|hai|dag|goede(?:morgen|middag|navond)|goeie(?:morgen|middag)|bedankt|dank (?:je|u)(?: wel)?|
    dankjewel|dankuwel|hartelijk dank|heel erg|super|geweldig|top|prima|mooi|ok|oke|okay|doei|tot ziens|
    (?:dat|dit) (?:helpt|hielp|was nuttig)(?: me)?(?: enorm)?|hoe gaat het(?: met je)?|wie ben (?:je|jij)|
    wie bent u|wat ben (?:je|jij)|ben je een (?:bot|robot|mens)|
    wat (?:kan|kun) (?:je|jij)(?: allemaal| hier)*(?: doen)?(?: voor me| voor mij)?(?= *[?!.]*$)|
    wat kan ik (?:je |hier )*(?:vragen|doen)|hoe kun je (?:me|mij) helpen|hoe werkt dit|help(?: me)?`,
  filler: `
    alsof ik (?:vijf|5)(?: jaar)?(?: oud)? ben|alles|
    inclusief .*$|met (?:de )?(?:tijden|tijdstempels|tijdcodes|citaten|voorbeelden|bronnen)|vorige|huidige|andere|
    uitgebreide?|opsommingstekens|
    alsjeblieft|aub|alstublieft|svp|kun|kan|kunt|zou|je|jij|u|me|mij|ik|wil|graag|geef|geven|maak|maken|schrijf|
    vertel|noem|wat|welke|welk|zijn|is|was|worden|wordt|de|het|een|dit|deze|die|dat|van|uit|in|op|om|rond|bij|voor|
    over|met|aan|te|ongeveer|kort|korte|kortom|snel|snelle|beknopt|beknopte|volledig|volledige|hele|gehele|heel|er|
    hij|zij|ze|minuut|minuten|seconde|moment|zinnen|woorden|punten|regels|lijst|vorm|nederlands|twee|drie|vier|vijf|
    tien|[0-9]+|hier|nu|eens|even|belangrijkste|en|allemaal|alle|inhoud|besproken|genoemd|¤`,
  video: `
    video|video's|filmpje|film|clip|lezing|college|aflevering|podcast|opname|interview|gesprek|tutorial|praatje`,
  videos: `
    video's|videos|filmpjes|films|clips|lezingen|colleges|afleveringen|podcasts|interviews|tutorials`,
  both: `
    welke (?:van de (?:twee|drie|¤)|video|¤)(?: ¤| video's)?(?= (?:praat|gaat|legt|zegt|behandelt|bespreekt|vertelt|is) .*(?:meer|beter|meest|best|over))|
    (?:de|deze|die) (?:twee|beide|drie) (?:¤|video's|videos|filmpjes|lezingen|afleveringen)|
    beide (?:¤|video's|videos|filmpjes|lezingen|afleveringen)|(?:elke|alle) (?:video's|videos?|¤)`,
  one: "die|degene",
  ordinals: ["eerste|1e|1ste", "tweede|2e|2de", "derde|3e|3de", "vierde|4e", "vijfde|5e"],
  last: "laatste|nieuwste",
  three: "drie",
  middle: "(?:in|op|rond) (?:het )?midden|halverwege|op de helft",
  they: "hebben(?= .*gemeen)|(?:de|deze|die) (?:twee|drie)|(?:alle)?beide|ze|zij|hen|deze|(?:van |met )?elkaar|(?:van |met )?de andere[n]?",
  contrast: "(?<=^[^a-z]*(?:(?:alsjeblieft|kun|kan|je|en) )*)vergelijk(?:en)?",
  regarding: "over|betreffende|wat betreft|qua|op het gebied van|met betrekking tot",
  saidBy:
    "wat (?:zegt|zeggen|denkt|denken|vindt|vinden|vertelt|adviseert|legt) {name}(?= (?:over|van|op|in|bij|aan|rond|om|uit)|[^a-z0-9]*$)|wat {name} (?:zegt|denkt|vindt|vertelt|adviseert)|wat {name} (?=over .*(?:zegt|denkt|vindt|vertelt))",
  saidAbout:
    "wat .*(?:over|van) .*(?:zegt|zeggen|denkt|vindt|vertelt)|wat .*(?:zegt|zeggen|denkt|vindt|vertelt) (?:over|van)",
  two: "twee",
  articles: "de|het|deze|dit|die|dat|mijn|een|beide",
  and: "en|of|met|van|dan|tot|vs|versus",
  about: "over|van|met|genaamd|op",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    van|in|uit|met|en|of|is|zijn|wordt|op|om|over|voor|samen|aub|zegt|kort|hele|gehele|volledige|twee|beide|wat|hoe|
    wie|hij|zij|ze|het|gaat|niet|gezegd|te|bij|aan|als|eens`,
  keywords: `
    samenvatting samenvatten overzicht hoofdpunten belangrijkste verschil verschillen vergelijk bedankt gebeurt
    alsjeblieft`,
};
