import { effect, signal } from "@preact/signals";
import { ApiError } from "../api/api-error.ts";
import {
  EndSessionDocument,
  KeepSessionDocument,
  OpenSessionDocument,
  type OpenSessionMutation,
  ServerInfoDocument,
  type ServerPartsFragment,
  type SessionTimesFragment,
} from "../api/generated/graphql.ts";
import type { Http } from "../api/http.ts";
import type { Receipt } from "./receipt.ts";
import type { TokenStore } from "./token-store.ts";

export type SessionPhase = "opening" | "open" | "expired" | "deleted" | "unreachable";
export type OpenedSession = OpenSessionMutation["session"]["session"];

/** The session of this browser: whether there is one, how long, and what the server it is on can do. */
export function createSessionStore({ http, tokens }: { http: Http; tokens: TokenStore }) {
  const phase = signal<SessionPhase>("opening");
  const times = signal<SessionTimesFragment>();
  const server = signal<ServerPartsFragment>();
  /** What was deleted, where it was from here. */
  const receipt = signal<Receipt>();
  /** Whether the session that this browser had is over, and this is another. */
  const isAnother = signal(false);
  const problem = signal<string>();

  async function readServer(): Promise<void> {
    if (!server.peek()) server.value = (await http.request(ServerInfoDocument, {})).server;
  }

  return {
    /** Whether this browser had a session when the page was loaded. */
    isReturning: tokens.stored() !== undefined,
    phase,
    times,
    server,
    receipt,
    isAnother,
    problem,
    /** Once there is a session, or was one: what a person does before that waits for it. */
    whenOpen: (): Promise<void> =>
      new Promise((resolve) => {
        const isOpening = () => phase.value === "opening" || phase.value === "unreachable";
        const stop = effect(() => {
          if (isOpening()) return;
          queueMicrotask(() => stop());
          resolve();
        });
      }),
    /** Opens the browser's session, or a new one. undefined: it could not; `problem` says why. */
    async open(): Promise<OpenedSession | undefined> {
      phase.value = "opening";
      problem.value = undefined;
      const earlier = tokens.stored();
      const getOrCreate = async () => {
        const { session } = await http.request(OpenSessionDocument, { token: tokens.stored() ?? null });
        tokens.set(session.token);
        return session;
      };
      try {
        const [opened] = await Promise.all([takeTurn(getOrCreate), readServer()]);
        isAnother.value = earlier !== undefined && opened.created;
        times.value = opened.session;
        receipt.value = undefined;
        phase.value = "open";
        return opened.session;
      } catch (error) {
        problem.value = error instanceof Error ? error.message : String(error);
        phase.value = "unreachable";
        return undefined;
      }
    },
    /** Uses the session, so that a server that renews by use moves its end. */
    async keep(): Promise<void> {
      const { session } = await http.request(KeepSessionDocument, {});
      times.value = session;
    },
    /** Deletes the session with all that is in it. */
    async end(): Promise<void> {
      try {
        receipt.value = (await http.request(EndSessionDocument, {})).endSession.deleted;
      } catch (error) {
        if (!(error instanceof ApiError) || !error.isSessionOver) throw error;
      }
      phase.value = "deleted";
      tokens.set(undefined);
    },
  };
}

export type SessionStore = ReturnType<typeof createSessionStore>;

/** Of tabs that open at once, the second finds the session of the first. */
function takeTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  // Only secure origins have locks.
  return navigator.locks ? navigator.locks.request("video-rag.session", work) : work();
}
