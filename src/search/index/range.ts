/** Numbers of sentences, both included. */
export type Range = { first: number; last: number };
