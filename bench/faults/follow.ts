import { connect, createAnswerView, readAnswer } from "../../examples/graphql-ws-client.ts";
import { retry } from "../../src/async/retry.ts";
import { request } from "../stream/client.ts";
import { createTokenReader } from "../stream/tokens.ts";

/** How one answer came to its reader. */
export type Followed = {
  /** The terminal event's type, or the error that the client threw. */
  end: string;
  lost: number;
  repeated: number;
  /** Whether the text that came is the one that is stored. */
  isWhole: boolean;
  restarts: number;
  /** The longest time between two texts, or before the first or after the last, in milliseconds. */
  silenceMs: number;
};

/** Follows answers of a session to their ends, with graphql-ws as the README sets it. */
export async function followAll(
  url: string,
  token: string,
  ids: string[],
  tokens: number,
): Promise<Followed[]> {
  const client = connect(url, token);
  try {
    return await Promise.all(ids.map((id) => followOne(url, token, id, tokens, client)));
  } finally {
    await client.dispose();
  }
}

async function followOne(
  url: string,
  token: string,
  id: string,
  tokens: number,
  client: ReturnType<typeof connect>,
): Promise<Followed> {
  const view = createAnswerView(id);
  let end = "the stream ended without one";
  let restarts = 0;
  let silenceMs = 0;
  let last = performance.now();
  const heard = () => {
    silenceMs = Math.max(silenceMs, performance.now() - last);
    last = performance.now();
  };
  try {
    for await (const { __typename } of readAnswer(client, view)) {
      if (__typename === "AnswerDelta") heard();
      if (__typename === "AnswerRestarted") restarts++;
      if (/^Answer(Completed|Failed|Cancelled)$/.test(__typename)) end = __typename;
    }
  } catch (error) {
    end = `threw ${error instanceof Error ? error.message : JSON.stringify(error)}`;
  }
  heard();
  const reader = createTokenReader();
  reader.add(view.text);
  const { lost, repeated } = reader.counts(tokens);
  const { answer } = await retry(
    () => request(url, `query ($id: ID!) { answer(id: $id) { text } }`, { id }, token),
    { baseDelayMs: 500, maxDelayMs: 500, shouldRetry: (_, { attempt }) => attempt < 60 },
  );
  return { end, lost, repeated, isWhole: answer.text === view.text, restarts, silenceMs };
}
