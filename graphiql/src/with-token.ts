/** What the header has before a session is open, in the first steps and in Sandbox. */
const PLACEHOLDER = "Bearer <token>";

/**
 * Headers as JSON, with the token of the session in the place of none, of a placeholder, or of a token that was filled in
 * before. null where they have another authorization, or are no object that can be read: they are the user's own.
 */
export function withToken(headers: string, token: string, filledBefore: ReadonlySet<string>): string | null {
  let given: unknown;
  try {
    given = headers.trim() === "" ? {} : JSON.parse(headers);
  } catch {
    return null;
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const entries = Object.entries(given);
  const present = entries.find(([name]) => name.toLowerCase() === "authorization");
  const authorization = `Bearer ${token}`;
  if (present && present[1] !== PLACEHOLDER && !filledBefore.has(String(present[1]))) return null;
  const others = entries.filter((entry) => entry !== present);
  return JSON.stringify({ Authorization: authorization, ...Object.fromEntries(others) }, null, 2);
}
