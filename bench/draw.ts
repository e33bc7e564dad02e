import { createHash } from "node:crypto";

export function digest(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** First one question of each video, then a second one of each, and so on. */
export function spread<Question extends { videoId: string; text: string }>(
  questions: Question[],
): Question[] {
  const key = (question: Question) => digest(`${question.videoId}|${question.text}`);
  const turns = [...Map.groupBy(questions, ({ videoId }) => videoId).values()].flatMap((ofVideo) =>
    ofVideo
      .toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
      .map((question, turn) => ({ question, turn, key: key(question) })),
  );
  return turns
    .toSorted((one, other) => one.turn - other.turn || (one.key < other.key ? -1 : 1))
    .map(({ question }) => question);
}
