/** What is said to viewers rather than to the matter, as the most usual phrases have it. */
const FILLER = [
  // Greetings, introductions and farewells.
  String.raw`(?:^|[.!?] )(?:hi|hey|hello|welcome|good (?:morning|afternoon|evening)|what['’]s up)\b`,
  String.raw`\bwelcome (?:back )?to\b|\b(?:my name is|my guest|i['’]m your host)\b|^(?:hi,? )?i['’]m (?:dr\.? )?\p{Lu}\p{Ll}+ \p{Lu}`,
  String.raw`\bthank(?:s| you)(?: all| guys| everyone| so much| very much)*(?: for (?:watching|listening|being here|joining|having me|tuning)|[.!]?$)`,
  String.raw`\b(?:see you|until) (?:in the )?next (?:time|video|week|one)\b|\bgood ?bye\b`,
  // Announcements.
  String.raw`\bin (?:this|today['’]s|the next|our next) (?:video|episode|lesson|lecture|tutorial|conversation)\b`,
  String.raw`\btoday,? (?:we|i)(?:['’]re| are|['’]m| am|['’]ll| will)\b|\bi['’]m going to show you\b|\blet['’]s (?:get started|dive in|take a look|begin|jump in)\b`,
  String.raw`^(?:so |and |well |okay |ok |now )*(?:let me|i['’]ll|we['’]ll|i['’]m going to|we['’]re going to) (?:answer|talk about|get to|come back|discuss|explain|start with)\b`,
  // Advertisements and requests.
  String.raw`\b(?:subscribe|like button|hit the bell|link in the|links? (?:below|in the description)|check out (?:my|our|the|other)|other videos|sponsor(?:s|ed)?|promo code|brought to you by|patreon|sign up (?:at|for)|free trial|leave a comment|comments? below)\b`,
  // The same in other languages.
  String.raw`^(?:hallo|willkommen|hola|bienvenid[oa]s|bonjour|bienvenue|salut)\b|\b(?:danke fürs zuschauen|gracias por (?:ver|mirar)|merci d['’]avoir regardé|abonnier\p{L}*|suscr[ií]b\p{L}*|abonnez)\b`,
  String.raw`\b(?:in diesem video|en este video|en este vídeo|dans cette vidéo)\b`,
];
const PATTERN = new RegExp(FILLER.map((phrase) => `(?:${phrase})`).join("|"), "iu");

/** Whether a sentence greets, announces or advertises, and so answers nothing, however near its words are. */
export const isFiller = (sentence: string): boolean => PATTERN.test(sentence);

const LIST =
  /\b(?:these|following|couple(?: of)?|few|several|two|three|four|five|six|seven|eight|nine|ten|\p{N}+|zwei|drei|vier|fünf|dos|tres|cuatro|cinco|deux|trois|quatre|cinq)\b(?: \p{L}+){0,2} (?:things|ways|steps|reasons|types|kinds|points|parts|rules|tips|questions|lessons|options|examples|methods|dinge|gründe|arten|schritte|cosas|razones|maneras|pasos|choses|raisons|façons|étapes)\b[^.!?]{0,25}[.!?:…]*$/iu;

/** Whether a sentence ends by announcing a list ("I think about these three things."), which comes after it. */
export const announcesList = (sentence: string): boolean => LIST.test(sentence);
