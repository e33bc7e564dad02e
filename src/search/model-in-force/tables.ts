import { defineEntity, p } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import { fromNow, run, type SqlExecutor } from "../../database/sql.ts";

/** The embedding model in force: a table of one row. */
export const EmbeddingModelSchema = defineEntity({
  name: "EmbeddingModel",
  tableName: "embedding_models",
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** As `EmbeddingModel.name`. */
    name: p.text(),
    /** Where it is called, without a password; null: the server brings it along. */
    provider: p.text().nullable(),
    /** The name of the model that an operator has replaced by this one: no process puts it in force again by itself. */
    replaced: p.text().nullable(),
  },
});

/** The processes that are alive, each with the model that its settings name. */
export const EmbeddingModelUserSchema = defineEntity({
  name: "EmbeddingModelUser",
  tableName: "embedding_model_users",
  properties: { id: p.uuid().primary(), model: p.text(), aliveUntil: p.datetime() },
});

/** An embedding model as the database names it. */
export type NamedModel = { name: string; provider: string | null };
/** `replaced`: the name of the model that an operator has replaced by it; null: none. */
export type AgreedModel = NamedModel & { replaced: string | null };

const ROW = 1;

/** Says that a process with this model is alive, for `aliveMs` from now. Resolves to the model in force; null: none yet. */
export async function stayAlive(
  em: SqlExecutor,
  { id, model, aliveMs }: { id: string; model: string; aliveMs: number },
): Promise<AgreedModel | null> {
  const [inForce] = await run(
    em,
    sql<AgreedModel>`with alive as (
        insert into embedding_model_users (id, model, alive_until) values (${id}, ${model}, ${fromNow(aliveMs)})
        on conflict (id) do update set model = excluded.model, alive_until = excluded.alive_until
      )
      select name, provider, replaced from embedding_models where id = ${ROW}`,
  );
  return inForce ?? null;
}

/**
 * Puts a model in force where there is none yet, or no process with the one in force is alive; but not one that an operator has
 * replaced, unless the database has this process alone. Resolves to the model in force then, and the name of the one before
 * where that has changed. Processes take turns, so that all see the same.
 */
export function takeOver(
  database: Database,
  { name, provider }: NamedModel,
): Promise<{ inForce: AgreedModel; before: string | null }> {
  return database.fork().transactional(async (em) => {
    // Also where the row is there: it is locked until the end.
    const [found] = await run(
      em,
      sql<AgreedModel>`insert into embedding_models (id, name, provider) values (${ROW}, ${name}, ${provider})
        on conflict (id) do update set id = excluded.id returning name, provider, replaced`,
    );
    // By the clock, not by the transaction's begin: it may have waited.
    await run(em, sql`delete from embedding_model_users where alive_until < clock_timestamp()`);
    const [after] = await run(
      em,
      sql<AgreedModel>`update embedding_models set name = ${name}, provider = ${provider}, replaced = null
        where id = ${ROW} and name <> ${name} and (${database.isExclusive} or replaced is distinct from ${name})
          and not exists (select from embedding_model_users where model = embedding_models.name)
        returning name, provider, replaced`,
    );
    return { inForce: after ?? found!, before: after ? found!.name : null };
  });
}

/**
 * Puts a model in force, whichever processes are alive. Resolves to the name of the one before; null: there was none.
 * That one does not come back by itself.
 */
export function putInForce(database: Database, { name, provider }: NamedModel): Promise<string | null> {
  return database.fork().transactional(async (em) => {
    const [found] = await run(
      em,
      sql<NamedModel>`select name, provider from embedding_models where id = ${ROW} for update`,
    );
    await run(
      em,
      sql`insert into embedding_models (id, name, provider) values (${ROW}, ${name}, ${provider})
        on conflict (id) do update set name = excluded.name, provider = excluded.provider, replaced = embedding_models.name
          where embedding_models.name <> excluded.name`,
    );
    return found?.name ?? null;
  });
}

/** The name of the model in force; null: none yet. */
export async function readModelInForce(em: SqlExecutor): Promise<string | null> {
  const [found] = await run(em, sql<NamedModel>`select name from embedding_models where id = ${ROW}`);
  return found?.name ?? null;
}

/** How many READY transcripts have vectors of another model than this, or none. */
export async function countOfOtherModels(em: SqlExecutor, name: string): Promise<number> {
  const [found] = await run(
    em,
    sql<{ count: number }>`select count(*)::int as count from transcripts
      where status = 'READY' and embedding_model is distinct from ${name}`,
  );
  return found!.count;
}

/** The condition that a process is alive which started after this one; `id`: as in `stayAlive`, in the order of time. */
export const hasYoungerProcess = (id: string | null) => sql<boolean>`exists (
  select from embedding_model_users where id > ${id}::uuid and alive_until > now()
)`;

/** Forgets a process that ends, or with null all: those of a database that no other process uses have ended. */
export async function leave(em: SqlExecutor, id: string | null): Promise<void> {
  await run(em, sql`delete from embedding_model_users where ${id}::uuid is null or id = ${id}::uuid`);
}
