import type { Logger } from "pino";
import { ModelError } from "../../models/model-error.ts";
import type { ModelTokens } from "./model-tokens.ts";

type DayBudgetOptions = {
  tokens: ModelTokens;
  maxTokensPerDay: number;
  /** What is left over for answers, by requests that these can do without, in tokens. */
  spareForAnswers: number;
  logger: Logger;
};

/** Takes tokens of the day's for a request. Resolves to a function to be called once, with what the request used of them. */
export type DayBudget = (
  count: number,
  options: { isOptional: boolean },
) => Promise<(used: number) => Promise<void>>;

/**
 * The model tokens of a day. Before each request, the most that it may take is taken of the day's; what it did not take is
 * given back at its end. What a process that was lost had taken stays so: its provider may have charged it. Without enough
 * left, or where the database cannot tell, it rejects with a `ModelError`, and the model is not to be called.
 */
export function createDayBudget({
  tokens,
  maxTokensPerDay: limit,
  spareForAnswers,
  logger,
}: DayBudgetOptions): DayBudget {
  return async (count, { isOptional }) => {
    const spare = isOptional ? spareForAnswers : 0;
    const day = await tokens.reserve(count, { limit, spare }).catch((error: unknown) => {
      const message = "The model tokens of the day could not be read";
      throw new ModelError("MODEL_UNAVAILABLE", message, { retryable: true, cause: error });
    });
    if (day === null) {
      const message = "The model tokens of the day are used up";
      throw new ModelError("MODEL_BUDGET_SPENT", message, {
        retryable: true,
        retryAfterMs: nextDay() - Date.now(),
      });
    }
    return (used) =>
      tokens.add(day, used - count).catch((error: unknown) => {
        // They count as used: better too few than too many.
        logger.warn({ err: error }, "Model tokens that were not used could not be given back");
      });
  };
}

/** The next midnight, UTC. */
const nextDay = (): number => new Date().setUTCHours(24, 0, 0, 0);
