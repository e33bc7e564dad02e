import { opening, words, type Signs } from "./signs.ts";

const JOINING = String.raw`(?:(?:et|alors|donc|bon|ben|eh bien|mais|ou|or|puis|maintenant|voilà|en fait|du coup|aussi|car|euh|oui|bien sûr)[,.]?\s+)*`;

export const FRENCH: Signs = {
  joining:
    /^(?:(?:et|mais|alors(?! (?:que|même))|donc|euh|du coup)[,.…]*\s+|(?:bon|ben|eh bien|voilà|oui)[,.…]+\s+)+/iu,
  factors: [
    [
      opening(
        JOINING,
        `il(?! (?:faut|existe|y a|est (?:important|possible|essentiel|nécessaire))) | elle | ils | elles | eux | lui | leurs? | ses | son | sa | cela | ça | ceci | ce | c'(?:est|était) | celui\\p{L}* | celle\\p{L}* | ceux\\p{L}* |
        ces | cette | cet | (?:pour )?chacune? d(?:'entre |e )(?:eux|elles|ces) | l'un | les deux | tous deux | ce qui | ce que | lequel | laquelle | dont | y | en(?= (?:est|sont|a|fait)) | là`,
      ),
      0.35,
    ],
    [
      opening(
        JOINING,
        "ici | ainsi | alors | un autre | une autre | d'autres | l'autre | les autres | le même | la même | sinon | au contraire | par conséquent | [aà] partir de là | premièrement | deuxièmement | le premier | le deuxième | la deuxième | le second | la seconde | ensuite | après | dans ce cas | pour cela | c'est pourquoi | cependant | toutefois",
      ),
      0.55,
    ],
    [/^(?:mais|ou|car|parce que|de plus|cependant|pourtant|toutefois|bien que|or|aussi)(?!\p{L})/iu, 0.8],
    [/^(?:et|donc|alors)(?!\p{L})/iu, 0.92],
    [
      words(
        `ici | comme (?:je l'ai dit|on l'a vu|nous l'avons vu|vous (?:pouvez )?(?:le )?voy?ez?) | comme (?:ça|ceci|cela) | tout à l'heure | que nous venons de | comme (?:déjà )?(?:mentionné|dit|expliqué) | précédent\\p{L}* | celui-ci | celle-ci | ceux-ci | à l'écran | à gauche | à droite | ci-dessus | ci-dessous | la dernière vidéo | la prochaine vidéo | vous voyez | voici`,
      ),
      0.45,
    ],
    [
      words(
        `nous allons | vous remarquer\\p{L}* | nous voulons (?:trouver|savoir) | très bien | en pensant | d'entre vous | deviner | observez | bonne journée | à bientôt | disons | nous pourrions dire | certains d'entre vous | vous l'avez | on va | je vais | je veux | je voudrais | j'aimerais | (?:en|une) pause | pour ceux qui | laissez-moi | (?:limit|trouv|pren|commenç|appel|not|pass|reven|suppos|regard|consid[ée]r|essay|gard)ons | imagin\\p{L}+ | suppos\\p{L}+ | considérons | voyons | regard(?:ez|ons) | rappel\\p{L}+ | souven\\p{L}+ | notez | remarquez | parlons | je pense | je crois | je ne sais pas | j'espère | pensez | question | questions | d'ailleurs`,
      ),
      0.5,
    ],
    [
      words(
        "examens? | la description | partiels? | devoirs | feuille d'exercices | heures de permanence | inscription\\p{L}* | dons? | dans ce cours | prochaine question | dernière question | avant de (?:passer|commencer|finir) | (?:ton|ta|votre) (?:podcast|livre|entreprise|équipe|produit) | auditeurs",
      ),
      0.5,
    ],
    [
      words(
        "(?:la|le|l') ?(?:formule|équation|graphique|figure|tableau|diapositive|question|réponse)(?! (?:de|du|des|qui|que|pour|d')(?!\\p{L})) | \\p{L}+ (?:rouge|bleue?|verte?|jaune|orange|violet(?:te)?|blanc(?:he)?|noire?)s?",
      ),
      0.75,
    ],
    [
      words(
        "(?:j'|je |nous )(?:étais|étions|avais|avions|suis allée?|pensais|voulais) | un jour | il y a \\p{L}+ ans | de (?:même|la même manière) | racontez-nous | dites-nous",
      ),
      0.7,
    ],
    [words("euh | genre | quoi | enfin | en quelque sorte | un truc | des trucs | ou quelque chose"), 0.7],
    [words("je | j' | mon | ma | mes | moi | me"), 0.8],
    [words("par exemple | dans ce cas | dans cet exemple"), 0.7],
    [words("ces | cette | cet | ce | le même | la même | autres? | aussi | également"), 0.85],
    [
      words(
        `est une? | sont | signifie | parce que | doit | doivent | il faut | important\\p{L}* | la clé | le problème | le but | la raison | l'idée | l'objectif | seulement | toujours | jamais | sans | permet | permettent | consiste | s'appelle | en résumé | en général | sert à | afin de | c'est-à-dire`,
      ),
      1.2,
    ],
    [words("cela | ça | ceci | le faire | celui-ci | y est"), 0.65],
    [/,[^,]* (?:il|elle|ils|elles)(?!\p{L})(?! (?:faut|y a|existe|est))/iu, 0.85],
    [/^[^,]{0,25}, (?:il|elle|ils|elles|c['’]est|cela)(?!\p{L})(?! (?:faut|y a|existe))/iu, 0.5],
    [/(?<!\p{L})(?:ce|cet|cette|ces) (?!(?:vidéo|cours|qui|que|n['’]est|sont|sera)(?!\p{L}))\p{L}+/iu, 0.85],
  ],
  pronouns: words(
    "il | elle | ils | elles | eux | lui | leur | leurs | cela | ça | ceci | ce | ces | cette | cet | celui | celle | ceux | son | sa | ses",
  ),
  cutStart: /^(?:de|du|que|qui|avec|par|pour|au|aux|est|sont|a|ont|ou|ni|dont)(?!\p{L})/iu,
  cutEnd:
    /(?<!\p{L})(?:le|la|les|un|une|des|de|du|au|aux|à|et|ou|que|qui|en|dans|avec|par|pour|si|ne|pas|se|sa|son|ses|mon|ton|très|plus|comme|quand|est|sont|je|tu|il|elle|on|nous|vous|ils|ce|cette|mais)$/iu,
  begins: opening("(?:(?:et|donc|alors) )?", "le | la | les | une? | si | quand | chaque | tous | toutes"),
  asks: opening(JOINING, "qu'est-ce | est-ce | comment | pourquoi | où | combien | quelles? | quels?"),
};
