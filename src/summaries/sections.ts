/** A run of sentences that one point is made of, the end excluded, and the numbers of the chapters that it is of. */
export type Section = { from: number; to: number; chapters: number[] };

type Timed = { startMs: number; endMs: number };

/** A video with few chapters has a point for each minute, up to so many. */
const FEW_POINTS = 6;
/** More points than these are no summary. */
const MOST_POINTS = 20;

/**
 * What the points are made of: the chapters that have sentences, by their starts. Where they are few, the longest is halved
 * again and again; where they are many, the shortest is joined to its shorter neighbour.
 */
export function sectionsOf(sentences: Timed[], chapters: { startMs: number }[]): Section[] {
  const sections = chapterSections(sentences, chapters);
  const msOf = ({ from, to }: Section) => sentences[to - 1]!.endMs - sentences[from]!.startMs;
  const minutes = Math.round((sentences.at(-1)!.endMs - sentences[0]!.startMs) / 60_000);
  const fewest = Math.min(FEW_POINTS, minutes);
  while (sections.length < fewest) {
    const at = indexOfMost(sections, msOf);
    const { from, to, chapters: of } = sections[at]!;
    if (to - from < 2) break;
    const middleMs = sentences[from]!.startMs + msOf(sections[at]!) / 2;
    const middle = firstFrom(sentences, middleMs, from + 1, to - 1);
    sections.splice(at, 1, { from, to: middle, chapters: of }, { from: middle, to, chapters: of });
  }
  while (sections.length > MOST_POINTS) {
    const at = indexOfMost(sections, (section) => -msOf(section));
    const [before, after] = [sections[at - 1], sections[at + 1]];
    const joined = !before || (after && msOf(after) < msOf(before)) ? at : at - 1;
    const [one, other] = [sections[joined]!, sections[joined + 1]!];
    sections.splice(joined, 2, {
      from: one.from,
      to: other.to,
      chapters: [...one.chapters, ...other.chapters],
    });
  }
  return sections;
}

function chapterSections(sentences: Timed[], chapters: { startMs: number }[]): Section[] {
  const firsts = chapters.slice(1).map(({ startMs }) => firstFrom(sentences, startMs, 0, sentences.length));
  return [0, ...firsts]
    .map((from, chapter) => ({ from, to: firsts[chapter] ?? sentences.length, chapters: [chapter] }))
    .filter(({ from, to }) => from < to);
}

/** The first sentence from `low` on that begins at this time or later; `high` where there is none before it. */
function firstFrom(sentences: Timed[], startMs: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.startMs < startMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOfMost(sections: Section[], measure: (section: Section) => number): number {
  const measures = sections.map(measure);
  return measures.indexOf(Math.max(...measures));
}
