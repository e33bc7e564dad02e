import { validate as isUuid } from "uuid";
import { badUserInput } from "../../errors/errors.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer } from "../answer.ts";
import type { AnswerStore } from "../store/answer-store.ts";

export type AnswerPage = {
  edges: { cursor: string; node: Answer }[];
  pageInfo: {
    hasPreviousPage: boolean;
    hasNextPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

/**
 * The `last` answers of a session, or the last before a cursor, oldest first. The cursor is the answer's id, whose order
 * is that of time (UUID version 7), so that it holds when newer answers come.
 */
export async function answerPage(
  store: Pick<AnswerStore, "newestFirst">,
  session: Session,
  { last, before }: { last: number; before: string | null },
): Promise<AnswerPage> {
  const beforeId = before === null ? null : decode(before);
  const newestFirst = await store.newestFirst(session, beforeId, last + 1);
  const edges = newestFirst
    .slice(0, last)
    .toReversed()
    .map((node) => ({ cursor: encode(node.id), node }));
  return {
    edges,
    pageInfo: {
      hasPreviousPage: newestFirst.length > last,
      hasNextPage: beforeId !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const encode = (id: string) => Buffer.from(`answer/${id}`).toString("base64url");

function decode(cursor: string): string {
  const [kind, id] = Buffer.from(cursor, "base64url").toString().split("/");
  if (kind !== "answer" || id === undefined || !isUuid(id)) {
    throw badUserInput("before is no cursor: pass the cursor of an edge, or leave it out.");
  }
  return id;
}
