import { randomUUID } from "node:crypto";
import pg from "pg";

/** Runs `work` with the URL of a new database on the server of `url`, and drops it. */
export async function withOwnDatabase<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `video_rag_bench_${randomUUID().replaceAll("-", "")}`;
  await query(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  try {
    return await work(own.href);
  } finally {
    await query(url, `drop database if exists ${name} with (force)`);
  }
}

export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
