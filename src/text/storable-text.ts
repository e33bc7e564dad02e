/**
 * The text as PostgreSQL can store it, of the same length or shorter: without NUL characters, and with U+FFFD in place of
 * halves of surrogate pairs, which JSON can carry but UTF-8 cannot.
 */
export const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();
