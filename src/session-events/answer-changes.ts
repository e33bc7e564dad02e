import type { Answer, AnswerStatus } from "../answers/answer.ts";
import type { Answers } from "../answers/answers.ts";
import type { Bus, Topic } from "../database/pubsub.ts";
import { createTopicListeners, type TopicListeners } from "../database/topic-listeners.ts";
import type { Changes } from "../sessions/changes.ts";
import type { Session } from "../sessions/session.ts";

export type SessionAnswerEvent =
  | { __typename: "SessionAnswerStarted" | "SessionAnswerEnded"; answer: Answer }
  | { __typename: "SessionAnswersDeleted"; answerIds: string[] };

/** What happens to the answers of a session, beginning with each that is RUNNING. */
export function createAnswerChanges(
  session: Session,
  { answers, bus }: { answers: Pick<Answers, "statuses" | "readAll">; bus: Pick<Bus, "listen"> },
): Changes<SessionAnswerEvent> {
  /** Of each answer, how it was when it was told of last. */
  const told = new Map<string, AnswerStatus>();
  let isBegun = false;
  let running: TopicListeners | null = null;

  /** What is told of an answer that has changed. */
  function eventsOf(answer: Answer): SessionAnswerEvent[] {
    const events: SessionAnswerEvent[] = [];
    if (!told.has(answer.id)) events.push({ __typename: "SessionAnswerStarted", answer });
    if (answer.status !== "RUNNING") events.push({ __typename: "SessionAnswerEnded", answer });
    told.set(answer.id, answer.status);
    return events;
  }

  /** Forgets those that are gone, and returns their ids. */
  function forget(present: ReadonlyMap<string, AnswerStatus>): string[] {
    const gone = [...told.keys()].filter((id) => !present.has(id));
    for (const id of gone) told.delete(id);
    return gone;
  }

  return {
    listen(changed) {
      running = createTopicListeners(bus, changed);
      const unlisten = bus.listen(`session-answers:${session.id}`, changed);
      return () => {
        unlisten();
        running?.close();
      };
    },
    async isBehind() {
      const present = await answers.statuses(session);
      return present.size !== told.size || [...present].some(([id, status]) => told.get(id) !== status);
    },
    async read() {
      let present = await answers.statuses(session);
      // Where listeners were added, an end before that came unnoticed: the answers are read again.
      while (running?.listenTo(topicsOf(present))) present = await answers.statuses(session);
      if (!isBegun) {
        isBegun = true;
        for (const [id, status] of present) if (status !== "RUNNING") told.set(id, status);
      }
      const gone = forget(present);
      const changed = [...present].filter(([id, status]) => told.get(id) !== status).map(([id]) => id);
      const events: SessionAnswerEvent[] =
        gone.length > 0 ? [{ __typename: "SessionAnswersDeleted", answerIds: gone }] : [];
      if (changed.length === 0) return events;
      for (const answer of await answers.readAll(session, changed)) events.push(...eventsOf(answer));
      return events;
    },
  };
}

/** The end of an answer is told by its own topic. */
const topicsOf = (statuses: ReadonlyMap<string, AnswerStatus>): Topic[] =>
  [...statuses].filter(([, status]) => status === "RUNNING").map(([id]): Topic => `answer:${id}`);
