import type { PlacedSentence } from "../captions/sentences.ts";
import type { Sentence } from "../captions/sentence.ts";
import type { Video, VideoHit, VideoQuote } from "../videos/video.ts";

/** A hit at the start of a passage of sentences of ten seconds each, of the video of that number, for tests. */
export function sampleHit(
  number: number,
  texts: string[],
  changes: { title?: string; text?: string; language?: string } = {},
): VideoHit {
  const sentences: PlacedSentence[] = [];
  for (const [index, text] of texts.entries()) {
    const startMs = number * 100_000 + index * 10_000;
    const from = index === 0 ? 0 : sentences[index - 1]!.to + 1;
    sentences.push({ startMs, endMs: startMs + 10_000, text, from, to: from + text.length });
  }
  const [first] = sentences;
  if (first === undefined) throw new Error("A passage has a sentence at least");
  const passage = {
    id: `passage ${number}`,
    transcriptId: `transcript ${number}`,
    startMs: first.startMs,
    endMs: sentences.at(-1)!.endMs,
    text: changes.text ?? texts.join(" "),
    sentences,
    video: sampleVideo(number, changes.title ?? `Video ${number}`, changes.language ?? "en"),
  };
  return movedTo({ score: 1, startMs: 0, endMs: 0, text: "", passage, wordsOnly: false }, first);
}

/** The hit at another part of its passage. */
export const movedTo = (hit: VideoHit, { startMs, endMs, text }: Sentence): VideoHit => ({
  ...hit,
  startMs,
  endMs,
  text,
});

/** Some sentences of a hit's passage in a row as a quote, by their positions, both included. */
export function sampleQuote({ passage }: VideoHit, first: number, last = first): VideoQuote {
  const run = passage.sentences.slice(first, last + 1);
  const text = run.map((sentence) => sentence.text).join(" ");
  return { startMs: run[0]!.startMs, endMs: run.at(-1)!.endMs, text, passage };
}

const sampleVideo = (number: number, title: string, language: string): Video => ({
  id: `video ${number}`,
  youtubeId: `youtube ${number}`,
  addedAt: new Date(0),
  transcript: {
    id: `transcript ${number}`,
    status: "READY",
    progress: 1,
    title,
    author: null,
    thumbnailUrl: null,
    durationMs: null,
    language,
    requestedLanguage: "",
    track: null,
    isTimed: true,
    passageCount: 1,
    indexVersion: 1,
    failure: null,
    retryAt: null,
  },
});
