const KEY = "video-rag.token";

/** The session's token, kept for all tabs of this browser. Where nothing can be kept, this tab has it alone. */
export function createTokenStore(storage: () => Storage = () => localStorage) {
  let own: string | undefined;
  own = read();

  function read(): string | undefined {
    try {
      return storage().getItem(KEY) ?? undefined;
    } catch {
      return own;
    }
  }

  return {
    /** What this tab uses. */
    token: () => own,
    /** What the browser holds now, which another tab may have put there. */
    stored: read,
    set(token: string | undefined): void {
      own = token;
      try {
        if (token === undefined) storage().removeItem(KEY);
        else storage().setItem(KEY, token);
      } catch {
        // Storage is full or forbidden: the tab goes on with its own.
      }
    },
  };
}

export type TokenStore = ReturnType<typeof createTokenStore>;
