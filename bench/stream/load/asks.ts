import { ask, connect } from "../client.ts";
import { clock } from "../tokens.ts";

export type AskTimes = { firstTextMs: number; endMs: number };

/**
 * Asks so many questions in a session, `atOnce` at a time, and reads each answer over a socket of its lane: how long
 * from the ask to the first text, and to the end. From the second on they are follow-ups, which the model is asked to
 * rewrite. Rejects where an answer says anything else than it should.
 */
export async function timeAsks(options: {
  url: string;
  session: string;
  asks: number;
  atOnce: number;
  tokens: number;
}): Promise<AskTimes[]> {
  const { url, session, asks, atOnce, tokens } = options;
  const times: AskTimes[] = [];
  let begun = 0;
  async function lane() {
    const { socket, subscribe } = await connect(url, session);
    while (begun < asks) {
      const question = `${questionOf(begun++)} tokens=${tokens}`;
      const startedAt = clock();
      let firstTextAt = 0;
      let text = "";
      const id = await ask(url, question, session);
      await new Promise<void>((resolve) => {
        subscribe({ id }, (event) => {
          if (event === null) return resolve();
          if (event.__typename !== "AnswerDelta") return;
          firstTextAt ||= clock();
          text += event.text;
        });
      });
      const said = text.match(/~/g)?.length ?? 0;
      if (said !== tokens) throw new Error(`An answer of ${tokens} tokens had ${said}: ${text}`);
      times.push({ firstTextMs: (firstTextAt - startedAt) / 10, endMs: (clock() - startedAt) / 10 });
    }
    socket.close();
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
  return times;
}

const THINGS = "tea water pot leaf cup kettle steam garden hill rain morning market sugar lemon".split(" ");

function questionOf(index: number): string {
  const [one, other] = [THINGS[index % THINGS.length]!, THINGS[(index * 5 + 3) % THINGS.length]!];
  return `What is said of the ${one} and the ${other} when the pot is warmed?`;
}
