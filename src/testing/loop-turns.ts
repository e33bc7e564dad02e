/** Counts how often the event loop turned before `work` settled: a statement that holds the loop lets it turn but a few times. */
export async function loopTurnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let timer = setImmediate(function turn() {
    turns++;
    timer = setImmediate(turn);
  });
  try {
    await work;
  } finally {
    clearImmediate(timer);
  }
  return turns;
}
