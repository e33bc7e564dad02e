import { startEmbeddedEncoder } from "../../src/models/embeddings/embedded-encoder.ts";
import { median } from "./report.ts";

const QUESTIONS = [
  "How hot should the water for green tea be?",
  "Why do vanishing gradients make recurrent networks hard to train?",
  "What did the speaker say about the price of copper?",
  "When was the bridge built, and who paid for it?",
  "Which of the two catalysts works at a lower temperature?",
];
const REPEATS = 10;

/** What the encoder takes by itself: processor time for the texts, and the wait for a question's vector. */
export async function measureEncoder(texts: string[]) {
  const encoder = await startEmbeddedEncoder();
  const { signal } = new AbortController();
  const ask = async (question: string) => {
    const startedAt = performance.now();
    await encoder.embed([question], signal);
    return performance.now() - startedAt;
  };
  const askAll = async () => {
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) for (const question of QUESTIONS) times.push(await ask(question));
    return median(times);
  };
  try {
    await askAll();
    const alone = await askAll();
    const before = process.cpuUsage();
    await encoder.embed(texts, signal);
    const used = process.cpuUsage(before);
    const caller = new AbortController();
    const ingest = encoder.embed(texts, caller.signal).catch(() => {});
    const amidIngest = await askAll();
    caller.abort();
    await ingest;
    return { cpuMs: (used.user + used.system) / 1000, alone, amidIngest };
  } finally {
    await encoder.close();
  }
}
