import type { Subscriber } from "../../sessions/subscription.ts";
import type { AnswerStore } from "../store/answer-store.ts";

type PlacesOptions = {
  store: Pick<AnswerStore, "readQueue">;
  /** Whether a run of this process writes the answer, or waits for its videos. */
  isRunHere: (answerId: string) => boolean;
  /** Looks for answers that no process runs, which refreshes the places. */
  look: () => void;
};

/** The places of queued answers that readers of this process follow, as of the last reading. */
export function createPlaces({ store, isRunHere, look }: PlacesOptions) {
  const followed = new Map<string, Set<Subscriber>>();
  let places = new Map<string, number>();
  let seen = new Set<string>();

  const followedElsewhere = () => [...followed.keys()].filter((id) => !isRunHere(id));

  return {
    /** Whether readers follow answers that no run of this process writes. */
    areWanted: (): boolean => followedElsewhere().length > 0,

    /** The answer's place in the queue, from 1; null where it is not known to be in it. */
    of: (answerId: string): number | null => (isRunHere(answerId) ? null : (places.get(answerId) ?? null)),

    /** Has the place of a RUNNING answer read soon, where it is not known. */
    want(answerId: string): void {
      if (!isRunHere(answerId) && !places.has(answerId)) look();
    },

    /** Wakes the subscriber whenever the place of the answer has changed. Returns a function that stops that. */
    listen(answerId: string, subscriber: Subscriber): () => void {
      const present = followed.get(answerId) ?? new Set();
      followed.set(answerId, present.add(subscriber));
      return () => {
        present.delete(subscriber);
        if (present.size === 0 && followed.get(answerId) === present) followed.delete(answerId);
      };
    },

    /**
     * Reads the places anew, after due answers were begun. `isFull`: no run is free here, so that those of all sessions are in
     * front; else an answer waits for those of its own session alone. `running`: the answers that run in this process. An answer is told of its place once it is seen twice:
     * one that came into the queue after due ones were begun may be due itself. `hasNew`: there are some that were seen once.
     */
    async refresh(isFull: boolean, running: string[]): Promise<{ length: number; hasNew: boolean }> {
      const { length, answers } = await store.readQueue(followedElsewhere(), { except: running });
      const before = places;
      const known = answers.filter(({ id }) => seen.has(id));
      places = new Map(known.map(({ id, place, placeInSession }) => [id, isFull ? place : placeInSession]));
      seen = new Set(answers.map(({ id }) => id));
      for (const [id, place] of places)
        if (before.get(id) !== place) for (const subscriber of followed.get(id) ?? []) subscriber.wake();
      return { length, hasNew: known.length < answers.length };
    },
  };
}

export type Places = ReturnType<typeof createPlaces>;
