import { ask, connect, request } from "../client.ts";
import { clock } from "../tokens.ts";

const MODEL_FIRST_MS = 50;

/**
 * Measures from `ask` to the first text of its answer, one question after the other, less the model's time to its first
 * token, in milliseconds. Each answer is cancelled then, so that it is not in the history of the next.
 */
export async function timeFirstDeltas(options: {
  url: string;
  session: string;
  times: number;
}): Promise<number[]> {
  const { url, session, times } = options;
  const { socket, subscribe } = await connect(url, session);
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const startedAt = clock();
    const id = await ask(url, `How is the pot warmed? tokens=200 first=${MODEL_FIRST_MS}`, session);
    const text = await new Promise<string>((resolve) => {
      const end = subscribe({ id }, (event) => {
        if (event?.__typename !== "AnswerDelta") return;
        end();
        resolve(event.text!);
      });
    });
    const modelMs = Number(/<([\d.]+)>/.exec(text)![1]);
    taken.push((clock() - startedAt) / 10 - modelMs);
    await request(url, `mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }`, { id }, session);
  }
  socket.close();
  return taken;
}
