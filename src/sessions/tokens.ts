import { createHash, randomBytes } from "node:crypto";

/** A new bearer token: 256 random bits in base64url. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** The hash that is stored in place of a token. A plain hash is enough, since tokens are random, not chosen by people. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The token in `Bearer <token>`; null where there is none. The scheme's case does not matter (RFC 9110, 11.1). */
export function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== "string") return null;
  return /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;
}
