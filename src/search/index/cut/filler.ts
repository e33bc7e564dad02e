/** What is said to viewers rather than to the matter, as the most usual phrases have it. */
const FILLER = [
  // Greetings, introductions and farewells.
  String.raw`(?:^|[.!?] )(?:hi|hey|hello|welcome|good (?:morning|afternoon|evening)|what['’]s up)\b`,
  String.raw`\bwelcome (?:back )?to\b|\b(?:my name is|my guest|i['’]m your host)\b|^(?:hi,? )?i['’]m (?:dr\.? )?\p{Lu}\p{Ll}+ \p{Lu}`,
  String.raw`\bthank(?:s| you)(?: all| guys| everyone| again| so much| very much)*(?: for (?:watching|listening|being here|joining|having me|tuning)|[.!]?$)`,
  String.raw`\b(?:see you|until) (?:in the )?next (?:time|video|week|one)\b|\bgood ?bye\b`,
  // Advertisements and requests.
  String.raw`\b(?:subscribe|like button|hit the bell|link in the|links? (?:below|in the description)|check out (?:my|our|the|other)|other videos|sponsor(?:s|ed)?|promo code|brought to you by|patreon|sign up (?:at|for)|free trial|leave a comment|comments? below)\b`,
  // The same in other languages.
  String.raw`^(?:hallo|willkommen|hola|bienvenid[oa]s|bonjour|bienvenue|salut)\b|\b(?:danke fürs zuschauen|gracias por (?:ver|mirar)|merci d['’]avoir regardé|abonnier\p{L}*|suscr[ií]b\p{L}*|abonnez)\b`,
];

/** What is going to be said, as the most usual phrases have it. */
const ANNOUNCEMENTS = [
  String.raw`\bin (?:this|today['’]s|the next|our next) (?:video|episode|lesson|lecture|tutorial|conversation)\b`,
  String.raw`\btoday,? (?:we|i)(?:['’]re| are|['’]m| am|['’]ll| will)\b|\bi['’]m going to show you\b|\blet['’]s (?:get started|dive in|take a look|begin|jump in)\b`,
  String.raw`^(?:so |and |well |okay |ok |now )*(?:let me|i['’]ll|we['’]ll|i['’]m going to|we['’]re going to) (?:answer|talk about|get to|come back|discuss|explain|start with)\b`,
  String.raw`\b(?:in diesem video|en este video|en este vídeo|dans cette vidéo)\b`,
];

const patternOf = (phrases: string[]) => new RegExp(phrases.map((phrase) => `(?:${phrase})`).join("|"), "iu");
const SAID_TO_VIEWERS = patternOf(FILLER);
const ANNOUNCES = patternOf(ANNOUNCEMENTS);

/** Whether a sentence greets, announces or advertises, and so answers nothing, however near its words are. */
export const isFiller = (sentence: string): boolean =>
  SAID_TO_VIEWERS.test(sentence) || ANNOUNCES.test(sentence);

/** Whether a sentence announces what is going to be said, and neither greets nor advertises. */
export const announcesSubject = (sentence: string): boolean =>
  ANNOUNCES.test(sentence) && !SAID_TO_VIEWERS.test(sentence);

const ADVERTISES =
  /\b(?:sponsor(?:s|ed)?|brought to you by|promo code|free trial|terms and conditions apply|sign up (?:at|for)|discount code|\p{N}+ ?% off|percent off|gesponsert|rabattcode|patrocinad[oa]r?|código de descuento|sponsorisée?|code promo)\b|\.(?:com|io|ai|org|de|es|fr)\/\p{L}/iu;

/** Whether a sentence speaks of what is advertised: so may those around it. */
export const advertises = (sentence: string): boolean => ADVERTISES.test(sentence);

const LIST =
  /\b(?:these|following|couple(?: of)?|few|several|two|three|four|five|six|seven|eight|nine|ten|\p{N}+|zwei|drei|vier|fünf|dos|tres|cuatro|cinco|deux|trois|quatre|cinq)\b(?: \p{L}+){0,2} (?:things|ways|steps|reasons|types|kinds|points|parts|rules|tips|questions|lessons|options|examples|methods|dinge|gründe|arten|schritte|cosas|razones|maneras|pasos|choses|raisons|façons|étapes)\b[^.!?]{0,25}[.!?:…]*$/iu;

/** Whether a sentence ends by announcing a list ("I think about these three things."), which comes after it. */
export const announcesList = (sentence: string): boolean => LIST.test(sentence);
