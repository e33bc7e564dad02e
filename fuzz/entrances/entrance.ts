import type * as fc from "fast-check";
import type { World } from "../world.ts";

/** A way into the server, and what is sent by it. */
export type Entrance<Case = unknown> = {
  name: string;
  /** How many of all cases are its, beside the others' weights. */
  weight: number;
  cases: fc.Arbitrary<Case>;
  /** Sends it. Rejects with a `Finding` where the server does what it must not. */
  run(sent: Case, world: World): Promise<void>;
};

export const entrance = <Case>(of: Entrance<Case>): Entrance => of as Entrance;
