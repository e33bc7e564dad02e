import { sql } from "kysely";
import type { EntityManager } from "../database/open.ts";
import { run } from "../database/sql.ts";
import { badUserInput } from "../errors/errors.ts";

/** A key that the client chose, and the SHA-256 of the input it was sent with. */
export type Idempotency = { key: string; inputHash: string };

/**
 * The id of the video that a session's upload with this key gave; undefined where the key was not used, or the video has
 * been removed. BAD_USER_INPUT where it was used for another input.
 */
export async function findUpload(
  em: EntityManager,
  sessionId: string,
  { key, inputHash }: Idempotency,
): Promise<string | undefined> {
  const [used] = await run(
    em,
    sql<{ inputHash: string; videoId: string }>`select input_hash as "inputHash", video_id as "videoId"
      from upload_keys where session_id = ${sessionId} and key = ${key}`,
  );
  if (!used || used.inputHash === inputHash) return used?.videoId;
  throw badUserInput("idempotencyKey was already used in this session for another input: use a new one.");
}

export async function insertUploadKey(
  em: EntityManager,
  sessionId: string,
  { key, inputHash }: Idempotency,
  videoId: string,
): Promise<void> {
  await run(
    em,
    sql`insert into upload_keys (session_id, key, input_hash, video_id)
      values (${sessionId}, ${key}, ${inputHash}, ${videoId})`,
  );
}
