import { opening, words, type Signs } from "../signs.ts";
import { ASIDES } from "./asides.ts";
import { JOINING } from "./joining.ts";
import { REFERENCES } from "./references.ts";
import { STATEMENTS } from "./statements.ts";
import { isUnfinished, mayHaveVerb } from "./verbs.ts";

export const ENGLISH: Signs = {
  joining:
    /^(?:(?:and|but(?! (?:for|also)\b)|so(?! (?:far|that|much|many|long|few|as|called)\b)|now(?! that\b)|okay|ok|um|uh|uhm|you know(?=,))[,.…]*\s+|(?:well|all right|alright|right|yeah|yes|yep|yup|oh|i mean|in fact|actually|basically|essentially|(?:more )?specifically|of course|again|anyway|also|therefore|(?:first|second|third) of all)[,.…]+\s+)+/iu,
  factors: [...REFERENCES, ...ASIDES, ...STATEMENTS],
  pronouns: words(
    "it | its | it's | they | they're | them | their | he | she | he's | she's | him | his | her | this | these | those | that's | there",
  ),
  cutStart:
    /^(?:of|to|than|with|from|by|at|on|into|is|are|was|were|has|have|had|been|be|does|or|nor|who|whose|whom|which|that|and then|up|out|down|the same|me|us|them|him|one|through|as well|because|where|whether|about|not)\b/iu,
  cutEnd:
    /(?<!\p{L})(?:the|an?|of|to|and|or|but|so|that|which|in|on|at|for|with|from|by|is|are|was|were|be|been|if|as|than|because|when|where|who|what|how|why|while|your|my|their|its|his|our|this|these|i|we|you|they|it['’]s|i['’]m|you['’]re|we['’]re|like|very|not|can|will|would|could|should|just|um|uh|have|has|had|into|about|then|every|some|any|more|most|really|also|gonna|going|actually|even|don['’]t|one|other|each|do|okay|right|now|that means|create|creates|make|makes|get|gets|take|takes|give|gives|see|need|needs|want|use|find|let|put|call|called|form|mean|means|say)$/iu,
  begins: opening(
    "(?:(?:and|so|now|well|okay) )?",
    "the | an? | if | when | every | each | all | most | people | whenever | any",
  ),
  asks: opening(
    JOINING,
    "how (?:much|many|far|long|fast|big) | why (?:don't|not|didn't) | (?:what|how|why|where|who|when|which)(?= (?:is|are|was|were|do|does|did|can|could|would|will|should|about|if|kind|would|happens)(?!\\p{L})) | .*\\b(?:what's going to | what's the | (?:at|of|in|by|for|to) what(?! \\p{L}+ (?:is|are))) | (?:will|do|does|did|can|could|would|should|is|are)(?= (?:the|you|we|they|it|this|that|i|there|an?)(?!\\p{L}))",
  ),
  isUnfinished,
  mayHaveVerb,
};
