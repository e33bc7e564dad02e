import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { signal } from "@preact/signals";
import { createClock } from "./api/clock.ts";
import { SessionEventsDocument, type SessionEventsSubscription } from "./api/generated/graphql.ts";
import { createHttp, type Http } from "./api/http.ts";
import { createSocket } from "./api/socket.ts";
import { createSwitch } from "./api/switch.ts";
import { createAnswerStore } from "./conversation/answer-store.ts";
import { createSessionStore } from "./session/session-store.ts";
import { createTokenStore } from "./session/token-store.ts";
import { createVideoStore } from "./videos/video-store.ts";
import { createWatchStore } from "./watch/watch-store.ts";

type SessionEvent = SessionEventsSubscription["sessionEvents"];
const TRANSCRIPT_BYTES = 2_000_000;

/** All that the page knows and can do, wired together. */
export function createPage() {
  const clock = createClock();
  const line = createSwitch();
  const tokens = createTokenStore();
  const token = tokens.token;
  const http = createHttp({ token, clock, line });
  const socket = createSocket({ token, line, url: `${location.origin.replace(/^http/, "ws")}/graphql` });
  const session = createSessionStore({ http, tokens });
  const ofSession: Http = {
    request: async (document, variables) => {
      await session.whenOpen();
      return http.request(document, variables);
    },
    upload: async (upload) => {
      await session.whenOpen();
      return http.upload(upload);
    },
  };
  const onSessionOver = () => expire();
  const maxBytes = () => session.server.peek()?.limits.transcriptBytes ?? TRANSCRIPT_BYTES;
  const videos = createVideoStore({ http: ofSession, maxBytes, onSessionOver });
  const answers = createAnswerStore({ http: ofSession, socket, onSessionOver });
  const watch = createWatchStore({ http: ofSession, onSessionOver });
  /** Titles of transcripts that the session before had, and that this one could not take over. */
  const missing = signal<readonly string[]>([]);
  let stopEvents = () => {};

  async function open(): Promise<boolean> {
    const opened = await session.open();
    if (!opened) return false;
    videos.load(opened.videos);
    answers.load(opened.answers.edges.map(({ node }) => node));
    follow();
    return true;
  }

  function follow(): void {
    let isOver = false;
    stopEvents();
    stopEvents = socket.follow(
      SessionEventsDocument,
      {},
      {
        onEvent({ sessionEvents: event }) {
          isOver = event.__typename === "SessionExpired" || event.__typename === "SessionDeleted";
          take(event);
        },
        isOver: () => isOver,
        onRefused: (error) => {
          if (error.isSessionOver) expire();
        },
      },
    );
  }

  function take(event: SessionEvent): void {
    switch (event.__typename) {
      case "VideoUpdated":
        return videos.update(event.video);
      case "VideoRemoved":
        watch.closeOf(event.videoId);
        return videos.forget(event.videoId);
      case "SessionAnswerStarted":
        return answers.show(event.answer);
      case "SessionAnswerEnded":
        return answers.end(event.answer);
      case "SessionAnswersDeleted":
        return answers.forget(event.answerIds);
      case "SessionExpiring":
      case "SessionRenewed":
        session.times.value = event.session;
        return;
      case "SessionExpired":
        return expire();
      case "SessionDeleted":
        return wipe();
      default:
        event satisfies never;
    }
  }

  /** What is on screen stays: it can be read and copied, and nothing else. */
  function expire(): void {
    if (session.phase.peek() !== "open") return;
    session.phase.value = "expired";
    stopEvents();
    answers.freeze("The session ended before the answer was written to its end.");
    socket.reset();
  }

  function wipe(): void {
    if (session.phase.peek() === "open") session.phase.value = "deleted";
    if (tokens.stored() === tokens.token()) tokens.set(undefined);
    stopEvents();
    answers.forgetAll();
    videos.clear();
    videos.forgetUploads();
    watch.close();
    socket.reset();
  }

  return {
    clock,
    line,
    socket,
    session,
    videos,
    answers,
    watch,
    missing,
    open,
    /** Opens a session after the one that is over, adds the videos again, and leaves the answers to be read. */
    async goOn(): Promise<void> {
      const before = videos.videos.peek();
      answers.setAside();
      watch.close();
      if (!(await open())) return;
      session.isAnother.value = false;
      const own = new Set(videos.videos.peek().map((video) => video.youtubeId ?? video.title));
      const toAdd = before.filter((video) => !own.has(video.youtubeId ?? video.title));
      missing.value = await videos.addEarlier(toAdd);
    },
    async deleteEverything(): Promise<void> {
      await session.end();
      wipe();
    },
    /** Cuts this page's connection, or lets it come back. */
    setLine(isOn: boolean): void {
      line.isOn.value = isOn;
      if (!isOn) socket.cut();
    },
    save: () => answers.save(),
  };
}

export type Page = ReturnType<typeof createPage>;

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("There is no page around this part.");
  return page;
}
