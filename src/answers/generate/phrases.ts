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
};

const PHRASES: Record<string, Phrases> & { en: Phrases } = {
  en: {
    notFound: "The transcripts in this session do not answer this question.",
    nearest: "The nearest that is said:",
    nearestOnly: "The transcripts may not answer this question: this is the nearest that is said.",
    unsupported: "The transcripts do not bear this out.",
    video: "The video is in *.",
    videos: "The videos are in *.",
  },
  de: {
    notFound: "Die Transkripte in dieser Sitzung beantworten diese Frage nicht.",
    nearest: "Am nächsten kommt dem:",
    nearestOnly:
      "Vielleicht beantworten die Transkripte diese Frage nicht: Das ist, was dem am nächsten kommt.",
    unsupported: "Die Transkripte belegen das nicht.",
    video: "Das Video ist auf *.",
    videos: "Die Videos sind auf *.",
  },
  es: {
    notFound: "Las transcripciones de esta sesión no responden a esta pregunta.",
    nearest: "Lo más cercano que se dice:",
    nearestOnly:
      "Puede que las transcripciones no respondan a esta pregunta: esto es lo más cercano que se dice.",
    unsupported: "Las transcripciones no lo confirman.",
    video: "El vídeo está en *.",
    videos: "Los vídeos están en *.",
  },
  fr: {
    notFound: "Les transcriptions de cette session ne répondent pas à cette question.",
    nearest: "Ce qui s’en approche le plus :",
    nearestOnly:
      "Les transcriptions ne répondent peut-être pas à cette question : voilà ce qui s’en approche le plus.",
    unsupported: "Les transcriptions ne le confirment pas.",
    video: "La vidéo est en *.",
    videos: "Les vidéos sont en *.",
  },
  it: {
    notFound: "Le trascrizioni di questa sessione non rispondono a questa domanda.",
    nearest: "Ciò che vi si avvicina di più:",
    nearestOnly:
      "Forse le trascrizioni non rispondono a questa domanda: questo è ciò che vi si avvicina di più.",
    unsupported: "Le trascrizioni non lo confermano.",
    video: "Il video è in *.",
    videos: "I video sono in *.",
  },
  pt: {
    notFound: "As transcrições desta sessão não respondem a esta pergunta.",
    nearest: "O mais próximo que é dito:",
    nearestOnly: "Talvez as transcrições não respondam a esta pergunta: isto é o mais próximo que é dito.",
    unsupported: "As transcrições não o confirmam.",
    video: "O vídeo está em *.",
    videos: "Os vídeos estão em *.",
  },
  nl: {
    notFound: "De transcripties in deze sessie beantwoorden deze vraag niet.",
    nearest: "Wat er het dichtst bij komt:",
    nearestOnly:
      "Misschien beantwoorden de transcripties deze vraag niet: dit is wat er het dichtst bij komt.",
    unsupported: "De transcripties bevestigen dit niet.",
    video: "De video is in het *.",
    videos: "De video’s zijn in het *.",
  },
  hi: {
    notFound: "इस सत्र की प्रतिलिपियाँ इस प्रश्न का उत्तर नहीं देतीं।",
    nearest: "इसके सबसे निकट यह कहा गया है:",
    nearestOnly: "हो सकता है कि प्रतिलिपियाँ इस प्रश्न का उत्तर न दें: इसके सबसे निकट यही कहा गया है।",
    unsupported: "प्रतिलिपियाँ इसकी पुष्टि नहीं करतीं।",
    video: "वीडियो की भाषा: *।",
    videos: "वीडियो की भाषाएँ: *।",
  },
  ja: {
    notFound: "このセッションの文字起こしには、この質問への答えがありません。",
    nearest: "最も近い発言:",
    nearestOnly: "文字起こしはこの質問に答えていないかもしれません。これは最も近い発言です。",
    unsupported: "文字起こしではこのことを確認できません。",
    video: "動画の言語は*です。",
    videos: "動画の言語は*です。",
  },
  ru: {
    notFound: "Расшифровки в этой сессии не отвечают на этот вопрос.",
    nearest: "Ближе всего к этому сказано:",
    nearestOnly: "Возможно, расшифровки не отвечают на этот вопрос: это самое близкое из сказанного.",
    unsupported: "Расшифровки этого не подтверждают.",
    video: "Язык видео: *.",
    videos: "Языки видео: *.",
  },
  zh: {
    notFound: "本次会话中的字幕没有回答这个问题。",
    nearest: "最接近的内容是：",
    nearestOnly: "字幕可能没有回答这个问题：这是最接近的内容。",
    unsupported: "字幕不能证实这一点。",
    video: "视频的语言是*。",
    videos: "视频的语言是*。",
  },
  ar: {
    notFound: "لا تجيب النصوص المفرّغة في هذه الجلسة عن هذا السؤال.",
    nearest: "أقرب ما قيل إلى ذلك:",
    nearestOnly: "قد لا تجيب النصوص المفرّغة عن هذا السؤال: هذا أقرب ما قيل إليه.",
    unsupported: "لا تؤكد النصوص المفرّغة ذلك.",
    video: "لغة الفيديو: *.",
    videos: "لغات الفيديو: *.",
  },
};

/** The languages (ISO 639-1) that the server has phrases in. */
export const PHRASE_LANGUAGES = Object.keys(PHRASES);

/** The server's phrases in a language (ISO 639-1), in English where it has none in that. */
export function phrasesIn(language: string): Phrases {
  return PHRASES[language] ?? PHRASES.en;
}

/** The sentence that the video, or the videos, are in these languages (ISO 639-1), in another language. */
export function sayLanguages(languages: string[], language: string): string {
  const spoken = PHRASES[language] ? language : "en";
  const names = new Intl.DisplayNames([spoken], { type: "language" });
  const list = new Intl.ListFormat([spoken], { type: "conjunction" });
  const named = list.format(languages.map((each) => names.of(each) ?? each));
  const { video, videos } = phrasesIn(spoken);
  return (languages.length === 1 ? video : videos).replace("*", named);
}
