/** Gives a token of Entra ID that is valid for some time yet. Rejects with a `TokenError`. */
export type TokenSource = () => Promise<string>;

/** The part of a credential of @azure/identity that is used. Times are milliseconds since 1970. */
export type Credential = {
  getToken(scope: string): Promise<{
    token: string;
    expiresOnTimestamp: number;
    refreshAfterTimestamp?: number | undefined;
  } | null>;
};

/** `code` tells the errors of no token for now from that of a package that is missing, which waiting does not mend. */
export class TokenError extends Error {
  readonly code: "ENTRA_TOKEN" | "ENTRA_PACKAGE";

  constructor(code: TokenError["code"], message: string, cause: unknown) {
    super(message, { cause });
    this.name = "TokenError";
    this.code = code;
  }
}

export type TokenSourceOptions = {
  /** The client id of a user-assigned managed identity, or `system` for the one of the container app or machine itself. */
  identity: string;
  /** The resource that takes the token, with `/.default` after it. */
  scope: string;
  /** Replacements, for tests. */
  loadCredential?: (identity: string) => Promise<Credential>;
  now?: () => number;
  limitMs?: number;
};

/** How long before its end a token is renewed, where its issuer does not say when. */
const RENEW_BEFORE_MS = 300_000;
/** A token that ends sooner than this is not given out: it has to reach the other side and be checked there. */
const LEAST_MS = 30_000;
/** The pause after a renewal that failed, while the token before it is still valid. */
const RETRY_MS = 10_000;
/** The issuer is on the machine itself. Its client retries, for minutes, and takes no signal. */
const LIMIT_MS = 4000;

/**
 * Keeps one token, and renews it before its end. Callers that come at the same time share a request. A renewal that fails leaves the
 * token that is still valid.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const {
    identity,
    scope,
    loadCredential = loadManagedIdentity,
    now = Date.now,
    limitMs = LIMIT_MS,
  } = options;
  let credential: Promise<Credential> | undefined;
  let current: { token: string; endsAt: number; renewAt: number } | undefined;
  let renewing: Promise<string> | undefined;

  async function renew(): Promise<string> {
    credential ??= loadCredential(identity);
    try {
      const given = await (await credential).getToken(scope);
      if (!given) throw new Error("The issuer gave no token");
      const { token, expiresOnTimestamp: endsAt, refreshAfterTimestamp } = given;
      current = { token, endsAt, renewAt: refreshAfterTimestamp ?? endsAt - RENEW_BEFORE_MS };
      return token;
    } catch (error) {
      if (current) current.renewAt = now() + RETRY_MS;
      if (error instanceof TokenError) throw error;
      throw noToken(identity, error);
    }
  }

  return async () => {
    const valid = current && current.endsAt - now() > LEAST_MS ? current : undefined;
    if (valid && now() < valid.renewAt) return valid.token;
    renewing ??= renew().finally(() => (renewing = undefined));
    // A caller that has a token, or has waited long enough, does not wait for it.
    renewing.catch(() => {});
    return valid ? valid.token : limited(renewing, limitMs, identity);
  };
}

async function limited(token: Promise<string>, limitMs: number, identity: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = () => reject(noToken(identity, new Error(`It gave none within ${limitMs / 1000} s`)));
    timer = setTimeout(late, limitMs);
  });
  try {
    return await Promise.race([token, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const nameOf = (identity: string): string =>
  identity === "system" ? "the system-assigned managed identity" : `the managed identity ${identity}`;

const noToken = (identity: string, cause: unknown) =>
  new TokenError("ENTRA_TOKEN", `No token of Entra ID could be had for ${nameOf(identity)}`, cause);

/** @azure/identity is 40 MB, most of it for browsers: it is loaded by those who use it alone, and the npm package leaves it out. */
async function loadManagedIdentity(identity: string): Promise<Credential> {
  try {
    const { ManagedIdentityCredential } = await import("@azure/identity");
    return identity === "system"
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential({ clientId: identity });
  } catch (error) {
    throw new TokenError(
      "ENTRA_PACKAGE",
      `@azure/identity, which managed identities need, cannot be loaded`,
      error,
    );
  }
}
