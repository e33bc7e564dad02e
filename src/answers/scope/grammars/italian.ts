import type { Phrases } from "../grammar.ts";

export const italian: Phrases = {
  whole: `
    indice|capitoli(?=[^a-z0-9]*(?:(?:di|del|nel) )?¤?[^a-z0-9]*$)|sommario|
    (?:che )?cosa dice ¤(?=[^a-z]*$)|(?:messaggio|morale|scopo|conclusione|tesi|succo|senso)(?= (?:di|del|della) ¤)|
    spiega(?:mi)?(?:lo|melo)?(?: ¤| tutto)? come se avessi (?:cinque|5) anni|(?:fatti|dati) (?:chiave|principali|salienti)|
    in poche parole|in breve|punti elenco|
    riassu(?:mi|mere|mimi|nto|nti|ma|mermi|mimelo|mete)|riepilogo|riepiloga|sintesi|sintetizza|sinossi|panoramica|
    schema|scaletta|tl ?;? ?dr|
    (?:punti?|idee?|idea|temi|tema|concetti|messaggi(?:o)?|argomenti|conclusioni) (?:chiave|principal[ei]|
    fondamental[ei]|central[ei]|piu important[ei]|important[ei]|salienti)|
    principali (?:punti|idee|temi|concetti|messaggi|argomenti|conclusioni)|punti salienti|
    (?:di )?(?:che )?cosa (?:parla|tratta|parlano|trattano)|di (?:che )?cosa (?:si )?(?:parla|tratta|parlano)|
    di che (?:parla|tratta|si tratta)|che cosa (?:spiega|insegna|tratta) ¤|qual e l'argomento|
    (?:argomento|contenuto|tema)(?= (?:di|del|della) ¤)|spiega(?:mi)? ¤`,
  compare: `
    confront[a-z]*|paragon[a-z]*|differenz[ae]|diverso|diversi|diversa|differiscono|differisce|in comune|
    somiglianze|d'accordo|contraddicono|versus|vs|meglio|migliore`,
  list: `
    (?<=^[^a-z]*(?:(?:per favore|puoi|potresti|mi|ciao|e) )*)(?:elenca(?:re|mi)?|elenco (?:di tutt[a-z]*|completo|
    dei|delle|degli)|(?:fai|fammi|dammi|crea|fare)(?: mi)? (?:una lista|un elenco|tutt[ie])|(?:nomina|dimmi|
    mostrami|trova)(?:mi)? tutt[ie]|ogni volta che|tutte le (?:volte|menzioni)|tutti i (?:momenti|punti in cui)|
    (?:una )?lista di tutt[a-z]*)|
    (?<=^[^a-z]*)qual[ie] [a-z ]+ (?:menziona|cita|consiglia|nomina|vengono (?:citat|menzionat|
    nominat)[ie])(?: nel ¤| in ¤)?[^a-z]*$`,
  says: `
    (?:che )?cosa (?:succede|dice|spiega|racconta|mostra|accade|viene detto|si dice|si vede|c'e|dicono)|
    che (?:succede|dice|accade)|di (?:che )?cosa (?:parla|si parla)|come (?:inizia|comincia|finisce|termina)|
    cosa viene (?:detto|mostrato|spiegato)|come`,
  beginning: "all'inizio|al principio|nell'introduzione|nell'intro|(?<=come )(?:inizia|comincia)",
  end: "alla fine|al termine|verso la fine|(?<=come )(?:finisce|termina)",
  chat: `
    parli (?:italiano|inglese|tedesco|spagnolo|francese)|(?:che|quali) lingue parli|come funzioni|haha+|ahah(?:ah)*|
    ciao|salve|buongiorno|buonasera|buon giorno|buona (?:sera|notte|giornata)|ehi|
    grazie(?: mille| tante| infinite)*|ti ringrazio|mille grazie|perfetto|ottimo|fantastico|bene|ok|okay|
    arrivederci|(?:mi (?:e stato|hai) )?(?:molto |stato )*(?:utile|aiutato molto)|come (?:stai|va)|chi sei|cosa sei|
    sei (?:un )?(?:bot|robot|umano|una ia)|(?:che )?cosa (?:puoi|sai) fare(?: per me)?|
    cosa posso (?:chiederti|fare|chiedere)|come (?:mi )?puoi aiutar(?:mi|e)|come funziona(?= *[?!.]*$)|aiuto`,
  filler: `
    come se avessi (?:cinque|5) anni|
    (?:compresi|incluse|inclusi|comprese) .*$|con (?:i |le )?(?:tempi|minutaggi|minuti|citazioni|esempi|fonti)|poche|precedente|
    esaustivo|esauriente|attuale|altri|
    per favore|per piacere|puoi|potresti|puo|mi|ci|dammi|dai|dare|darmi|fai|fammi|fare|farmi|fa|vorrei|voglio|serve|
    dimmi|dire|quali|quale|qual|sono|e|era|che|cosa|il|lo|la|i|gli|le|l'|un|una|uno|di|del|dello|della|dei|delle|
    nel|nella|in|a|al|allo|alla|questo|questa|questi|queste|sto|breve|brevemente|corto|veloce|rapido|velocemente|
    completo|completa|dettagliato|intero|tutto|tutta|tutti|sul|sulla|su|circa|intorno|verso|minuto|minuti|secondo|
    momento|si|con|per|frasi|parole|righe|punti|elenco|lista|forma|italiano|due|tre|quattro|cinque|sei|dieci|[0-9]+|
    qui|ora|solo|piu|principali|importanti|chiave|suo|suoi|trattati|trattato|¤`,
  video: `
    video|discorso|lezione|conferenza|episodio|puntata|podcast|film|registrazione|intervista|clip|tutorial`,
  videos: "video|discorsi|lezioni|conferenze|episodi|puntate|podcast|film|interviste|clip|tutorial",
  both: `
    (?:quale|quali|quale video|quale ¤)(?: de(?:i|lle) (?:due|tre))?(?: ¤| video)? (?=(?:parla|spiega|dice|tratta|approfondisce) )|
    (?:i|questi|le|queste|dei) (?:due|tre) (?:¤|video|lezioni|episodi|puntate)|
    entramb[ie] (?:i |le )?(?:¤|video|lezioni)|(?:ogni|tutti i|ciascun) (?:video|¤)`,
  one: "quello|quella",
  ordinals: ["prim[oaie]|1o", "second[oaie]|2o", "terz[oaie]|3o", "quart[oaie]|4o", "quint[oaie]|5o"],
  last: "ultim[oaie]|piu recente",
  three: "tre",
  middle: "a meta|nel mezzo|verso (?:la )?meta|al centro",
  they: "hanno(?= in comune)|(?:cosa|come|si)(?= (?:differiscono|somigliano))|(?:i|le|quest[ie]) (?:due|tre)|entramb[ie]|loro|essi|quest[ie]|tra (?:di )?loro|dagli altri|dalle altre|dagl' ?altri",
  contrast:
    "(?<=^[^a-z]*(?:(?:per favore|puoi|potresti|e) )*)confronta(?:re)?|(?<=^[^a-z]*(?:(?:per favore|puoi|potresti|e) )*)paragona(?:re)?",
  regarding: "su|sul|sulla|sui|sulle|sullo|riguardo a|in termini di|per quanto riguarda",
  saidBy:
    "(?:che )?cosa (?:dice|dicono|pensa|pensano|consiglia|spiega|racconta) {name}(?= (?:su|sul|sulla|sui|di|del|della|a|al|in|nel|riguardo)|[^a-z0-9]*$)|(?:quello|cio) che {name} (?:dice|pensa|consiglia|spiega)|(?:quello|cio) che (?:dice|pensa|consiglia|spiega) {name}(?= (?:su|sul|sulla|sui|di|del|della))",
  saidAbout:
    "(?:quello|cio) che .*(?:dice|pensa|spiega|racconta|dicono)[a-z ]* .*(?:su|sul|sulla|sui|sulle|di|del|della)",
  two: "due",
  articles: `
    il|lo|la|i|gli|le|l'|questo|questa|questi|queste|quel|mio|un|una|del|dello|della|dell'|nel|nella|al|sul|tra il|
    col|dei|dal`,
  and: "e|ed|o|con|al|dal|da|a|di|vs|versus",
  about: "su|sul|sulla|sui|sulle|sullo|riguardo|di|del|della|con|intitolato|per",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    e|ed|o|con|in|nel|nella|sono|dice|per|che|come|a|al|di|del|della|si|non|se|su|sul|parla|tratta|intero|favore`,
  keywords: `
    riassumi riassunto riassumere principali differenza differenze confronta confrontare grazie elenca panoramica
    succede`,
  isTopicBehind: true,
};
