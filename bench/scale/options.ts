import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    sessions: { type: "string", default: "10000" },
    peer: { type: "string", default: "100" },
    expired: { type: "string", default: "100000" },
    rounds: { type: "string", default: "5" },
    searches: { type: "string", default: "40" },
    "warm-up": { type: "string", default: "100" },
    seconds: { type: "string", default: "30" },
    only: { type: "string", default: "search,purge,langchain,hnsw" },
  },
});

const natural = (name: keyof typeof values): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} has to be a whole number from 1`);
  return value;
};

const rows = natural("rows");
const sessions = natural("sessions");
const parts = values.only.split(",");

export const OPTIONS = {
  /** Sessions of the large database, and of the small one. */
  sessions,
  smallSessions: Math.min(natural("peer"), sessions),
  /** Windows of a session, the same in both. */
  windows: Math.max(1, Math.round(rows / sessions)),
  expired: natural("expired"),
  /** Looks at each subject, and searches of a look. */
  rounds: natural("rounds"),
  searches: natural("searches"),
  /** Searches of each server before any counts: then V8 has compiled what they run. */
  warmUp: natural("warm-up"),
  /** How long searches are timed before the purge, and after it. */
  idleMs: natural("seconds") * 1000,
  withSearch: parts.includes("search"),
  withPurge: parts.includes("purge"),
  /** `hnsw`: with the index that LangChain.js offers too, which takes long to build. */
  withLangChain: parts.includes("langchain") || parts.includes("hnsw"),
  withHnsw: parts.includes("hnsw"),
};
