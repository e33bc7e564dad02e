import { v7 as uuid } from "uuid";
import type { Database, EntityManager } from "../database.ts";
import type { PassageDraft } from "../retrieval/passages.ts";
import { storableText } from "../storable-text.ts";
import type { FetchedTranscript } from "./fetch-transcript.ts";
import type { Claim } from "./queue.ts";

/** Rows of one statement: more at once would block the event loop where the database runs in this process. */
const ROWS_PER_STATEMENT = 40;

/** Stores what was fetched, so that a crash while embedding need not ask YouTube again. false: the claim is lost. */
export async function storeCues(
  database: Database,
  claim: Claim,
  fetched: FetchedTranscript,
): Promise<boolean> {
  const cues = fetched.cues.map((cue) => [cue.startMs, cue.endMs, storableText(cue.text)]);
  const rows = await database.fork().execute(
    `update transcripts set cues = ?::jsonb, language = ?, track = ?, title = ?, author = ?, thumbnail_url = ?,
       duration_ms = ?, status = 'EMBEDDING', failure = null, progress = 0.1
     where id = ? and lease_id = ? returning id`,
    [
      JSON.stringify(cues),
      fetched.language,
      fetched.track,
      fetched.title && storableText(fetched.title),
      fetched.author && storableText(fetched.author),
      fetched.thumbnailUrl,
      fetched.durationMs ?? fetched.cues.at(-1)?.endMs ?? null,
      claim.id,
      claim.leaseId,
    ],
  );
  return rows.length > 0;
}

/**
 * Stores passages with their windows' vectors (in the order of the windows) and makes the transcript READY, all or
 * nothing. false: the claim is lost, and nothing is stored.
 */
export async function storePassages(
  database: Database,
  claim: Claim,
  stored: { passages: PassageDraft[]; vectors: number[][]; model: string; language: string },
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    const held = await em.execute(`select id from transcripts where id = ? and lease_id = ? for update`, [
      claim.id,
      claim.leaseId,
    ]);
    if (held.length === 0) return false;
    await em.execute(`delete from passages where transcript_id = ?`, [claim.id]);
    await insertPassages(em, claim.id, stored);
    await em.execute(
      `update transcripts set status = 'READY', progress = 1, failure = null, retry_at = null, passage_count = ?,
         embedding_model = ?, language = ?, attempts = 0, lease_id = null, lease_until = null
       where id = ?`,
      [stored.passages.length, stored.model, stored.language, claim.id],
    );
    return true;
  });
}

/** Replaces the vectors of windows that are there already. false: the claim is lost. */
export async function storeVectors(
  database: Database,
  claim: Claim,
  stored: { windowIds: string[]; vectors: number[][]; model: string },
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    const held = await em.execute(`select id from transcripts where id = ? and lease_id = ? for update`, [
      claim.id,
      claim.leaseId,
    ]);
    if (held.length === 0) return false;
    const rows = stored.windowIds.map((id, index) => ({ id, embedding: toVector(stored.vectors[index]!) }));
    for (const batch of batches(rows)) {
      await em.execute(
        `update passage_windows set model = ?, embedding = r.embedding::vector
         from jsonb_to_recordset(?::jsonb) as r(id uuid, embedding text) where passage_windows.id = r.id`,
        [stored.model, JSON.stringify(batch)],
      );
    }
    await em.execute(
      `update transcripts set embedding_model = ?, attempts = 0, retry_at = null, lease_id = null, lease_until = null
       where id = ?`,
      [stored.model, claim.id],
    );
    return true;
  });
}

async function insertPassages(
  em: EntityManager,
  transcriptId: string,
  { passages, vectors, model }: { passages: PassageDraft[]; vectors: number[][]; model: string },
) {
  const withIds = passages.map((passage) => ({ ...passage, id: uuid() }));
  const passageRows = withIds.map(({ id, ordinal, startMs, endMs, text, sentences, terms, length }) => ({
    id,
    ordinal,
    start_ms: startMs,
    end_ms: endMs,
    text,
    sentences: sentences.map((sentence) => [sentence.startMs, sentence.endMs, sentence.text]),
    terms,
    length,
  }));
  for (const batch of batches(passageRows)) {
    await em.execute(
      `insert into passages (id, transcript_id, ordinal, start_ms, end_ms, text, sentences, terms, length)
       select id, ?::uuid, ordinal, start_ms, end_ms, text, sentences, terms, length from jsonb_to_recordset(?::jsonb)
         as r(id uuid, ordinal int, start_ms int, end_ms int, text text, sentences jsonb, terms jsonb, length int)`,
      [transcriptId, JSON.stringify(batch)],
    );
  }
  let next = 0;
  const windowRows = withIds.flatMap((passage) =>
    passage.windows.map((window, ordinal) => ({
      id: uuid(),
      passage_id: passage.id,
      ordinal,
      start_ms: window.startMs,
      end_ms: window.endMs,
      text: window.text,
      embedding: toVector(vectors[next++]!),
    })),
  );
  for (const batch of batches(windowRows)) {
    await em.execute(
      `insert into passage_windows (id, passage_id, transcript_id, ordinal, start_ms, end_ms, text, model, embedding)
       select id, passage_id, ?::uuid, ordinal, start_ms, end_ms, text, ?, embedding::vector
       from jsonb_to_recordset(?::jsonb)
         as r(id uuid, passage_id uuid, ordinal int, start_ms int, end_ms int, text text, embedding text)`,
      [transcriptId, model, JSON.stringify(batch)],
    );
  }
}

const toVector = (vector: number[]) => JSON.stringify(vector);

function* batches<T>(rows: T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
  }
}
