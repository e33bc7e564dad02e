import { guessLanguage } from "../../text/guess-language.ts";

/** The token with which a model begins a refusal. */
export const REFUSAL_TOKEN = "NO_ANSWER:";

const REFUSALS: Record<string, string> = {
  en: "The transcripts in this session do not answer this question.",
  de: "Die Transkripte in dieser Sitzung beantworten diese Frage nicht.",
  es: "Las transcripciones de esta sesión no responden a esta pregunta.",
  fr: "Les transcriptions de cette session ne répondent pas à cette question.",
  hi: "इस सत्र की प्रतिलिपियाँ इस प्रश्न का उत्तर नहीं देतीं।",
  ja: "このセッションの文字起こしには、この質問への答えがありません。",
  ru: "Расшифровки в этой сессии не отвечают на этот вопрос.",
  zh: "本次会话中的字幕没有回答这个问题。",
  ar: "لا تجيب النصوص المفرّغة في هذه الجلسة عن هذا السؤال.",
};

/** The sentence that the transcripts do not answer, in the question's language where that is known, else in English. */
export function refusalText(question: string): string {
  const guess = guessLanguage(question, Object.keys(REFUSALS));
  return REFUSALS[guess?.language ?? "en"]!;
}

// Models like to set such a token off: in bold, as code, in quotation marks, in brackets.
const REFUSAL_START = /^[\s*_`"'“[]*NO[_ ]ANSWER\b[\s*_`"'”\]]*:?[\s*_`"'”\]]*/;
const UNDECIDED_START =
  /^[\s*_`"'“[]{0,16}(?:N|NO|NO[_ ]|NO[_ ]A|NO[_ ]AN|NO[_ ]ANS|NO[_ ]ANSW|NO[_ ]ANSWE)?$/;
const UNDECIDED_END = /^[\s*_`"'“[]*NO[_ ]ANSWER[\s*_`"'”\]]{0,8}:?[\s*_`"'”\]]{0,8}$/;

/**
 * Takes the refusal token off the start of a streamed text, however the text is cut into pieces. Holds back some 50
 * characters at most.
 */
export function createRefusalFilter() {
  let head: string | null = "";
  let declined = false;

  function decide(text: string): string {
    head = null;
    declined = REFUSAL_START.test(text);
    return declined ? text.replace(REFUSAL_START, "") : text;
  }

  return {
    push(text: string): string {
      if (head === null) return text;
      head += text;
      return UNDECIDED_START.test(head) || UNDECIDED_END.test(head) ? "" : decide(head);
    },
    end: (): string => (head === null ? "" : decide(head)),
    declined: () => declined,
  };
}
