import type { Client } from "pg";
import { columnsOf, expiredKind, KINDS } from "./copies.ts";

/** Transcripts of YouTube that the sessions have in common. */
const SHARED = 1000;
const ANSWERS = 2;
const LOG_ROWS = 4;

/**
 * Adds sessions that have an uploaded talk, a video that others have too, two answers, and the log of one that was cut off.
 * They do not expire yet. Returns how many rows they are.
 */
export async function addSessionsToExpire(client: Client, sessions: number): Promise<number> {
  const shared = Math.min(SHARED, sessions);
  const id = (kind: number, number = "s") => `scale_id(${expiredKind(kind)}, ${number})`;
  let added = 0;
  const add = async (statement: string) => {
    added += (await client.query(statement)).rowCount ?? 0;
  };
  const copy = async (table: string, key: string, replaced: Record<string, string>, count = sessions) => {
    const { columns, values } = await columnsOf(client, table, "c", replaced);
    await add(
      `insert into ${table} (${columns}) select ${values} from generate_series(1, ${count}) as s
       cross join scale_expired_templates as template join ${table} as c on c.${key} = template.transcript_id order by s`,
    );
  };
  const transcriptId = id(KINDS.transcript);
  await add(
    `insert into sessions (id, token_hash, created_at, expires_at)
     select ${id(KINDS.session)}, 'expired ' || s, now(), now() + interval '10 days' from generate_series(1, ${sessions}) as s`,
  );
  await copy("transcripts", "id", { id: transcriptId });
  await copy("transcripts", "id", { id: id(KINDS.sharedTranscript), youtube_id: "'shared ' || s" }, shared);
  const sessionId = id(KINDS.session);
  await copy("videos", "transcript_id", {
    id: id(KINDS.video),
    session_id: sessionId,
    transcript_id: transcriptId,
  });
  await copy("videos", "transcript_id", {
    id: id(KINDS.sharedTranscript),
    session_id: sessionId,
    transcript_id: id(KINDS.sharedTranscript, `1 + s % ${shared}`),
    youtube_id: `'shared ' || (1 + s % ${shared})`,
  });
  await copy("transcript_sentences", "transcript_id", { transcript_id: transcriptId });
  await copy("passages", "transcript_id", {
    id: `scale_id(${expiredKind(KINDS.passage)} + c.ordinal, s)`,
    transcript_id: transcriptId,
  });
  await copy("window_vectors", "transcript_id", { transcript_id: transcriptId });
  await add(
    `insert into answers (id, session_id, question, status, text, model, created_at, finished_at)
     select scale_id(${expiredKind(KINDS.answer)} + a, s), ${sessionId}, 'What is said of it?', 'COMPLETED',
       repeat('It is said that this is so. ', 20), 'extractive', now(), now()
     from generate_series(1, ${sessions}) as s, generate_series(0, ${ANSWERS - 1}) as a`,
  );
  await add(
    `insert into answer_log (answer_id, attempt, start_offset, end_offset, text, citations)
     select ${id(KINDS.answer)}, 1, l * 28, l * 28 + 28, 'It is said that this is so. ', '[]'
     from generate_series(1, ${sessions}) as s, generate_series(0, ${LOG_ROWS - 1}) as l`,
  );
  await client.query("vacuum analyze");
  return added;
}

/** Lets the sessions expire, an hour ago. */
export async function expire(client: Client): Promise<void> {
  await client.query(
    "update sessions set expires_at = now() - interval '1 hour' where token_hash like 'expired %'",
  );
  await client.query("checkpoint");
}
