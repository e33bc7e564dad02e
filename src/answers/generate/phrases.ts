/** What the server itself says in an answer. */
type Phrases = {
  /** The transcripts do not answer. */
  notFound: string;
  /** Stands before a quote that may not answer. */
  nearest: string;
  /** Stands after a text whose citations may not answer. */
  nearestOnly: string;
  /** Stands after a text of which nothing was found in the transcripts. */
  unsupported: string;
  /** The video, or the videos, are in a language, whose name takes the place of the asterisk. */
  video: string;
  videos: string;
  /** Stands before the main points of a video. */
  mainPoints: string;
  /** Nothing is said of it in one video of several. */
  notInVideo: string;
  /** A video ends before the time that is asked about: the asterisk is where. */
  endsAt: string;
  /** A transcript came without times, and the question asks what is said at one. */
  untimed: string;
  /** The question names a video that is not there; stands before the titles of those that are. */
  noSuchVideo: string;
  /** Answers thanks. */
  welcome: string;
  /** What can be asked here. */
  smallTalk: string;
};

const PHRASES: Record<string, Phrases> & { en: Phrases } = {
  en: {
    notFound: "The transcripts in this session do not answer this question.",
    nearest: "The nearest that is said:",
    nearestOnly: "The transcripts may not answer this question: this is the nearest that is said.",
    unsupported: "The transcripts do not bear this out.",
    video: "The video is in *.",
    videos: "The videos are in *.",
    mainPoints: "The main points:",
    notInVideo: "Nothing was found on this here.",
    endsAt: "The video ends at *.",
    untimed: "The transcript has no times.",
    noSuchVideo: "There is no such video here. There are:",
    welcome: "You are welcome.",
    smallTalk:
      "Ask about the videos of this session: what they say about something, a summary, a comparison of several, all places where something comes up, or what is said at a time such as 4:30. Each answer links to the seconds that it rests on.",
  },
  de: {
    notFound: "Die Transkripte in dieser Sitzung beantworten diese Frage nicht.",
    nearest: "Am nächsten kommt dem:",
    nearestOnly:
      "Vielleicht beantworten die Transkripte diese Frage nicht: Das ist, was dem am nächsten kommt.",
    unsupported: "Die Transkripte belegen das nicht.",
    video: "Das Video ist auf *.",
    videos: "Die Videos sind auf *.",
    mainPoints: "Die Hauptpunkte:",
    notInVideo: "Dazu wurde hier nichts gefunden.",
    endsAt: "Das Video endet bei *.",
    untimed: "Das Transkript hat keine Zeiten.",
    noSuchVideo: "Ein solches Video gibt es hier nicht. Es gibt:",
    welcome: "Gern geschehen.",
    smallTalk:
      "Fragen lässt sich nach den Videos dieser Sitzung: was sie über etwas sagen, eine Zusammenfassung, ein Vergleich, alle Stellen, an denen etwas vorkommt, oder was zu einer Zeit wie 4:30 gesagt wird. Jede Antwort führt zu den Sekunden, auf denen sie beruht.",
  },
  es: {
    notFound: "Las transcripciones de esta sesión no responden a esta pregunta.",
    nearest: "Lo más cercano que se dice:",
    nearestOnly:
      "Puede que las transcripciones no respondan a esta pregunta: esto es lo más cercano que se dice.",
    unsupported: "Las transcripciones no lo confirman.",
    video: "El vídeo está en *.",
    videos: "Los vídeos están en *.",
    mainPoints: "Los puntos principales:",
    notInVideo: "Aquí no se ha encontrado nada sobre esto.",
    endsAt: "El vídeo termina en *.",
    untimed: "La transcripción no tiene tiempos.",
    noSuchVideo: "Aquí no hay ningún vídeo así. Hay:",
    welcome: "De nada.",
    smallTalk:
      "Pregunta por los vídeos de esta sesión: qué dicen de algo, un resumen, una comparación, todos los momentos en que aparece algo o qué se dice en un minuto como 4:30. Cada respuesta enlaza con los segundos en que se apoya.",
  },
  fr: {
    notFound: "Les transcriptions de cette session ne répondent pas à cette question.",
    nearest: "Ce qui s’en approche le plus :",
    nearestOnly:
      "Les transcriptions ne répondent peut-être pas à cette question : voilà ce qui s’en approche le plus.",
    unsupported: "Les transcriptions ne le confirment pas.",
    video: "La vidéo est en *.",
    videos: "Les vidéos sont en *.",
    mainPoints: "Les points principaux :",
    notInVideo: "Rien n’a été trouvé à ce sujet ici.",
    endsAt: "La vidéo se termine à *.",
    untimed: "La transcription n'a pas d'horodatage.",
    noSuchVideo: "Il n’y a pas de telle vidéo ici. Il y a :",
    welcome: "De rien.",
    smallTalk:
      "Posez une question sur les vidéos de cette session : ce qu’elles disent d’un sujet, un résumé, une comparaison, tous les passages où il est question de quelque chose, ou ce qui est dit à un moment comme 4:30. Chaque réponse renvoie aux secondes sur lesquelles elle repose.",
  },
  it: {
    notFound: "Le trascrizioni di questa sessione non rispondono a questa domanda.",
    nearest: "Ciò che vi si avvicina di più:",
    nearestOnly:
      "Forse le trascrizioni non rispondono a questa domanda: questo è ciò che vi si avvicina di più.",
    unsupported: "Le trascrizioni non lo confermano.",
    video: "Il video è in *.",
    videos: "I video sono in *.",
    mainPoints: "I punti principali:",
    notInVideo: "Qui non si è trovato nulla al riguardo.",
    endsAt: "Il video finisce a *.",
    untimed: "La trascrizione non ha tempi.",
    noSuchVideo: "Qui non c’è un video così. Ci sono:",
    welcome: "Prego.",
    smallTalk:
      "Si può chiedere dei video di questa sessione: che cosa dicono di qualcosa, un riassunto, un confronto, tutti i punti in cui compare qualcosa, o che cosa viene detto a un minuto come 4:30. Ogni risposta rimanda ai secondi su cui si basa.",
  },
  pt: {
    notFound: "As transcrições desta sessão não respondem a esta pergunta.",
    nearest: "O mais próximo que é dito:",
    nearestOnly: "Talvez as transcrições não respondam a esta pergunta: isto é o mais próximo que é dito.",
    unsupported: "As transcrições não o confirmam.",
    video: "O vídeo está em *.",
    videos: "Os vídeos estão em *.",
    mainPoints: "Os pontos principais:",
    notInVideo: "Nada foi encontrado aqui sobre isto.",
    endsAt: "O vídeo termina em *.",
    untimed: "A transcrição não tem tempos.",
    noSuchVideo: "Não há aqui nenhum vídeo assim. Há:",
    welcome: "De nada.",
    smallTalk:
      "Pergunte sobre os vídeos desta sessão: o que dizem de algo, um resumo, uma comparação, todos os momentos em que algo aparece, ou o que é dito num minuto como 4:30. Cada resposta leva aos segundos em que se apoia.",
  },
  nl: {
    notFound: "De transcripties in deze sessie beantwoorden deze vraag niet.",
    nearest: "Wat er het dichtst bij komt:",
    nearestOnly:
      "Misschien beantwoorden de transcripties deze vraag niet: dit is wat er het dichtst bij komt.",
    unsupported: "De transcripties bevestigen dit niet.",
    video: "De video is in het *.",
    videos: "De video’s zijn in het *.",
    mainPoints: "De hoofdpunten:",
    notInVideo: "Hierover is hier niets gevonden.",
    endsAt: "De video eindigt op *.",
    untimed: "Het transcript heeft geen tijden.",
    noSuchVideo: "Zo’n video is er hier niet. Er zijn:",
    welcome: "Graag gedaan.",
    smallTalk:
      "Vraag naar de video’s van deze sessie: wat ze over iets zeggen, een samenvatting, een vergelijking, alle plekken waar iets voorkomt, of wat er op een tijdstip als 4:30 wordt gezegd. Elk antwoord verwijst naar de seconden waarop het berust.",
  },
  hi: {
    notFound: "इस सत्र की प्रतिलिपियाँ इस प्रश्न का उत्तर नहीं देतीं।",
    nearest: "इसके सबसे निकट यह कहा गया है:",
    nearestOnly: "हो सकता है कि प्रतिलिपियाँ इस प्रश्न का उत्तर न दें: इसके सबसे निकट यही कहा गया है।",
    unsupported: "प्रतिलिपियाँ इसकी पुष्टि नहीं करतीं।",
    video: "वीडियो की भाषा: *।",
    videos: "वीडियो की भाषाएँ: *।",
    mainPoints: "मुख्य बातें:",
    notInVideo: "इस बारे में यहाँ कुछ नहीं मिला।",
    endsAt: "वीडियो * पर समाप्त होता है।",
    untimed: "इस प्रतिलेख में समय नहीं दिए गए हैं।",
    noSuchVideo: "यहाँ ऐसा कोई वीडियो नहीं है। ये हैं:",
    welcome: "आपका स्वागत है।",
    smallTalk:
      "इस सत्र के वीडियो के बारे में पूछें: वे किसी विषय पर क्या कहते हैं, सारांश, तुलना, वे सभी जगहें जहाँ कोई बात आती है, या 4:30 जैसे समय पर क्या कहा गया है। हर उत्तर उन सेकंडों से जुड़ा होता है जिन पर वह आधारित है।",
  },
  ja: {
    notFound: "このセッションの文字起こしには、この質問への答えがありません。",
    nearest: "最も近い発言:",
    nearestOnly: "文字起こしはこの質問に答えていないかもしれません。これは最も近い発言です。",
    unsupported: "文字起こしではこのことを確認できません。",
    video: "動画の言語は*です。",
    videos: "動画の言語は*です。",
    mainPoints: "要点:",
    notInVideo: "これについては何も見つかりませんでした。",
    endsAt: "動画は*で終わります。",
    untimed: "この書き起こしには時刻がありません。",
    noSuchVideo: "そのような動画はありません。次の動画があります:",
    welcome: "どういたしまして。",
    smallTalk:
      "このセッションの動画について質問できます。ある事柄について何と言っているか、要約、複数の動画の比較、話題が出てくるすべての箇所、または4:30のような時刻に何が話されているか。どの回答も根拠となる秒に直接つながります。",
  },
  ru: {
    notFound: "Расшифровки в этой сессии не отвечают на этот вопрос.",
    nearest: "Ближе всего к этому сказано:",
    nearestOnly: "Возможно, расшифровки не отвечают на этот вопрос: это самое близкое из сказанного.",
    unsupported: "Расшифровки этого не подтверждают.",
    video: "Язык видео: *.",
    videos: "Языки видео: *.",
    mainPoints: "Главное:",
    notInVideo: "Здесь об этом ничего не найдено.",
    endsAt: "Видео заканчивается на *.",
    untimed: "В расшифровке нет отметок времени.",
    noSuchVideo: "Такого видео здесь нет. Есть:",
    welcome: "Пожалуйста.",
    smallTalk:
      "Спрашивайте о видео этой сессии: что в них говорится о чём-либо, краткое содержание, сравнение, все места, где что-то упоминается, или что говорится в момент вроде 4:30. Каждый ответ ведёт к секундам, на которых он основан.",
  },
  zh: {
    notFound: "本次会话中的字幕没有回答这个问题。",
    nearest: "最接近的内容是：",
    nearestOnly: "字幕可能没有回答这个问题：这是最接近的内容。",
    unsupported: "字幕不能证实这一点。",
    video: "视频的语言是*。",
    videos: "视频的语言是*。",
    mainPoints: "要点：",
    notInVideo: "这里没有找到相关内容。",
    endsAt: "视频在*结束。",
    untimed: "此文字稿没有时间标记。",
    noSuchVideo: "这里没有这样的视频。现有视频：",
    welcome: "不客气。",
    smallTalk:
      "您可以询问本次会话中的视频：它们对某个话题说了什么、摘要、多个视频的比较、某个话题出现的所有位置，或者在4:30这样的时间点说了什么。每个回答都链接到它所依据的那一秒。",
  },
  ar: {
    notFound: "لا تجيب النصوص المفرّغة في هذه الجلسة عن هذا السؤال.",
    nearest: "أقرب ما قيل إلى ذلك:",
    nearestOnly: "قد لا تجيب النصوص المفرّغة عن هذا السؤال: هذا أقرب ما قيل إليه.",
    unsupported: "لا تؤكد النصوص المفرّغة ذلك.",
    video: "لغة الفيديو: *.",
    videos: "لغات الفيديو: *.",
    mainPoints: "النقاط الرئيسية:",
    notInVideo: "لم يُعثر هنا على شيء بهذا الشأن.",
    endsAt: "ينتهي الفيديو عند *.",
    untimed: "لا يحتوي النص على أوقات.",
    noSuchVideo: "لا يوجد هنا فيديو كهذا. الموجود:",
    welcome: "على الرحب والسعة.",
    smallTalk:
      "اسأل عن مقاطع الفيديو في هذه الجلسة: ماذا تقول عن أمر ما، أو ملخص، أو مقارنة بين عدة مقاطع، أو كل المواضع التي يرد فيها شيء، أو ما يقال في وقت مثل 4:30. كل إجابة تحيل إلى الثواني التي تستند إليها.",
  },
};

/** The languages (ISO 639-1) that the server has phrases in. */
export const PHRASE_LANGUAGES = Object.keys(PHRASES);

/** The server's phrases in a language (ISO 639-1), in English where it has none in that. */
export function phrasesIn(language: string): Phrases {
  return PHRASES[language] ?? PHRASES.en;
}

/** The sentence that a video, or several, are in these languages (ISO 639-1), in another language. */
export function sayLanguages(languages: string[], language: string, isOfSeveral: boolean): string {
  const spoken = PHRASES[language] ? language : "en";
  const names = new Intl.DisplayNames([spoken], { type: "language" });
  const list = new Intl.ListFormat([spoken], { type: "conjunction" });
  const named = list.format(languages.map((each) => names.of(each) ?? each));
  const { video, videos } = phrasesIn(spoken);
  return (isOfSeveral ? videos : video).replace("*", named);
}
