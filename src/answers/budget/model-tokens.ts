import { defineEntity, p } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";

/** The tokens of a day (UTC) that the models of a provider were asked for, of all replicas. A row a day is kept for good. */
export const ModelTokensSchema = defineEntity({
  name: "ModelTokens",
  tableName: "model_tokens",
  properties: { day: p.date().primary(), tokens: p.bigint() },
});

const TODAY = sql`(now() at time zone 'utc')::date`;

/** Statements on the tokens of the day, by the database's clock. Each is one, so that replicas cannot take more together. */
export function createModelTokens(database: Database) {
  return {
    /**
     * Takes tokens of today's, where so many are left up to `limit` and `spare` more. Resolves to the day they are of (ISO
     * 8601), to settle by; null where they are not left.
     */
    async reserve(
      tokens: number,
      { limit, spare }: { limit: number; spare: number },
    ): Promise<string | null> {
      const most = limit - spare;
      const [reserved] = await run(
        database.fork(),
        sql<{ day: string }>`insert into model_tokens as today (day, tokens)
          select ${TODAY}, ${tokens}::bigint where ${tokens}::bigint <= ${most}::bigint
          on conflict (day) do update set tokens = today.tokens + excluded.tokens
            where today.tokens + excluded.tokens <= ${most}::bigint
          returning today.day::text as day`,
      );
      return reserved?.day ?? null;
    },

    /** Adds to the tokens of a day, or gives back where `tokens` is negative. */
    async add(day: string, tokens: number): Promise<void> {
      await run(
        database.fork(),
        sql`update model_tokens set tokens = greatest(0, tokens + ${tokens}::bigint) where day = ${day}::date`,
      );
    },
  };
}

export type ModelTokens = ReturnType<typeof createModelTokens>;
