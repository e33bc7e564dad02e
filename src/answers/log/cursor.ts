import { badUserInput } from "../../errors/errors.ts";

/** How far a reader has read the log of one attempt at an answer. */
export type Position = {
  attempt: number;
  /** The events that were sent: 0 none, 1 that the answer started, 2 also its sources. */
  stage: 0 | 1 | 2;
  /** Text received, in UTF-16 code units. */
  offset: number;
  /** Citations received. */
  citations: number;
  /** The videos of the last AnswerWaiting. It is in no cursor: who resumes is told again. */
  waiting?: string;
  /** The place of the last AnswerQueued, in no cursor either. */
  place?: number;
  /** The attempt of the last AnswerInterrupted, in no cursor either. */
  interrupted?: number;
};

export const START: Position = { attempt: 0, stage: 0, offset: 0, citations: 0 };

/** The opaque form of a position. It names its answer, so that it is refused for any other. */
export function encodeCursor(answerId: string, { attempt, stage, offset, citations }: Position): string {
  return Buffer.from([answerId, attempt, stage, offset, citations].join("/")).toString("base64url");
}

/** The position in a cursor. BAD_USER_INPUT where it is no cursor of this answer. */
export function decodeCursor(answerId: string, cursor: string): Position {
  const [id, ...numbers] = Buffer.from(cursor, "base64url").toString().split("/");
  const [attempt, stage, offset, citations] = numbers.map((part) =>
    /^\d{1,9}$/.test(part) ? Number(part) : NaN,
  );
  const position = { attempt, stage, offset, citations } as Position;
  const isWhole =
    numbers.length === 4 && Object.values(position).every(Number.isInteger) && position.stage <= 2;
  if (!isWhole || encodeCursor(id!, position) !== cursor) throw unknownCursor("is no cursor of an answer");
  if (id !== answerId) throw unknownCursor("is a cursor of another answer");
  return position;
}

export const unknownCursor = (problem: string) =>
  badUserInput(
    `after ${problem}: pass the cursor of the last event received, or leave it out to begin anew.`,
  );
