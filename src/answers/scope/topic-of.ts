import { createTerms } from "../../text/terms.ts";
import { fold } from "./fold.ts";
import type { Grammar } from "./grammar.ts";
import { createStrip, mask } from "./mask.ts";
import type { Reference } from "./reference.ts";
import { wordsOf } from "./title-index.ts";

/** Words, in all languages, that ask, or ask for a list, whatever it is of. */
const ASKING =
  /^(?:list\p{L}*|enumerat\p{L}*|names?|mention\p{L}*|recommend\p{L}*|give|nenn\p{L}*|erwahn\p{L}*|zahl\p{L}*|auf|menciona\p{L}*|nombr\p{L}*|enumer\p{L}*|cite\p{L}*|elenc\p{L}*|cita\p{L}*|noem\p{L}*|opsom\p{L}*|назов\p{L}*|перечисл\p{L}*|упомина\p{L}*|how|why|wie|worin|wodurch|inwiefern|woran|como|comment|quoi|come|hoe|waarin|как|чем|everything|alles|todo|tout|tutto|explain\p{L}*|more|best|easie\p{L}*|mehr|mas|plus|piu|mais|meer|больше|spricht|sprechen|redet|reden|say|says|treats?|describes?|presents?|discuss(?:es)?|handles?|approach(?:es)?|talks?|speaks?|erklar\p{L}*|sagen|behandel\p{L}*|dicen?|explican?|tratan?|hablan?|disent|expliqu\p{L}*|parlent|dicono|spiegan?o?|dizem|explicam|falam|zeggen|leggen|behandelen|говор\p{L}*|объясня\p{L}*)$/u;

/** The words of a question that neither name videos nor tell its kind. */
export function topicOf(question: string, text: string, references: Reference[], grammar: Grammar): string {
  const masked = mask(
    text,
    references.filter(({ from, to }) => to > from),
  );
  const left = createStrip(grammar)(
    masked.replace(grammar.both, " ").replace(grammar.they, " ").replace(grammar.compare, " "),
  );
  const kept = new Set(wordsOf(left).flatMap(({ text: word }) => (ASKING.test(word) ? [] : word)));
  const { isUnspaced } = grammar.phrases;
  const terms = createTerms(grammar.language);
  const isTold = (word: string): boolean => isUnspaced === true || terms(word).length > 0;
  const words = wordsOf(question).filter(
    (word) => wordsOf(fold(word.text)).some((one) => kept.has(one.text)) && isTold(word.text),
  );
  return words.map((word) => word.text).join(isUnspaced ? "" : " ");
}
