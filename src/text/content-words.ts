/**
 * Words that are in the lists of stop words, but may well be the matter of a question: values, powers, numbers, parts of
 * a proof. They are searched for like any other.
 */
export const CONTENT_WORDS: Record<string, string> = {
  ar: `قوة عدد صفر واحد ثلاثة اربعة عشر عشرة مليون مليار نهاية زيارة سنة سنوات عام يوم ايام الوقت تحوّل استحال نفس جميع عين
    قطّ شرع لقاء ضد مقابل`,
  es: `acuerdo buena buenas bueno buenos conocer considera cosas cuenta debajo diferente diferentes día días dia dias ejemplo
    dos ocho emplear empleo encuentra estado estados existe existen explicó fin final general gran grandes horas igual informe
    informo informó intento intentar intenta largo lado lejos lugar mayor mal manera medio mejor menos modo momento nueva
    nuevas nuevo nuevos pais paìs parte partir peor poder posible primer primera primero primeros principalmente propia
    propias propio propios proximo próximo próximos saber segunda segundo seis siete cinco cuatro tres tercera tiempo
    total trabaja trabajan trabajar trabajo trata usar uso valor verdad verdadera verdadero última últimas último últimos
    arriba cierta ciertas cierto ciertos raras realizar realizado solas solo sola medio llevar`,
  hi: `वर्ग घर कुल पूरा सारा भीतर अंदर दो एक`,
  ru: `жизнь человек говорил сказать сказал сказала хорошо лучше один два три`,
};
