import { connect } from "../client.ts";

/**
 * Subscribes and unsubscribes `cycles` times over `sockets` connections: by turns after the first event and at once,
 * without waiting for it.
 */
export async function cycle(options: {
  url: string;
  session: string;
  answer: string;
  sockets: number;
  cycles: number;
}): Promise<void> {
  const { url, session, answer, sockets } = options;
  let left = options.cycles;
  async function work() {
    const { socket, subscribe } = await connect(url, session);
    while (left-- > 0) {
      await new Promise<void>((resolve) => {
        const end = subscribe({ id: answer }, (event) => {
          if (event?.__typename !== "AnswerStarted") return;
          end();
          resolve();
        });
        if (left % 4 === 0) {
          end();
          resolve();
        }
      });
    }
    socket.close();
  }
  await Promise.all(Array.from({ length: sockets }, work));
}
