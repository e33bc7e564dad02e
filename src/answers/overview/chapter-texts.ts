import type { PlacedSentence } from "../../captions/sentences.ts";
import type { SourcedChapter } from "../../transcripts/overview.ts";
import type { Video, VideoHit } from "../../videos/video.ts";

/** A chapter with what is said in it, as far as there is room for it. */
export type ChapterText = { chapter: SourcedChapter; sentences: PlacedSentence[] };

/** Sentences in a row that stay together where a chapter is too long to be sent whole. */
const ROW = 4;

/** The chapters in which something is said, with all their sentences. */
export const chapterTexts = (chapters: SourcedChapter[], sentences: PlacedSentence[]): ChapterText[] =>
  chapters
    .map((chapter) => ({
      chapter,
      sentences: sentences.filter(({ startMs }) => chapter.startMs <= startMs && startMs < chapter.endMs),
    }))
    .filter((text) => text.sentences.length > 0);

/** A chapter with rows of its sentences, evenly spread, that have about so many tokens. */
export function shortenChapter(
  { chapter, sentences }: ChapterText,
  maxTokens: number,
  countTokens: (text: string) => number,
): ChapterText {
  const rows = Array.from({ length: Math.ceil(sentences.length / ROW) }, (_, row) =>
    sentences.slice(row * ROW, (row + 1) * ROW),
  );
  const tokens = countTokens(textOf(sentences));
  if (tokens <= maxTokens) return { chapter, sentences };
  const kept = Math.max(1, Math.floor((rows.length * maxTokens) / tokens));
  const spread = Array.from({ length: kept }, (_, place) => rows[Math.floor((place * rows.length) / kept)]!);
  return { chapter, sentences: spread.flat() };
}

export const textOf = (sentences: { text: string }[]): string => sentences.map(({ text }) => text).join(" ");

/** A chapter's sentences as a passage that a claim can be looked for in. */
export function hitOf({ chapter, sentences }: ChapterText, video: Video): VideoHit {
  const { startMs, endMs } = chapter;
  let from = 0;
  const placed = sentences.map((sentence) => {
    const own = { ...sentence, from, to: from + sentence.text.length };
    from = own.to + 1;
    return own;
  });
  const transcriptId = video.transcript.id;
  const text = textOf(sentences);
  const passage = { id: `${startMs}`, transcriptId, startMs, endMs, text, sentences: placed, video };
  const [{ startMs: firstMs, endMs: firstEndMs, text: first } = { startMs, endMs, text }] = sentences;
  return { score: 1, startMs: firstMs, endMs: firstEndMs, text: first, passage, wordsOnly: false };
}
