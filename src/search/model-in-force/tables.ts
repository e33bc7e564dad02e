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

const ROW = 1;

/** Says that a process with this model is alive, for `aliveMs` from now. Resolves to the model in force; null: none yet. */
export async function stayAlive(
  em: SqlExecutor,
  { id, model, aliveMs }: { id: string; model: string; aliveMs: number },
): Promise<NamedModel | null> {
  const [inForce] = await run(
    em,
    sql<NamedModel>`with alive as (
        insert into embedding_model_users (id, model, alive_until) values (${id}, ${model}, ${fromNow(aliveMs)})
        on conflict (id) do update set model = excluded.model, alive_until = excluded.alive_until
      )
      select name, provider from embedding_models where id = ${ROW}`,
  );
  return inForce ?? null;
}

/**
 * Puts a model in force where there is none yet, or no process with the one in force is alive. Resolves to the model in
 * force then, and the name of the one before where it was replaced. Processes take turns, so that all see the same.
 */
export function takeOver(
  database: Database,
  { name, provider }: NamedModel,
): Promise<{ inForce: NamedModel; replaced: string | null }> {
  return database.fork().transactional(async (em) => {
    // Also where the row is there: it is locked until the end.
    const [before] = await run(
      em,
      sql<NamedModel>`insert into embedding_models (id, name, provider) values (${ROW}, ${name}, ${provider})
        on conflict (id) do update set id = excluded.id returning name, provider`,
    );
    // By the clock, not by the transaction's begin: it may have waited.
    await run(em, sql`delete from embedding_model_users where alive_until < clock_timestamp()`);
    const [after] = await run(
      em,
      sql<NamedModel>`update embedding_models set name = ${name}, provider = ${provider}
        where id = ${ROW} and name <> ${name}
          and not exists (select from embedding_model_users where model = embedding_models.name)
        returning name, provider`,
    );
    return { inForce: after ?? before!, replaced: after ? before!.name : null };
  });
}

/** Forgets a process that ends, or with null all: those of a database that no other process uses have ended. */
export async function leave(em: SqlExecutor, id: string | null): Promise<void> {
  await run(em, sql`delete from embedding_model_users where ${id}::uuid is null or id = ${id}::uuid`);
}
