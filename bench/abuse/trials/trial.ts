import { setTimeout as sleep } from "node:timers/promises";
import type { Attacker } from "../attacker.ts";

/** What one client does to a server, while another session goes on. */
export type Trial = {
  name: string;
  title: string;
  /** Done before the measurement, such as a transcript that is asked about. */
  prepare?(attacker: Attacker): Promise<Prepared>;
  /** Ends by itself, or soon after the attacker's signal is aborted. */
  run(attacker: Attacker, prepared: Prepared): Promise<unknown>;
};
export type Prepared = { token: string; ids: string[] };

export const ADD_TRANSCRIPT =
  "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }";
export const ASK = "mutation ($question: String!) { ask(question: $question) { answer { id } } }";
const READY_LIMIT_MS = 180_000;

export const withSession = async (attacker: Attacker): Promise<Prepared> => ({
  token: await attacker.openSession(),
  ids: [],
});

/** A session with transcripts of these texts that are READY, or not within three minutes. */
export const withTranscripts =
  (contents: () => string[]) =>
  async (attacker: Attacker): Promise<Prepared> => {
    const token = await attacker.openSession();
    const ids: string[] = [];
    for (const content of contents()) {
      const { data } = await attacker.upload(content, token);
      if (data?.videoId) ids.push(data.videoId);
    }
    const limit = Date.now() + READY_LIMIT_MS;
    while (Date.now() < limit && !attacker.until.aborted) {
      const { data } = await attacker.post("{ session { videos { status } } }", {}, token);
      const videos: { status: string }[] = data?.session?.videos ?? [];
      if (videos.length > 0 && videos.every(({ status }) => status === "READY" || status === "FAILED")) break;
      await sleep(250);
    }
    return { token, ids };
  };

const WORDS =
  "tea water pot leaf cup kettle steam garden hill rain morning market sugar lemon river stone glass paper music orbit vector theory engine colour winter".split(
    " ",
  );

/** A timed transcript of so many bytes, of speech that differs by its seed. */
export function talk(bytes: number, seed: number): string {
  const lines: string[] = [];
  let size = 0;
  for (let at = 0; size < bytes; at++) {
    const word = (step: number) => WORDS[(at * step + seed * 7 + step) % WORDS.length]!;
    const time = `${Math.floor(at / 20)}:${String((at % 20) * 3).padStart(2, "0")}`;
    const line = `${time} The ${word(3)} of number ${at} is near the ${word(5)}, and ${word(7)} ${seed} follows the ${word(11)}.`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join("\n").slice(0, bytes);
}

/** Resolves after so long, or once the trial is over. */
export const wait = (attacker: Attacker, ms: number): Promise<void> =>
  sleep(ms, undefined, { signal: attacker.until }).catch(() => {});

/** Resolves once the trial is over. */
export const untilOver = ({ until }: Attacker): Promise<void> =>
  new Promise((resolve) => {
    if (until.aborted) resolve();
    else until.addEventListener("abort", () => resolve(), { once: true });
  });
