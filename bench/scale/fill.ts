import pg from "pg";
import { openTalks } from "../search/load.ts";
import { columnsOf, CREATE_SCALE_ID, KINDS, nameTemplates, TOKEN_HASH } from "./copies.ts";
import { startServer } from "./server.ts";

/** Talks that the program reads itself; those of all sessions are made of them. */
const TEMPLATES = 4;
/** Windows of a talk of a minute: see `createSpeaker` and `windowSteps`. */
const WINDOWS_PER_MINUTE = 2;
/** A prime, so that no two windows have the same vector. */
const NOISE = 4999;
/** The length of the noise that is added to vectors of length one: it leaves a cosine of some 0.9. */
const NOISE_LENGTH = 0.5;
const SESSIONS_PER_STATEMENT = 500;
/** Talks of sessions that expire, in minutes. */
const EXPIRED_MINUTES = 2.5;

export type Filled = { url: string; sessions: number; windows: number; bytes: number };

/** Fills an empty database with sessions that have one talk each. */
export async function fill(url: string, sessions: number, windowsPerSession: number): Promise<Filled> {
  const server = await startServer(url);
  const talks = await openTalks(server.url, TEMPLATES, windowsPerSession / WINDOWS_PER_MINUTE);
  const short = await openTalks(server.url, 1, EXPIRED_MINUTES);
  await server.stop();

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(CREATE_SCALE_ID);
    const templates = await nameTemplates(client, "scale_templates", talks.sessionId);
    await nameTemplates(client, "scale_expired_templates", short.sessionId);
    await makeNoise(client);
    for (let from = 0; from < sessions; from += SESSIONS_PER_STATEMENT)
      await addSessions(client, templates, from, Math.min(from + SESSIONS_PER_STATEMENT, sessions) - 1);
    await client.query("vacuum analyze");
    await client.query(
      `create table scale_talks as
       select transcript_id from scale_templates union select transcript_id from scale_expired_templates`,
    );
    const { rows } = await client.query<{ windows: number; bytes: number }>(
      `select count(*)::float8 as windows, pg_database_size(current_database())::float8 as bytes from window_vectors
       where transcript_id not in (table scale_talks)`,
    );
    return { url, sessions, ...rows[0]! };
  } finally {
    await client.end();
  }
}

/** Vectors of random direction, with as many numbers as the model's. */
async function makeNoise(client: pg.Client) {
  const dimensions = "(select max(vector_dims(embedding)) from window_vectors)";
  const normal = "sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())";
  await client.query(
    `create table scale_noise as
     select n, array_agg(${normal} * ${NOISE_LENGTH} / sqrt(${dimensions}))::real[]::halfvec as vector
     from generate_series(0, ${NOISE - 1}) as n, generate_series(1, ${dimensions}) group by n`,
  );
  await client.query("create unique index on scale_noise (n)");
  await client.query("analyze");
}

async function addSessions(client: pg.Client, templates: number, from: number, to: number) {
  const numbered = `generate_series(${from}, ${to}) as s join scale_templates as template on template.n = s % ${templates}`;
  const transcriptId = `scale_id(${KINDS.transcript}, s)`;
  const copy = async (table: string, replaced: Record<string, string>, key: string, order: string) => {
    const { columns, values } = await columnsOf(client, table, "c", replaced);
    await client.query(
      `insert into ${table} (${columns}) select ${values}
       from ${numbered} join ${table} as c on c.${key} = template.transcript_id ${noiseOf(table)} order by ${order}`,
    );
  };
  await client.query(
    `insert into sessions (id, token_hash, created_at, expires_at)
     select scale_id(${KINDS.session}, s), ${TOKEN_HASH}, now(), now() + interval '10 days'
     from generate_series(${from}, ${to}) as s`,
  );
  await copy("transcripts", { id: transcriptId }, "id", "s");
  await copy(
    "videos",
    {
      id: `scale_id(${KINDS.video}, s)`,
      session_id: `scale_id(${KINDS.session}, s)`,
      transcript_id: transcriptId,
    },
    "transcript_id",
    "s",
  );
  await copy("transcript_sentences", { transcript_id: transcriptId }, "transcript_id", "s");
  await copy(
    "passages",
    { id: `scale_id(${KINDS.passage} + c.ordinal, s)`, transcript_id: transcriptId },
    "transcript_id",
    "s, c.ordinal",
  );
  await copy(
    "window_vectors",
    { transcript_id: transcriptId, embedding: "l2_normalize(c.embedding + noise.vector)" },
    "transcript_id",
    "s, c.ordinal",
  );
}

const noiseOf = (table: string): string =>
  table === "window_vectors"
    ? `join scale_noise as noise on noise.n = (s::bigint * 7919 + c.ordinal) % ${NOISE}`
    : "";
