import type { ApolloCache } from "@apollo/client";
import { setSessionToken } from "./client.ts";
import { SESSION, type Answer, type AnswerEvent, type Session, type SessionEvent } from "./operations.ts";

export type Written = Pick<Answer, "text" | "citations">;

/** Rules 2 and 3: with them an event that comes twice, or after a restart of the server, leaves the answer right. */
export function applyAnswerEvent(written: Written, event: AnswerEvent): Written {
  switch (event.__typename) {
    case "AnswerDelta":
      return { ...written, text: written.text.slice(0, event.offset) + event.text };
    case "AnswerCitation": {
      const others = written.citations.filter(({ number }) => number !== event.citation.number);
      return { ...written, citations: [...others, event.citation] };
    }
    case "AnswerRestarted":
      return { text: "", citations: [] };
    default:
      // Kinds of events that are not shown here, or that a later server has.
      return written;
  }
}

/** Apollo puts what an event says of a video, an answer or the session in the cache by its id; the lists are left to us. */
export function applySessionEvent(cache: ApolloCache, event: SessionEvent): void {
  const update = (change: (session: Session) => Session) =>
    void cache.updateQuery({ query: SESSION }, (data) => data && { session: change(data.session) });
  switch (event.__typename) {
    case "VideoUpdated":
      return update((session) => ({ ...session, videos: withItem(session.videos, event.video) }));
    case "VideoRemoved":
      return void cache.evict({ id: cache.identify({ __typename: "Video", id: event.videoId }) });
    case "SessionAnswerStarted":
      return update((session) => {
        const nodes = withItem(
          session.answers.edges.map(({ node }) => node),
          event.answer,
        );
        const edges = nodes.map((node) => ({ __typename: "AnswerEdge" as const, node }));
        return { ...session, answers: { ...session.answers, edges } };
      });
    case "SessionExpired":
    case "SessionDeleted":
      return setSessionToken(null);
  }
}

const withItem = <Item extends { id: string }>(items: Item[], item: Item): Item[] =>
  items.some(({ id }) => id === item.id) ? items : [...items, item];
