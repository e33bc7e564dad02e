import { parseArgs } from "node:util";
import { runAtOnce } from "../../src/async/steps.ts";
import { chapterCount, detectChapters } from "../../src/chapters/detect-chapters.ts";
import { textsOf } from "../../src/search/index/cut/cut-texts.ts";
import { cutTranscript } from "../../src/search/index/cut/cut-transcript.ts";
import { embedCut } from "../../src/transcripts/embed-cut.ts";
import { digest } from "../draw.ts";
import { openEncoder } from "../encoders.ts";
import { halfOf, readData, type Data, type Track } from "../eval-data.ts";
import { intervalOf, meanOf } from "../interval.ts";
import { markdownTable } from "../table.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { equalParts, textTiling } from "./baselines.ts";
import { scoreStarts, TOLERANCE_MS } from "./score.ts";

const USAGE = `npm run eval:chapters -- --data DIR [options]
  --data DIR     holds transcripts.jsonl.gz and questions.jsonl.gz; chapters start where the spans of a video's questions do
  --sources A,B  of these sources (default: 3b1b-chapters,qytl-viewer-toc)
  --language L   tracks in this language (default: en)
  --half HALF    tune, report or all (the default): numbers were chosen on the videos of the first
  --videos N     only so many videos of each source
  --titles       also the chapters of each video
  --cache DIR    keeps vectors here (default: in the system's temporary folder)
Videos of up to 40 minutes. F1 of the starts within ${TOLERANCE_MS / 1000} s, the mean over videos with its 95 % interval.`;

const LONGEST_MS = 40 * 60_000;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    sources: { type: "string", default: "3b1b-chapters,qytl-viewer-toc" },
    language: { type: "string", default: "en" },
    half: { type: "string", default: "all" },
    videos: { type: "string", default: "1000" },
    titles: { type: "boolean", default: false },
    cache: { type: "string", default: DEFAULT_CACHE },
  },
});
const most = Number(values.videos);
const write = (text: string) => process.stdout.write(`${text}\n`);
const isUnderstood = Number.isInteger(most) && most > 0 && ["tune", "report", "all"].includes(values.half);
if (values.data === undefined || !isUnderstood) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}

type Chaptered = { track: Track; durationMs: number; gold: number[] };

const WAYS = ["detected", "by words alone", "TextTiling", "equal parts"];

const data = await readData(values.data);
const encoder = await openEncoder(values.cache, false);
try {
  const rows: string[][] = [];
  for (const source of values.sources.split(",")) {
    const videos = videosOf(data, source);
    if (videos.length === 0) throw new Error(`There are no videos of ${source} in ${values.language}`);
    const scores: number[][] = [];
    for (const video of videos) scores.push(await scoresOf(video));
    const cells = WAYS.map((_, way) => showMean(scores.map((ofVideo) => ofVideo[way]!)));
    rows.push([source, String(videos.length), ...cells]);
  }
  write(markdownTable(["source", "videos", ...WAYS], rows));
} finally {
  await encoder.model.close();
}

function videosOf({ tracks, questions }: Data, source: string): Chaptered[] {
  const byVideo = Map.groupBy(
    questions.filter((question) => question.source === source),
    ({ videoId }) => videoId,
  );
  const inLanguage = new Map(
    tracks.filter(({ language }) => language === values.language).map((track) => [track.videoId, track]),
  );
  return [...byVideo]
    .filter(([videoId]) => values.half === "all" || halfOf(videoId) === values.half)
    .toSorted(([one], [other]) => (digest(one) < digest(other) ? -1 : 1))
    .flatMap(([videoId, asked]) => {
      const track = inLanguage.get(videoId);
      const durationMs = track?.cues.at(-1)?.endMs ?? 0;
      if (track === undefined || durationMs === 0 || durationMs > LONGEST_MS) return [];
      const gold = asked.flatMap((question) => question.gold.map(([fromMs]) => fromMs));
      return [{ track, durationMs, gold }];
    })
    .slice(0, most);
}

/** The scores by each of `WAYS`. */
async function scoresOf({ track, durationMs, gold }: Chaptered): Promise<number[]> {
  const { language, videoId, cues } = track;
  const cut = cutTranscript(cues, language);
  const { signal } = new AbortController();
  const vectors = await embedCut(encoder.model, textsOf(cut), signal, () => {});
  const transcript = { sentences: cut.sentences, language, durationMs };
  const detected = runAtOnce(detectChapters(transcript, vectors.sentences));
  const byWords = runAtOnce(detectChapters(transcript, null));
  const count = chapterCount(durationMs);
  const starts = [
    detected.map(({ startMs }) => startMs),
    byWords.map(({ startMs }) => startMs),
    textTiling(cut.sentences, language, count, durationMs),
    equalParts(count, durationMs),
  ];
  const scores = starts.map((found) => scoreStarts(found, gold));
  if (values.titles) {
    write(`${videoId} (${scores[0]!.toFixed(2)})`);
    for (const { startMs, title } of detected) write(`  ${Math.round(startMs / 1000)} s  ${title}`);
  }
  return scores;
}

function showMean(scores: number[]): string {
  const [low, high] = intervalOf(scores);
  return `${meanOf(scores).toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
}
