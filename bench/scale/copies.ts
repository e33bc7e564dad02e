import type { Client } from "pg";

/*
 * Rows that are made of others within PostgreSQL: what the program has written for a few talks stands for that of many
 * sessions.
 */

/** Ids of these kinds do not meet. Passages count on from theirs. */
export const KINDS = {
  session: 1,
  transcript: 2,
  video: 3,
  answer: 4,
  sharedTranscript: 5,
  expired: 6,
  passage: 1000,
};
const EXPIRED_KINDS = 100_000;

/** What an id of a kind is for sessions that are to expire. */
export const expiredKind = (kind: number): number => EXPIRED_KINDS + kind;

/** The function of an id: like the program's, ids grow with time. */
export const CREATE_SCALE_ID = `
  create function scale_id(kind bigint, number bigint) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(number), 12, '0') || '70008000' || lpad(to_hex(kind), 12, '0'))::uuid $$`;

/** The token of a session. */
export const tokenOf = (session: number): string => `scale-${session}`;
export const TOKEN_HASH = `encode(sha256(convert_to('scale-' || s, 'UTF8')), 'hex')`;

/** A list of a table's columns, and the same with other expressions for some. `alias`: of the rows that are copied. */
export async function columnsOf(
  client: Client,
  table: string,
  alias: string,
  replaced: Record<string, string>,
): Promise<{ columns: string; values: string }> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  return {
    columns: names.map((name) => `"${name}"`).join(", "),
    values: names.map((name) => replaced[name] ?? `${alias}."${name}"`).join(", "),
  };
}

/** Names the transcripts of a session `scale_templates`, by number from 0. Returns how many there are. */
export async function nameTemplates(client: Client, table: string, sessionId: string): Promise<number> {
  const { rowCount } = await client.query(
    `create table ${table} as
     select (row_number() over (order by added_at, id) - 1)::int as n, transcript_id
     from videos where session_id = '${sessionId}'`,
  );
  return rowCount!;
}
