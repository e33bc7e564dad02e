/** Words that join a sentence to the one before, at its start. */
export const JOINING = String.raw`(?:(?:and|so|now|well|okay|ok|alright|all right|right|yeah|yes|yep|yup|oh|um|uh|uhm|you know|i mean|but|or|then|again|plus|see|look|basically|actually|in fact|of course|also|finally|though|still|honestly)[,.]?\s+)*`;
