import { setTimeout as sleep } from "node:timers/promises";
import { request } from "./client.ts";

const AT_ONCE = 10;

/** A talk of about `minutes` minutes about tea, and the sentences that the model quotes. */
export function transcript(minutes: number, seed = 1) {
  const words =
    "tea water pot leaf cup kettle steam garden hill rain morning market sugar lemon story year".split(" ");
  const lines = ["0:00 The pot is warmed first, or the water loses ten degrees at once."];
  let state = seed;
  for (let second = 6; second < minutes * 60; second += 6) {
    const spokenWords = Array.from({ length: 14 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return words[(state >>> 16) % words.length];
    });
    lines.push(
      `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")} The ${spokenWords.join(" ")}.`,
    );
  }
  return { title: `Tea, part ${seed}`, format: "TEXT", content: lines.join("\n") };
}

/** Opens sessions with READY transcripts. Resolves to the sessions' tokens. */
export async function openSessions(
  url: string,
  count: number,
  { videos = 1, minutes = 0.5 }: { videos?: number; minutes?: number } = {},
): Promise<string[]> {
  const tokens: string[] = [];
  while (tokens.length < count) {
    const opening = Array.from({ length: Math.min(AT_ONCE, count - tokens.length) }, () =>
      openSession(url, videos, minutes),
    );
    tokens.push(...(await Promise.all(opening)));
  }
  return tokens;
}

async function openSession(url: string, videos: number, minutes: number): Promise<string> {
  const { token } = (await request(url, "mutation { session { token } }")).session;
  for (let i = 0; i < videos; i++) {
    const add = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
    await request(url, add, { input: transcript(minutes, i + 1) }, token);
  }
  for (;;) {
    const { session } = await request(url, "{ session { videos { status } } }", {}, token);
    if (session.videos.every((video: { status: string }) => video.status === "READY")) return token;
    await sleep(50);
  }
}
