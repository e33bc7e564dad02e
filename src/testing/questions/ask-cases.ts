import type { TestClient } from "../client/test-client.ts";
import { judgeAnswer, type Verdict } from "./judge-answer.ts";
import { chainsOf, type QuestionCase } from "./question-case.ts";
import { openQuestionSession, type TimedAnswer, type Upload } from "./question-session.ts";

export type Judged = { case: QuestionCase; answer: TimedAnswer; verdict: Verdict };

export type AskCasesOptions = {
  client: TestClient;
  /** Deletes the answers of a session. */
  forgetAnswers: (sessionId: string) => Promise<void>;
  cases: QuestionCase[];
  /** The uploads of a session. */
  uploadsOf: (asked: QuestionCase) => Upload[];
  onAnswer?: (asked: QuestionCase, answer: TimedAnswer) => void;
};

/**
 * Asks the questions of each session in one session of the server. Before each chain the session's answers are deleted, so
 * that a question has those alone in its history that it follows up. The outcomes are in the order of the cases.
 */
export async function askCases(options: AskCasesOptions): Promise<Judged[]> {
  const { client, forgetAnswers, cases, uploadsOf, onAnswer } = options;
  const answers = new Map<QuestionCase, TimedAnswer>();
  for (const ofSession of Map.groupBy(cases, ({ session }) => session).values()) {
    const session = await openQuestionSession(client, uploadsOf(ofSession[0]!));
    for (const chain of chainsOf(ofSession)) {
      await forgetAnswers(session.id);
      for (const asked of chain) {
        const answer = await session.ask(asked.question);
        answers.set(asked, answer);
        onAnswer?.(asked, answer);
      }
    }
    await session.end();
  }
  return cases.map((asked) => {
    const answer = answers.get(asked)!;
    return { case: asked, answer, verdict: judgeAnswer(asked.expected, answer) };
  });
}
