/**
 * Items that wait, by whom they are for. Whose turn it is has been given least so far of all who wait (start-time fair
 * queueing: Goyal, Vin and Cheng, 1996); the items of one are in the order they came. Who comes anew owes nothing and is
 * owed nothing.
 */
export function createFairQueue<Item>() {
  const waiting = new Map<string, { items: Item[]; given: number }>();

  const leastGiven = (): number =>
    waiting.size === 0 ? 0 : Math.min(...Array.from(waiting.values(), ({ given }) => given));

  return {
    add(owner: string, item: Item): void {
      const own = waiting.get(owner);
      if (own) own.items.push(item);
      else waiting.set(owner, { items: [item], given: leastGiven() });
    },

    /**
     * The item whose turn it is, of those owners who may have one now. It stays until it is over, which `isOver` tells,
     * and is dropped then.
     */
    next(
      isOver: (item: Item) => boolean,
      mayHave: (owner: string) => boolean = () => true,
    ): { owner: string; item: Item } | undefined {
      let best: { owner: string; item: Item; given: number } | undefined;
      for (const [owner, { items, given }] of waiting) {
        while (items.length > 0 && isOver(items[0]!)) items.shift();
        if (items.length === 0) waiting.delete(owner);
        else if ((best === undefined || given < best.given) && mayHave(owner))
          best = { owner, item: items[0]!, given };
      }
      return best;
    },

    /** Removes the item whose turn it is, and counts it as given; undefined where none waits. For items that are never over. */
    take(): Item | undefined {
      const next = this.next(() => false);
      if (!next) return undefined;
      const own = waiting.get(next.owner)!;
      own.given += 1;
      return own.items.shift();
    },

    /** Counts what one who waits was given. */
    give(owner: string, cost: number): void {
      const own = waiting.get(owner);
      if (own) own.given += cost;
    },
  };
}

export type FairQueue<Item> = ReturnType<typeof createFairQueue<Item>>;
