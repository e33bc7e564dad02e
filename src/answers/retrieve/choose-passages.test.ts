import { expect, test } from "vitest";
import type { VideoHit } from "../../videos/video.ts";
import { sampleHit, sampleQuote } from "../../testing/sample-hits.ts";
import { choosePassages, MAX_PASSAGES } from "./choose-passages.ts";

/** A hit of a video's passage of that name, with a score. */
function hitOf(video: number, name: string, score: number): VideoHit {
  const hit = sampleHit(video, ["One sentence.", "Another one."]);
  return { ...hit, score, passage: { ...hit.passage, id: name } };
}
const names = (hits: VideoHit[]) => hits.map(({ passage }) => passage.id);
const ONE = "How hot should it be?";

test("no passage comes twice, and it is as good as its best hit", () => {
  const hits = [hitOf(1, "a", 0.9), hitOf(1, "b", 0.8), hitOf(1, "a", 0.7)];
  expect(names(choosePassages(ONE, hits, []))).toEqual(["a", "b"]);
});

test("further hits in a passage are joined to its best one", () => {
  const [first, second] = [hitOf(1, "a", 0.7), hitOf(1, "a", 0.9)];
  const later = { ...second, startMs: second.startMs + 10_000 };
  expect(choosePassages(ONE, [first, later], [])).toEqual([{ ...later, furtherMs: [first.startMs] }]);
});

test("what is quoted is among them, and as good as the hit of its rank", () => {
  const hits = [hitOf(1, "a", 0.9), hitOf(1, "b", 0.8), hitOf(1, "c", 0.1)];
  const quoted = hitOf(1, "q", 0);
  expect(names(choosePassages(ONE, hits, [sampleQuote(quoted, 1)]))).toEqual(["a", "q", "b", "c"]);
  expect(names(choosePassages(ONE, hits, [sampleQuote(hits[2]!, 1)]))).toEqual(["a", "c", "b"]);
});

test("another video that is nearly as good comes before the last ones of the best", () => {
  const hits = [hitOf(1, "a1", 1), hitOf(1, "a2", 0.95), hitOf(1, "a3", 0.94), hitOf(2, "b1", 0.9)];
  expect(names(choosePassages(ONE, hits, []))).toEqual(["a1", "a2", "b1", "a3"]);
  const worse = [...hits.slice(0, 3), hitOf(2, "b1", 0.8)];
  expect(names(choosePassages(ONE, worse, []))).toEqual(["a1", "a2", "a3", "b1"]);
});

test.each([
  "How do the two talks differ?",
  "Compare green and black tea.",
  "What do both say about it?",
  "Worin unterscheiden sich die Vorträge?",
  "Quelle est la différence entre les deux ?",
  "¿Qué tienen en común?",
])("%s takes videos in turn", (question) => {
  const hits = [hitOf(1, "a1", 1), hitOf(1, "a2", 0.95), hitOf(2, "b1", 0.65), hitOf(2, "b2", 0.6)];
  expect(names(choosePassages(question, hits, []))).toEqual(["a1", "b1", "a2", "b2"]);
});

test("there are so many at most", () => {
  const hits = Array.from({ length: 30 }, (_, at) => hitOf(1, `p${at}`, 1 - at / 100));
  expect(choosePassages(ONE, hits, [])).toHaveLength(MAX_PASSAGES);
});
