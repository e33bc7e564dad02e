import type { EndSessionMutation } from "../api/generated/graphql.ts";

export type Receipt = EndSessionMutation["endSession"]["deleted"];

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;

/** What went with the session, in a sentence. */
export function describeReceipt({ videos, passages, answers }: Receipt): string {
  return `Deleted: ${count(videos, "video")} with ${count(passages, "passage")}, and ${count(answers, "answer")}.`;
}
