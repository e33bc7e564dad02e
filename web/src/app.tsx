import { useEffect, useRef } from "preact/hooks";
import { ConnectionPanel } from "./connection/connection-panel.tsx";
import { Conversation } from "./conversation/conversation.tsx";
import { toMarkdown } from "./conversation/export.ts";
import { QuoteTip } from "./conversation/answer/quote-tip.tsx";
import { usePage } from "./page.ts";
import { Deleted } from "./session/deleted.tsx";
import { SessionClock } from "./session/session-clock.tsx";
import { SessionNotice } from "./session/session-notice.tsx";
import { Announcer } from "./ui/announcer.tsx";
import { keepFocus } from "./ui/keep-focus.ts";
import { DropZone } from "./videos/drop-zone.tsx";
import { VideoList } from "./videos/video-list.tsx";
import { WatchPane } from "./watch/watch-pane.tsx";
import { Footer } from "./videos/footer.tsx";
import { Welcome } from "./welcome.tsx";

export function App() {
  const { session, answers, videos, watch } = usePage();
  const main = useRef<HTMLElement>(null);
  const views = () => [...answers.earlier.value, ...answers.order.value.map((view) => view.value)];
  const isEmpty =
    videos.videos.value.length === 0 &&
    answers.order.value.length === 0 &&
    answers.earlier.value.length === 0;
  const count = videos.videos.value.length;
  useEffect(() => keepFocus(main.current), [isEmpty, count]);
  const isWatching = watch.watched.value !== undefined;
  return (
    <>
      <a class="skip-link" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <header class="top">
        <h1 class="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          Ask your videos
        </h1>
        <div class="top__tools">
          <ConnectionPanel />
          <SessionClock />
        </div>
      </header>
      <SessionNotice markdown={() => toMarkdown(views())} />
      <main id="main" ref={main} tabIndex={-1} class={isWatching ? "layout layout--watching" : "layout"}>
        {session.phase.value === "deleted" ? (
          <Deleted />
        ) : isEmpty ? (
          <Start />
        ) : (
          <>
            <VideoList hasAnswers={answers.order.value.length > 0} />
            <Conversation />
            <WatchPane />
          </>
        )}
      </main>
      {isEmpty && <Footer />}
      <DropZone />
      <QuoteTip />
      <Announcer />
    </>
  );
}

/** What there is before the first video: for a visitor who comes back, not before it is known that there is none. */
function Start() {
  const { session } = usePage();
  switch (session.phase.value) {
    case "open":
      return <Welcome />;
    case "opening":
      return session.isReturning ? (
        <p class="opening" role="status">
          <span class="spinner" aria-hidden="true" /> Opening your session…
        </p>
      ) : (
        <Welcome />
      );
    default:
      return null;
  }
}
