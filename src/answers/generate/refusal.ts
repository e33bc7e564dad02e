/** The token with which a model begins a refusal. */
export const REFUSAL_TOKEN = "NO_ANSWER:";

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
