import { UnavailableError } from "../../errors/errors.ts";

/** What is the matter with the database as a whole. */
export type Trouble = "unreachable" | "read-only" | "disk full";

/**
 * What a statement failed for, where neither it nor its values are at fault. `busy`: it, a lock or a connection took too long.
 * `login refused`: a new connection was, while those that are open go on.
 */
export type StatementTrouble = Trouble | "busy" | "login refused";

const RETRY_AFTER_MS: Record<StatementTrouble, number> = {
  busy: 1000,
  "login refused": 5000,
  unreachable: 2000,
  "read-only": 5000,
  "disk full": 10_000,
};

const MESSAGES: Record<StatementTrouble, string> = {
  busy: "The database is busy",
  "login refused": "The database does not let the server in",
  unreachable: "The database cannot be reached",
  "read-only": "The database takes no changes at the moment",
  "disk full": "The disk of the database is full, so that it takes no changes",
};

/** Codes of PostgreSQL (a class has two characters) and of sockets. */
const BY_CODE: Record<string, StatementTrouble> = {
  "53100": "disk full",
  ENOSPC: "disk full",
  "25006": "read-only",
  "28": "login refused",
  "08": "unreachable",
  "57P01": "unreachable",
  "57P02": "unreachable",
  "57P03": "unreachable",
  "25P03": "busy",
  "53": "busy",
  "55P03": "busy",
  "57014": "busy",
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  EPIPE: "unreachable",
  ETIMEDOUT: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  ENOENT: "unreachable",
  // Of a password that is a token, and cannot be had.
  ENTRA_TOKEN: "unreachable",
};

/** Errors of `pg`, which have no code. */
const BY_MESSAGE: [RegExp, StatementTrouble][] = [
  [/^timeout exceeded when trying to connect$|^Too many requests wait for the database/, "busy"],
  [
    /^Connection terminated|^Client has encountered a connection error|^Client was closed|not queryable|embedded database ended|gave no answer/,
    "unreachable",
  ],
];

/** Classifies an error of a statement or of a connection; null: the statement itself or the program is at fault. */
export function troubleOf(error: unknown): StatementTrouble | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return BY_CODE[code] ?? BY_CODE[code.slice(0, 2)] ?? null;
  return BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1] ?? null;
}

/** The cause that makes clients see an error as UNAVAILABLE. */
export const unavailableFor = (trouble: StatementTrouble): UnavailableError =>
  new UnavailableError(
    `${MESSAGES[trouble]}: nothing is lost that was acknowledged; try again later.`,
    RETRY_AFTER_MS[trouble],
  );
