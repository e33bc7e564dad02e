import { words, type Grammar } from "../grammar.ts";

export const FRENCH: Grammar = {
  joining: /^(?:et|mais|alors|donc|ok|ou|puis|aussi|bon|ah|oui)(?![\p{L}\p{N}'’])[\s,.:…–-]*/u,
  contrast:
    /^(?:qu['’]en est-il (?:de la |de l['’]|du |des |d['’]|de )|et pour|(?:est-ce )?(?:pareil|la même chose|le même|vrai|valable)(?: aussi)? (?:pour|avec|de)|c['’]est (?:pareil|la même chose|vrai|valable)(?: aussi)? (?:pour|avec|de)|est-ce (?:que c['’]est )?(?:pareil|vrai|valable|aussi le cas)(?: aussi)? (?:pour|avec|de)|qu['’]en est-il|que dire d[eu]s?)\s*/u,
  alsoAfter: /\s+(?:aussi|alors|également|non plus|à la place)$/u,
  reason:
    /^(?:pourquoi(?: pas| donc| ça| cela| exactement)?|comment ça|pour quelle raison|à cause de quoi)$/u,
  doubt: /^(?:vraiment|c['’]est (?:vrai|sûr)|est-ce (?:vrai|sûr)|ah bon)$/u,
  bare: /^(?:à |de |depuis |jusqu['’]à |pour |avec |par |pendant )?(?:combien(?: de temps| de fois)?|comment|quand|où|qui|quoi|lequel|laquelle|lesquels|lesquelles|quelle? (?:température|taille|heure|durée|quantité|âge))(?: exactement| donc| alors)?$/u,
  more: /^(?:(?:peux-tu |pouvez-vous |tu peux |vous pouvez )?(?:dis|dites|explique|expliquez|expliquer|développe|développez|développer|raconte|racontez|précise|précisez)(?:-(?:moi|nous|le|la|en|m['’]en))*(?: (?:en|m['’]en))?(?: (?:plus|davantage|mieux|cela|ça|plus en détail|un peu plus))*|(?:dis|parle)-m['’]en (?:plus|davantage)|(?:encore|plus|davantage|plus de détails|en détail|plus en détail|autre chose|quoi d['’]autre|quoi encore|continue|continuez)|(?:as-tu |avez-vous |donne-moi |donnez-moi |y a-t-il )?(?:un |d['’]autres? |un autre |par |des )exemples?|c['’]est-à-dire|qu['’]est-ce que (?:ça|cela) (?:veut dire|signifie))(?: s['’]il (?:te|vous) plaît)?$/u,
  next: /^(?:(?:et )?(?:après|ensuite|puis)(?: (?:ça|cela|quoi))?|que se passe-t-il (?:après|ensuite)|l['’]étape suivante)$/u,
  other:
    /^(?:qu['’]en est-il (?:de |du |des )?)?(?:l['’]autre|les autres|le (?:premier|deuxième|second|troisième|dernier|suivant)|la (?:première|deuxième|seconde|troisième|dernière|suivante)|le reste)$/u,
  circumstance: /^(?=si )/u,
  thin: /^(?:quel(?:le)?s? \p{L}+|combien(?: de \p{L}+)?|quand|où|comment|avec quoi) (?:dois-je|faut-il|peut-on|doit-on|puis-je|est-ce que je dois) ?(?:utiliser|prendre|choisir|acheter|mettre|ajouter|commencer|arrêter|faire)?$/u,
  placeholder: /\s+(?:un|une)$/u,
  verbLast: /^(?!)/u,
  dropsSubject: false,
  counts: /^combien (?:de |d['’])/u,
  counting:
    /^combien(?= (?:sont|ont|peut|peuvent|faut|doit|doivent|y|il|tiennent|rentrent|entrent|vont|restent|vivent|meurent)(?!\p{L}))/u,
  difference:
    /^(?:quelle est la différence(?: (?:entre (?:eux|elles|les deux)|alors))?|en quoi diffèrent-(?:ils|elles)|lequel est (?:le )?(?:mieux|meilleur|plus \p{L}+)|laquelle est (?:la )?(?:mieux|meilleure|plus \p{L}+))$/u,
  asksWhich: /^(?:quel(?:le)?s?|lequel|laquelle|qui)(?![\p{L}\p{N}])/u,
  questionWord:
    /^(?:(?:à|de|depuis|pour|avec|par|pendant|dans|en|sur) )?(?:qu['’]est-ce qu[ei'’]|est-ce qu[e'’]|que|qu['’]|qui|quoi|quel(?:le)?s?|lequel|laquelle|où|quand|comment|combien(?: de)?|pourquoi)(?![\p{L}\p{N}])/u,
  auxiliaries: words(
    "est sont était étaient a ont avait peut peuvent pouvait doit doivent devait faut faudrait dois peux va vont fait font sera seront serait y",
  ),
  speakers: words("je j tu on nous vous il elle ils elles"),
  pronouns:
    /(?<![\p{L}\p{N}-])(?:il(?! (?:faut|y|est (?:possible|nécessaire|vrai|important)))|elle|ils|elles|cela|ça|c['’]est|celui-ci|celle-ci|ceux-ci|celles-ci|en(?= (?:a|ai|as|faut|met|mettre|prend|prendre|parle|fait|utilise)\b)|y(?= (?:a-t|va|met))|leurs?|lui|eux|cette|cet|ces|ce(?= ))(?![\p{L}\p{N}])|(?<!faut)(?<!a-t)-(?:il|elle|ils|elles|le|la|les)(?![\p{L}\p{N}])/u,
  plurals: words("ils elles -ils -elles les leur leurs eux"),
  verbs: new Set(),
  clauses: words(
    "quand lorsque si parce puisque avant après pendant et ou que qui dont où mais car comme pour",
  ),
  prepositions: words(
    "à au aux avant avec après chez contre dans de des du depuis derrière dès devant durant en entre jusqu par pendant pour près sans selon sous sur vers d",
  ),
  definite: words("le la les l"),
  articles: words(
    "le la les l un une des du de d mon ma mes ton ta tes notre votre nos vos ce cet cette ces",
  ),
  attributes: words(
    "température prix coût coûts temps durée quantité dose taille poids longueur hauteur largeur vitesse risque risques danger dangers avantage avantages inconvénient inconvénients problème problèmes limite limites raison raisons cause causes effet effets date année nom couleur différence différences ingrédients outils étapes exceptions goût odeur origine histoire but résultat conservation entretien",
  ),
  adjectives: words(
    "noir noire noirs noires blanc blanche vert verte verts rouge rouges bleu bleue jaune grand grande petit petite chaud chaude froid froide nouveau nouvelle vieux vieille long longue court courte dur dure mou frais fraîche premier première deuxième second seconde dernier dernière lourd léger",
  ),
};
