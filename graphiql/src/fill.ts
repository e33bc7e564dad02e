import { givenTokens, type Taken } from "./taken.ts";

/** The operation that opens a session: with a token it would give the session that there is. */
const OPENS_SESSION = /\bOpenSession\b/;

/** What the first steps have where a token and an answer's id belong. */
const TOKEN_PLACEHOLDER = "Bearer <token>";
const ANSWER_ID_PLACEHOLDER = '"<id>"';

export type Headers = Record<string, unknown>;
export type Operation = { query: string; headers: Headers };

/**
 * An operation with the token and the answer's id that responses gave, where it has none or a placeholder. A token of a
 * session that was open before gives way to the newest; any other authorization is the user's own, and stays.
 */
export function fill({ query, headers }: Operation, { token, answerId }: Taken): Operation {
  return {
    query: answerId === null ? query : query.replaceAll(ANSWER_ID_PLACEHOLDER, JSON.stringify(answerId)),
    headers: token === null || OPENS_SESSION.test(query) ? headers : withToken(headers, token),
  };
}

function withToken(headers: Headers, token: string): Headers {
  const entries = Object.entries(headers);
  const present = entries.find(([name]) => name.toLowerCase() === "authorization");
  if (
    present &&
    present[1] !== TOKEN_PLACEHOLDER &&
    !givenTokens.has(String(present[1]).replace(/^Bearer /, ""))
  )
    return headers;
  return {
    Authorization: `Bearer ${token}`,
    ...Object.fromEntries(entries.filter((entry) => entry !== present)),
  };
}
