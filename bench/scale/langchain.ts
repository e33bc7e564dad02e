import pg from "pg";
import { loadPGVectorStore, type Store } from "../ingest/langchain.ts";
import { KINDS } from "./copies.ts";
import { nextSession } from "./searches.ts";

const TABLE = "langchain_windows";
/** Hits of a search, as many as the program gives. */
const HITS = 10;
/** What builds the index of a million vectors in memory. */
const BUILD = "-c maintenance_work_mem=4GB -c max_parallel_maintenance_workers=1";

export type LangChain = Awaited<ReturnType<typeof openLangChain>>;

type Asked = {
  session: number;
  vector: number[];
  /** The windows that are nearest in truth. */ nearest: number[];
};

/** LangChain.js's PGVectorStore with the windows of all sessions of a filled database, and their vectors. */
export async function openLangChain(url: string, sessions: number, questions: number) {
  const PGVectorStore = await loadPGVectorStore();
  const pool = new pg.Pool({ connectionString: url, options: BUILD });
  const { rows: dims } = await pool.query("select max(vector_dims(embedding)) as dims from window_vectors");
  const dimensions = Number(dims[0].dims);
  const embeddings = { embedDocuments: async () => [], embedQuery: async () => [] };
  const store: Store = await PGVectorStore.initialize(embeddings, { pool, tableName: TABLE, dimensions });
  await copyWindows(pool, sessions);
  const asked: Asked[] = [];
  for (let n = 0; n < questions; n++) asked.push(await askNearAWindow(pool, nextSession(n, sessions)));
  const found: number[] = [];

  return {
    /** Searches the session of the n-th question with a filter, and notes which of the nearest it finds. */
    async search(n: number): Promise<void> {
      const { session, vector, nearest } = asked[n % asked.length]!;
      const hits = await store.similaritySearchVectorWithScore(vector, HITS, { session: String(session) });
      const ordinals = new Set(hits.map(([{ metadata }]) => Number(metadata["ordinal"])));
      found.push(nearest.filter((ordinal) => ordinals.has(ordinal)).length / nearest.length);
    },
    /** The share of the nearest windows that the searches since the last call found. */
    takeRecall(): number {
      const all = found.splice(0);
      return all.reduce((sum, share) => sum + share, 0) / all.length;
    },
    /** Adds an index of the session, which the store does not offer. */
    async addIndexOfSessions(): Promise<void> {
      await pool.query(`create index ${TABLE}_session on ${TABLE} ((metadata->>'session'))`);
      await pool.query(`analyze ${TABLE}`);
    },
    /** Replaces it by the index that the store offers. */
    async replaceByHnsw(): Promise<void> {
      await pool.query(`drop index ${TABLE}_session`);
      await store.createHnswIndex({ dimensions });
      await pool.query(`analyze ${TABLE}`);
    },
    async drop(): Promise<void> {
      await pool.query(`drop table ${TABLE}`);
      store.client?.release();
      await pool.end();
    },
  };
}

/** The text of a window counts little: that of its passage, cut to the size of a window, stands for it. */
async function copyWindows(pool: pg.Pool, sessions: number) {
  await pool.query(
    `create table scale_texts as
     select t.n, w.ordinal, substr(s.text, 1 + w.ordinal * 450, 450) as text
     from scale_templates t join window_vectors w using (transcript_id) join transcript_sentences s using (transcript_id)`,
  );
  await pool.query(
    `insert into ${TABLE} (text, metadata, embedding)
     select x.text, jsonb_build_object('session', s::text, 'ordinal', w.ordinal), w.embedding::vector
     from generate_series(0, ${sessions - 1}) as s
     join window_vectors w on w.transcript_id = scale_id(${KINDS.transcript}, s)
     join scale_texts x on x.n = s % (select count(*) from scale_templates) and x.ordinal = w.ordinal
     order by s, w.ordinal`,
  );
  await pool.query(`vacuum analyze ${TABLE}`);
}

/** A question near one of a session's windows: its vector with noise. */
async function askNearAWindow(pool: pg.Pool, session: number): Promise<Asked> {
  const { rows } = await pool.query<{ vector: string; nearest: number[] }>(
    `with asked as materialized (
       select l2_normalize(w.embedding + noise.vector)::vector as vector
       from window_vectors w, scale_noise noise
       where w.transcript_id = scale_id(${KINDS.transcript}, $1) and noise.n = $1 % 4999
       order by w.ordinal offset $1 % (select count(*) from window_vectors where transcript_id = scale_id(${KINDS.transcript}, $1))
       limit 1)
     select vector::text, array(
       select ordinal from window_vectors where transcript_id = scale_id(${KINDS.transcript}, $1)
       order by embedding::vector <=> asked.vector limit ${HITS}) as nearest
     from asked`,
    [session],
  );
  const { vector, nearest } = rows[0]!;
  return { session, vector: JSON.parse(vector) as number[], nearest };
}
