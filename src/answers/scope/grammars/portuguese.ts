import type { Phrases } from "../grammar.ts";

export const portuguese: Phrases = {
  whole: `
    indice|capitulos(?=[^a-z0-9]*(?:(?:de|do|da|no) )?¤?[^a-z0-9]*$)|sumario|
    o que (?:diz|fala) ¤(?=[^a-z]*$)|(?:mensagem|moral|proposito|objetivo|conclusao|tese|essencia)(?= (?:de|do|da) ¤)|
    expli(?:ca|que)(?: me)?(?: ¤| isso| tudo)? como se eu tivesse (?:cinco|5) anos|(?:fatos|factos) (?:chave|principais)|
    em poucas palavras|em resumo|resume|
    resum(?:o|a|e|ir|am|os|indo)|resumao|resumido|sintese|sinopse|sintetize|esboco|visao geral|panorama|topicos|
    tl ?;? ?dr|
    (?:pontos?|ideias?|temas?|conceitos?|mensage(?:m|ns)|topicos?|conclus(?:ao|oes)|argumentos?|
    licoes) (?:principa(?:l|is)|chaves?|centra(?:l|is)|mais importantes|fundamentais|importantes)|
    principa(?:l|is) (?:pontos?|ideias?|temas?|conceitos?|mensage(?:m|ns)|topicos?|conclus(?:ao|oes)|argumentos?|
    licoes)|o mais importante|(?:do|de|sobre o) que (?:se )?(?:trata|fala|e|tratam|falam|se trata)|
    (?:do|de|sobre o) que(?= ¤ (?:trata|fala|e))|¤ (?:e|fala|trata|eh) (?:sobre|do|de) (?:o )?que|
    (?:fala|trata) (?:sobre o|do|de) que|e sobre o que|o que (?:ensina|explica|aprendo em|acontece em|acontece) ¤|
    qual (?:e )?o (?:tema|assunto|conteudo)|(?:tema|assunto|conteudo)(?= (?:de|do|da) ¤)|expli(?:ca|que)(?: me)? ¤`,
  compare: `
    compar[a-z]*|diferencas?|diferem|difere|diferentes?|diferenciam|em comum|semelhancas|concordam|discordam|
    contradizem|versus|vs|melhor`,
  list: `
    (?<=^[^a-z]*(?:(?:por favor|pode|poderia|voce|me|ola|oi|e|vc) )*)(?:list(?:e|a|ar)(?: me)? (?:todos|todas|tudo|
    os|as|cada|de tod[a-z]*)|enumer[ea]r?|(?:faz|faca|fazer|crie|cria|da|de|diga|mostre|me de)(?: me)? (?:uma lista|
    todos|todas)|cite (?:todos|todas)|(?:cada|toda) vez que|todas as (?:vezes|mencoes|ocasioes)|
    todos os (?:momentos|lugares)|uma lista de tod[a-z]*)|
    (?<=^[^a-z]*)qua(?:is|l) [a-z ]*s (?:ele |ela |eles )?(?:menciona|cita|recomenda|sao mencionad[oa]s|
    sao citad[oa]s)(?: no ¤| em ¤)?[^a-z]*$`,
  says: `
    (?:o )?que (?:e que )?(?:acontece|se passa|diz|ele diz|ela diz|e dito|explica|mostra|fala|ele fala|ela fala|
    se diz|esta acontecendo|aparece|aconteceu|rola)|(?:do|de|sobre o) que (?:ele |ela )?(?:fala|se fala)|
    como (?:comeca|inicia|termina|acaba)|como`,
  beginning: `
    (?:no|ao|desde o) (?:comeco|inicio|principio)|na (?:intro|introducao)|(?<=como )(?:comeca|inicia)`,
  end: "(?:no|ao) (?:final|fim)|(?<=como )(?:termina|acaba)",
  chat: `
    (?:voce |vc )?(?:fala|falas) (?:portugues|ingles|alemao|espanhol|frances)|(?:que|quais) (?:idiomas|linguas) (?:voce |vc )?(?:fala|falas)|
    kkk+|haha+|como (?:voce |vc )?funciona|
    ola|oi+|bom dia|boa (?:tarde|noite)|e ai|obrigad[oa]|muito obrigad[oa]|brigad[oa]|valeu|vlw|agradeco|otimo|
    perfeito|excelente|legal|beleza|ok|okay|tchau|adeus|ate logo|(?:isso )?(?:me )?ajudou(?: muito| bastante)|
    muito util|como (?:voce )?(?:esta|vai)|tudo bem|quem (?:e|es) (?:voce|tu|vc)|quem es|o que (?:voce|vc) e|
    (?:voce|vc) e (?:um )?(?:bot|robo|humano|uma ia)|
    (?:o )?que (?:e que )?(?:voce|vc|tu) (?:pode|podes|sabe|sabes|consegue) fazer(?: por mim)?|
    (?:o )?que (?:podes|sabes|consegues) fazer|o que (?:eu )?posso (?:te )?perguntar|
    como (?:voce|vc) pode (?:me )?ajudar|como (?:isso|isto) funciona|ajuda`,
  filler: `
    como se eu tivesse (?:cinco|5) anos|tudo|
    incluindo .*$|com (?:os |as )?(?:tempos|minutagens|marcacoes de tempo|minutos|citacoes|exemplos|fontes)|poucas|
    anterior|atual|abrangente|outros|
    por favor|porfavor|pfv|pode|podes|poderia|consegue|voce|vc|me|mim|faz|faca|fazer|fazes|da|de|dar|da me|quero|
    queria|gostaria|preciso|diga|diz|dizer|quais|qual|sao|e|foi|o|a|os|as|um|uma|uns|umas|do|dos|das|no|na|nos|nas|
    em|ao|aos|este|esta|esse|essa|isso|isto|desse|deste|dessa|desta|neste|nesse|que|breve|brevemente|curto|curta|
    rapido|rapida|rapidamente|completo|completa|detalhado|inteiro|todo|toda|todos|todas|sobre|mais|menos|cerca|
    volta|por|minuto|minutos|segundo|momento|se|nos|com|para|pra|frases?|palavras?|linhas?|paragrafos?|pontos?|
    lista|forma|portugues|dois|duas|tres|quatro|cinco|seis|dez|[0-9]+|aqui|agora|so|principais|importantes|chave|
    seu|seus|abordados|ele|ela|¤`,
  video: `
    videos?|palestra|aula|conferencia|episodio|podcast|filme|gravacao|entrevista|clipe|tutorial`,
  videos: `
    videos|palestras|aulas|conferencias|episodios|podcasts|filmes|entrevistas|clipes|tutoriais`,
  both: `
    (?:qual|quais|qual video|qual ¤)(?: d[oa]s (?:dois|duas|tres))?(?: ¤| videos)? (?=(?:fala|explica|diz|trata|aborda|menciona) )|
    (?:os|as|estes|esses|estas|essas|dos) (?:dois|duas|tres) (?:¤|videos|palestras|aulas|episodios)|
    amb[oa]s (?:os |as )?(?:¤|videos|palestras|aulas)|(?:cada|todos os|entre os) (?:videos?|¤)`,
  one: "o|a",
  ordinals: ["primeir[oa]s?|1o", "segund[oa]s?|2o", "terceir[oa]s?|3o", "quart[oa]|4o", "quint[oa]|5o"],
  last: "ultim[oa]s?|mais recente",
  three: "tres",
  middle: "(?:no|pelo) meio|na metade|a metade",
  they: "(?<=compar(?:e|a) )[oa]s|(?:el[ea]s )?tem(?= em comum)|se (?=diferenciam|contradizem)|(?:os|as|estes|estas|esses|essas) (?:dois|duas|tres)|amb[oa]s|el[ea]s|estes|estas|esses|essas|entre (?:si|eles|elas)|(?:d|a)?os (?:outros|demais)|d[oa]s outr[oa]s",
  contrast: "(?<=^[^a-z]*(?:(?:por favor|pode|poderia|voce|e) )*)compar(?:e|a|ar)",
  regarding: "sobre|acerca de|a respeito de|quanto a|em relacao a|em termos de",
  saidBy:
    "o que (?:e que )?{name} (?:diz|dizem|fala|falam|pensa|pensam|acha|recomenda|explica)|o que (?:diz|dizem|pensa|recomenda|explica) {name}(?= (?:sobre|acerca|de|no|na|em|aos?)|[^a-z0-9]*$)",
  saidAbout: "o que .*(?:diz|dizem|fala|pensa|acha|explica)[a-z ]* .*(?:sobre|acerca|a respeito)",
  two: "dois|duas",
  articles: `
    o|a|os|as|este|esta|esse|essa|estes|esses|meu|um|uma|do|da|dos|das|no|na|nos|ao|deste|desse|desta|dessa|neste|
    nesse`,
  and: "e|ou|com|ao|a|do|de|que|vs|versus",
  about: "sobre|acerca de|de|do|da|dos|com|chamado|por",
  ofBefore: "",
  topicBefore: "",
  topicOne: "",
  notTopic: `
    e|ou|com|em|no|na|sao|diz|por|para|que|como|a|ao|de|do|da|se|nao|sobre|trata|fala|inteiro|favor`,
  keywords: `
    resumo resumir principais diferenca diferencas comparar compare obrigado obrigada acontece videos topicos`,
  isTopicBehind: true,
};
