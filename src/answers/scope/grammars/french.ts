import type { Phrases } from "../grammar.ts";

export const french: Phrases = {
  whole: `
    plan(?= (?:detaille|avec (?:les |des )?(?:horodatages|temps|minutages|reperes)))|
    sommaire|table des matieres|chapitres(?=[^a-z0-9]*(?:(?:de|du|dans) )?¤?[^a-z0-9]*$)|
    que dit ¤(?=[^a-z]*$)|(?:message|morale|but|conclusion|these|essence)(?= (?:de|du) ¤)|
    expliquez?(?: moi)?(?: ¤| ca| tout)? comme si j'avais (?:cinq|5) ans|(?:faits|informations) (?:cles?|essentiel(?:le)?s|principaux)|
    en bref|en quelques mots|plan detaille|decris ¤|
    resum(?:e|er|ez|es|ent)s?(?: moi| nous)?|synthese|synthetise|synopsis|apercu|vue d'ensemble|
    plan(?= (?:de|du) ¤)|grandes lignes|tl ?;? ?dr|
    (?:points?|idees?|themes?|messages?|conclusions?|arguments?|lecons?) (?:cles?|clefs?|principa(?:l|ux|les?)|
    essentiel(?:s|les)?|importante?s|fort[es]*|les plus importante?s|a retenir|centra(?:l|ux|les?)|majeurs?)|
    principa(?:l|ux|les?) (?:points?|idees?|themes?|messages?|conclusions?|arguments?|lecons?)|l'essentiel|
    a retenir|(?:que |qu'est ce (?:que|qu'il) )?faut il retenir|
    de quoi (?:est ce que |est ce qu'|qu')?(?:parle|il s'agit|s'agit il|traite|ca parle|cela parle|on parle|
    parle t il|parlent|est il question|il parle|elle parle)|(?:parle|traite)(?= de quoi)|
    de quoi(?= ¤ (?:parle|traite))|¤ (?:parle|traite|c'est)? ?(?:de|sur) quoi|c'est (?:sur |de )?quoi|
    quel est le (?:sujet|theme|contenu)|(?:sujet|theme|contenu)(?= (?:de|du) ¤)|
    (?:qu'est ce qu'on|qu'apprend on|que se passe t il|qu'explique|que raconte)(?: apprend)? (?:dans )?¤|
    expliquez?(?: moi)? ¤|
    (?:il )?faut (?:il )?retenir`,
  compare: `
    comment(?= .*(?:differe|compar))|
    compar[a-z]*|differences?|different|differentes?|differe(?:nt)?|distingue(?:nt)?|en commun|points communs|
    similitudes|ressemblances|contredisent|d'accord|versus|vs|mieux|meilleure?`,
  list: `
    (?<=^[^a-z]*(?:(?:s'il te plait|s'il vous plait|peux tu|pouvez vous|stp|svp|bonjour|et|me|peux|
    tu) )*)(?:list(?:e|er|ez)(?: moi)? (?:tou(?:s|tes|t)|les|chaque)|enumer(?:e|er|ez)(?: moi)?|(?:fai[st]|faire|
    faites|donne|donner|donnez|cree|dresse|dresser|etabli[rs])(?: moi|z moi)? (?:la|une) liste|(?:cite|nomme|donne|
    montre|trouve|dis)(?:r|z)?(?: moi)? (?:tous|toutes)(?: les)?|(?:a )?chaque fois qu[e']|toutes les (?:fois|
    mentions|occurrences)|tous les (?:moments|endroits|passages)|(?:la |une )?liste (?:de tou[a-z]*|des))|
    (?<=^[^a-z]*)quel(?:le)?s [a-z ]+ (?:mentionne|cite|recommande|sont mentionne[es]*|
    sont cite[es]*)(?: t il| t elle| dans ¤)*[^a-z]*$`,
  says: `
    que se passe t il|qu'est ce qui (?:se passe|est dit|arrive)|
    qu'est ce qu(?:e|'il|'elle|'on)(?: se passe| dit| explique| montre| raconte| voit)?|
    que (?:dit|explique|montre|raconte|voit)(?: t il| t elle| t on| il| elle| on| ¤)?|il se passe quoi|
    (?:il|elle|on) (?:dit|explique|parle de|raconte) quoi|de quoi (?:parle|est il question)(?: t il| t elle| t on)?|
    comment (?:commence|debute|finit|se termine)(?: t il| t elle)?|comment`,
  beginning: `
    (?:au|des le) (?:tout )?(?:debut|commencement)|en (?:introduction|intro|debut)|dans l'intro(?:duction)?|
    (?<=comment )(?:commence|debute)`,
  end: "a la (?:toute )?fin|en conclusion|vers la fin|(?<=comment )(?:finit|se termine)",
  chat: `
    (?:parles tu|tu parles|comprends tu) (?:le )?(?:francais|anglais|allemand|espagnol)|
    quelles langues (?:parles tu|tu parles)|comment fonctionnes tu|mdr|haha+|
    bonjour|bonsoir|salut|coucou|hello|merci(?: beaucoup| bien| a toi| a vous| mille fois| infiniment)*|
    mille mercis|super|genial|parfait|cool|ok|okay|d'accord|au revoir|bonne (?:nuit|journee|soiree)|
    (?:ca |cela )?m'a (?:beaucoup |bien )?aide|tres utile|ca va|comment (?:ca va|vas tu|allez vous)|
    (?:qui|t'|tu) es(?: tu| qui)|qui etes vous|t'es qui|es tu (?:un )?(?:bot|robot|humain|une ia)|
    (?:que|qu'est ce que tu) (?:peux|sais)(?: tu)? faire|tu peux faire quoi|que pouvez vous faire|
    que puis je (?:te |vous )?(?:demander|faire)|(?:comment|en quoi) peux tu m'aider|comment ca marche|aide(?: moi)?`,
  filler: `
    comme si j'avais (?:cinq|5) ans|
    y compris .*$|en incluant .*$|avec (?:les |des )?(?:horodatages|temps|minutages|reperes|citations|exemples|sources)|
    incluant .*$|quelques|precedente?|actuelle|exhaustif|exhaustive|autres|puces|
    s'il te plait|s'il vous plait|stp|svp|peux|peut|pouvez|pourrais|pourriez|tu|vous|me|m'|moi|nous|je|j'|veux|
    voudrais|aimerais|avoir|besoin|donne|donner|donnez|fais|fait|faire|faites|ecris|ecrire|dis|dire|montre|quels|
    quelles|quel|quelle|sont|est|ce|c'est|c'|que|qu'|quoi|qu'est|etait|le|la|les|l'|un|une|des|du|de|d'|cette|cet|
    ces|en|dans|a|au|aux|sur|par|pour|et|bref|breve|brievement|court|courte|petit|petite|rapide|rapidement|complet|
    complete|detaille|entiere|entier|tout|toute|tous|toutes|vers|environ|autour|minute|minutes|seconde|moment|
    phrases?|mots|lignes?|points?|liste|forme|francais|deux|trois|quatre|cinq|six|dix|[0-9]+|ici|maintenant|
    seulement|plus|principaux|principales|importants|cles|son|ses|il|elle|on|ca|cela|auteur|abordes|evoques|
    mentionnes|y|t|¤`,
  video: `
    videos?|conference|cours|episode|podcast|film|enregistrement|entretien|interview|clip|tutoriel|tuto|expose|
    emission`,
  videos: "videos|conferences|episodes|podcasts|films|interviews|clips|tutoriels|tutos",
  both: `
    (?:laquelle|lequel|quelle ¤|quelle video)(?: des (?:deux|trois))?(?: ¤| videos)?(?= (?:parle|explique|dit|traite|aborde|mentionne) )|
    (?:les|ces|des) (?:deux|trois) (?:¤|videos|conferences|episodes|podcasts|films)|
    (?:chaque|chacune des|toutes les|entre les) (?:videos?|¤)`,
  one: "celle|celui",
  ordinals: [
    "premier|premiere?s?|1ere?|1re",
    "deuxiemes?|seconde?|2e|2eme",
    "troisieme|3e|3eme",
    "quatrieme|4e|4eme",
    "cinquieme|5e|5eme",
  ],
  last: "dernieres?|derniers?|plus recente?",
  three: "trois",
  middle: "au (?:beau )?milieu|a la moitie|a mi (?:parcours|chemin)|vers le milieu",
  they: "(?:qu'|qu'est ce qu')?(?:ils |elles )?ont(?: ils| elles)?(?= .*en commun)|(?:les|ces|ceux) (?:deux|trois)|tou(?:te)?s les deux|elles|ils|les|ceux ci|celles ci|(?:l'|l' ?)une? (?:de |a )?l' ?autre|entre (?:eux|elles)|(?:des|aux|les) autres|entre",
  contrast: "(?<=^[^a-z]*(?:(?:s'il te plait|peux tu|pouvez vous|et) )*)compare[rz]?",
  regarding: "sur|a propos d[eu]|au sujet d[eu]|concernant|en termes de|en ce qui concerne|quant a",
  saidBy:
    "(?:que|qu'est ce que) (?:dit|disent|pense|pensent|recommande|explique|raconte) {name}(?= (?:sur|de|du|a|au|dans|en|propos)|[^a-z0-9]*$)|ce que {name} (?:dit|pense|recommande|explique|raconte)|que (?:dit|pense) {name}(?= (?:sur|de|du|a))",
  saidAbout:
    "ce qu(?:e|'il|'elle|'on) .*(?:dit|pense|explique|raconte|dise)[a-z]* .*(?:sur|de|du|d'|a propos)|ce qu(?:'il|'elle|'on) (?:dit|pense|explique) (?:sur|de|du)",
  two: "deux",
  articles: "la|le|les|l'|cette|cet|ce|ces|ma|mon|une?|du|des|au",
  and: "et|ou|avec|a|au|de|du|que|vs|versus",
  about: "sur|a propos de|au sujet de|de|du|des|avec|d'|intitulee?|par|concernant",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    et|ou|avec|a|au|en|dans|est|sont|dit|par|pour|que|qui|de|du|des|se|ne|pas|sur|stp|svp|parle|traite|entiere|il|
    elle|on|d'ou`,
  keywords: `
    resume resumer principaux principales differences difference comparer compare bonjour deuxieme premiere
    derniere videos synthese`,
  isTopicBehind: true,
};
