import { answerKind, fitsKind, needsForm } from "./answer-kind.ts";

/** What is measured, by the words that ask for it, and what any answer says. */
const DIMENSIONS: [asks: RegExp, says: RegExp][] = [
  [
    /\bhow (?:hot|cold|warm|cool)\b|\btemperature\b|\bwie (?:heiß|warm|kalt)(?!\p{L})|\btemperatura?\b|\btempérature\b/iu,
    /°|\b(?:degrees?|celsius|fahrenheit|kelvin|boil(?:s|ed|ing(?! point))?|simmer\p{L}*|freez\p{L}*|lukewarm|room temperature|grad|koch\p{L}*|grados|hirv\p{L}*|degrés?|bouill\p{L}*)\b/iu,
  ],
  [
    /\bhow heavy\b|\bhow much\b.*\bweigh\p{L}*\b|\bwhat weight\b|\bwie schwer\b|\bcuánto pesa\b/iu,
    /(?:\p{N} ?k?g|\b(?:(?:kilo|milli)?gram\p{L}*|kilos?|k?g|pounds?|lbs?|ounces?|oz|tons?|tonnes?|pfund|tonnen?|libras?|toneladas?))\b/iu,
  ],
  [
    /\bhow (?:far|tall|high|deep|wide)\b|\bwhat (?:distance|length|height|depth|width)\b|\bwie (?:weit|hoch|tief|breit|groß ist)\b/iu,
    /\p{N} ?(?:k?m|cm|mm|ft|in)\b|["″′]|\b(?:(?:kilo|centi|milli|nano)?met(?:er|re)s?|foot|feet|inch(?:es)?|yards?|miles?|stor(?:y|ies)|floors?|light-?years?|fingers?|steps?|per ?cent|half|halfway|quarter|third|twice|times|\p{L}*metern?|stockwerke?|metros?)\b|%/iu,
  ],
  [
    /\bwhat (?:percent|percentage|share|fraction|proportion)\b|\bhow likely\b/iu,
    /%|\b(?:per ?cent(?:age)?|half|halves|thirds?|quarters?|fifths?|tenths?|majority|most|all|none|chances?|probability|times|out of|in (?:a|\p{N}+|two|three|four|five|six|ten|hundred|thousand|million)|prozent|por ciento|pour cent)\b/iu,
  ],
];

/** A measure of something that is no time, with its number: "between 10 and 15 centimeters". */
const OTHER_MEASURE =
  /(?:[\p{L}\p{N}.,]+ (?:and|to|or) )?[\p{L}\p{N}.,]+[ -](?:(?:kilo|centi|milli|nano)?met(?:er|re)s?|feet|inch(?:es)?|miles?|degrees?|(?:kilo|milli)?grams?|pounds?|dollars?|euros?|grad|gramm)(?!\p{L})/giu;

/**
 * Whether a text has what an answer to the question cannot do without: grams do not tell how hot, nor a place when. true
 * where the question asks for nothing that has a form.
 */
export function hasAskedForm(question: string, text: string): boolean {
  const kind = answerKind(question);
  if (!needsForm(kind)) return true;
  const told = kind === "duration" ? text.replace(OTHER_MEASURE, " ") : text;
  if (fitsKind(kind, told) === 0 && !(kind === "quantity" && isTemperature(question, text))) return false;
  if (kind !== "quantity") return true;
  return DIMENSIONS.every(([asks, says]) => !asks.test(question) || says.test(text));
}

/** How hot can be told without a number: "boiling". */
function isTemperature(question: string, text: string): boolean {
  const [asks, says] = DIMENSIONS[0]!;
  return asks.test(question) && says.test(text);
}
