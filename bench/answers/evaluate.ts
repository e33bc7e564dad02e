import { createTestClient } from "../../src/testing/client/test-client.ts";
import { askCase, type Asked } from "./ask.ts";
import type { Case } from "./draw.ts";
import type { Judge } from "./judge.ts";
import { scoreAnswer, type AnswerScore } from "./score.ts";

export type Evaluated = { case: Case; asked: Asked; score: AnswerScore };

export type EvaluateOptions = {
  /** The URL of a running server's GraphQL. */
  url: string;
  cases: Case[];
  judge: Judge | null;
  /** Questions that are asked at a time. */
  concurrency: number;
  /** Limit of a question, with the upload of its videos. */
  timeoutMs: number;
  onDone?: (done: number) => void;
};

/** Asks all questions and scores their outcomes, which are in the order of the cases. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluated[]> {
  const client = createTestClient(options.url);
  const evaluated = Array.from<Evaluated>({ length: options.cases.length });
  const waiting = options.cases.entries();
  let done = 0;

  async function work() {
    for (const [index, wanted] of waiting) {
      const asked = await askCase(client, wanted, options.timeoutMs);
      const score = await scoreAnswer(wanted, asked, options.judge);
      evaluated[index] = { case: wanted, asked, score };
      options.onDone?.((done += 1));
    }
  }

  try {
    await Promise.all(Array.from({ length: options.concurrency }, work));
    return evaluated;
  } finally {
    await client.dispose();
  }
}
