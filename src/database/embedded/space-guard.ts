import { CHECKPOINT_BYTES, LAST_BYTES, RESERVED_BYTES } from "./disk-space.ts";
import { awaitsReady, queryMessage } from "./wire.ts";

/** Bytes at the beginning of a request in which its first words are. */
const BEGINNING = 64;
const ENDS_TRANSACTION = /commit|rollback/i;

/** Request that fails as PostgreSQL does where a file cannot grow. */
const REFUSAL = queryMessage(
  `do $$ begin raise exception using errcode = 'disk_full', message = 'The disk is almost full'; end $$`,
);

/**
 * Keeps the disk from filling up to where PostgreSQL ends itself. With little space left, transactions become read-only by
 * default (one that frees space begins with SET TRANSACTION READ WRITE); with almost none, their statements fail with
 * `disk_full`. Both end by themselves once there is room.
 */
export function createSpaceGuard(options: {
  freeBytes: () => number;
  /** Runs a statement outside of transactions. */
  execute: (sql: string) => Promise<unknown>;
}) {
  const { freeBytes, execute } = options;
  let isShort = false;

  /** The request to run in the place of one that a client sent. */
  return async (request: Uint8Array, isInTransaction: boolean): Promise<Uint8Array> => {
    if (isInTransaction) {
      return freeBytes() < LAST_BYTES && isRefusable(request) ? REFUSAL : request;
    }
    let free = freeBytes();
    if (free < RESERVED_BYTES && free >= CHECKPOINT_BYTES && !isShort) {
      // The log of changes may take what is missing.
      await execute("checkpoint");
      free = freeBytes();
    }
    const hasLittle = free < RESERVED_BYTES;
    if (hasLittle !== isShort) {
      await execute(`set default_transaction_read_only = ${hasLittle ? "on" : "off"}`);
      isShort = hasLittle;
    }
    return request;
  };
}

const isRefusable = (request: Uint8Array): boolean =>
  awaitsReady(request) &&
  !ENDS_TRANSACTION.test(Buffer.from(request.subarray(0, BEGINNING)).toString("latin1"));
