import { parseArgs } from "node:util";
import { runAtOnce } from "../../src/async/steps.ts";
import { detectChapters } from "../../src/chapters/detect-chapters.ts";
import { cutTranscript } from "../../src/search/index/cut/cut-transcript.ts";
import { textsOf } from "../../src/search/index/cut/cut-texts.ts";
import { createIndexSearch } from "../../src/search/search.ts";
import { createSuggester } from "../../src/suggestions/suggest-questions.ts";
import { embedCut } from "../../src/transcripts/embed-cut.ts";
import { digest } from "../draw.ts";
import { openEncoder } from "../encoders.ts";
import { halfOf, readData, sessionOf, type Data, type Track } from "../eval-data.ts";
import { createTrackIndexer, windowCosinesOf } from "../fit/asker.ts";
import { meanOf } from "../interval.ts";
import { markdownTable, median } from "../table.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";

const USAGE = `npm run eval:suggestions -- --data DIR [options]
  --data DIR     holds transcripts.jsonl.gz and questions.jsonl.gz
  --videos N     of so many videos, as many of each source as there are (default: 50)
  --skip N       behind so many others (default: 0)
  --half HALF    tune, report (the default) or all: patterns and numbers were chosen on the videos of the first
  --language L   tracks in this language (default: en)
  --words-only   without an embedding model
  --questions    also each question, with the quotes that answer it
  --cache DIR    keeps vectors here (default: in the system's temporary folder)
Each question is asked in a session of its video, and in one of 20. SURE: so sure is search of the answer; in place: the first
quote lies in the chapter that the question came from.`;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    videos: { type: "string", default: "50" },
    skip: { type: "string", default: "0" },
    half: { type: "string", default: "report" },
    language: { type: "string", default: "en" },
    "words-only": { type: "boolean", default: false },
    questions: { type: "boolean", default: false },
    cache: { type: "string", default: DEFAULT_CACHE },
  },
});
const most = Number(values.videos);
const skipped = Number(values.skip);
const write = (text: string) => process.stdout.write(`${text}\n`);
const isUnderstood =
  Number.isInteger(most) &&
  most > 0 &&
  Number.isInteger(skipped) &&
  skipped >= 0 &&
  ["tune", "report", "all"].includes(values.half);
if (values.data === undefined || !isUnderstood) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}

type Asked = { isSure: boolean; isInPlace: boolean; isSureAmongOthers: boolean; isOwn: boolean };
type Measured = { source: string; asked: Asked[]; ms: number; speechMs: number };

const data = await readData(values.data);
const encoder = await openEncoder(values.cache, false);
const { signal } = new AbortController();
const embedding = values["words-only"] ? null : encoder.model;
const suggester = createSuggester({
  embedding,
  onFailure: (error) => process.stderr.write(`${String(error)}\n`),
});
const search = createIndexSearch({ embedding, timeoutMs: 60_000 });
const indexOf = createTrackIndexer(encoder.model);
try {
  const measured: Measured[] = [];
  for (const { source, track } of videosOf(data)) measured.push(await measure(source, track));
  const bySource = [...Map.groupBy(measured, ({ source }) => source), ["all", measured] as const];
  write(
    markdownTable(
      [
        "source",
        "videos",
        "questions",
        "a video (median)",
        "with none",
        "SURE",
        "in place",
        "SURE of 20",
        "own of 20",
        "ms",
        "ms an hour",
      ],
      bySource.map(([source, ofSource]) => rowOf(source, ofSource)),
    ),
  );
} finally {
  await suggester.close();
  await encoder.model.close();
}

/** Videos in an order that depends on their ids alone, of each source in turn. */
function videosOf({ tracks, questions }: Data): { source: string; track: Track }[] {
  const sources = new Map(
    questions.map(({ videoId, source }) => [
      videoId,
      source.replace(/-comment-question|-viewer-toc|-translated/u, ""),
    ]),
  );
  const chosen = tracks
    .filter(
      ({ videoId, language }) =>
        language === values.language && (values.half === "all" || halfOf(videoId) === values.half),
    )
    .map((track) => ({
      source: sources.get(track.videoId) ?? (track.title === null ? "others" : "others, titled"),
      track,
    }));
  const turns = [...Map.groupBy(chosen, ({ source }) => source).values()].flatMap((ofSource) =>
    ofSource
      .toSorted((one, other) => (digest(one.track.videoId) < digest(other.track.videoId) ? -1 : 1))
      .map((video, turn) => ({ ...video, turn })),
  );
  return turns.toSorted((one, other) => one.turn - other.turn).slice(skipped, skipped + most);
}

async function measure(source: string, track: Track): Promise<Measured> {
  const { language, cues, videoId, title } = track;
  const cut = cutTranscript(cues, language);
  const vectors = await embedCut(encoder.model, textsOf(cut), signal, () => {});
  const speechMs = cues.at(-1)?.endMs ?? 0;
  const chapters = runAtOnce(
    detectChapters({ sentences: cut.sentences, language, durationMs: speechMs }, vectors.sentences),
  );
  const startsMs = chapters.map(({ startMs }) => startMs);
  const began = performance.now();
  const suggested = await suggester.suggest(
    { cut, language, vectors: embedding && vectors },
    chapters.map((chapter) => [chapter.startMs, chapter.title]),
    { owner: "", signal },
  );
  const ms = performance.now() - began;
  if (values.questions)
    write(`\n${videoId} ${title ?? ""} (${source}, ${Math.round(speechMs / 60_000)} min)`);
  const asked: Asked[] = [];
  for (const { question, startMs } of suggested) {
    const alone = await ask([track], question);
    const among = await ask(sessionOf(videoId, data.tracks, language), question);
    const endMs = startsMs.find((start) => start > startMs) ?? Number.POSITIVE_INFINITY;
    const [first] = alone.quotes;
    const isInPlace = first !== undefined && first.startMs >= startMs && first.startMs < endMs;
    const isSure = alone.confidence === "SURE";
    const isSureAmongOthers = among.confidence === "SURE";
    asked.push({
      isSure,
      isInPlace,
      isSureAmongOthers,
      isOwn: among.quotes[0]?.passage.transcriptId === videoId,
    });
    if (!values.questions) continue;
    write(
      `  ${question} ${isSure ? "" : `(${alone.confidence}) `}${isInPlace ? "" : "(elsewhere) "}${isSureAmongOthers ? "" : `(of 20: ${among.confidence}, ${among.answerability.toFixed(2)} for ${alone.answerability.toFixed(2)})`}`,
    );
    for (const { text } of alone.quotes) write(`      ${text.replaceAll(/\s+/gu, " ")}`);
  }
  return { source, asked, ms, speechMs };
}

async function ask(tracks: Track[], query: string) {
  const session = await Promise.all(tracks.map(indexOf));
  return search(
    session.map(({ index }) => (values["words-only"] ? { ...index, vectors: null, following: null } : index)),
    { query, first: 1, cosinesOf: windowCosinesOf(session) },
  );
}

function rowOf(source: string, measured: Measured[]): string[] {
  const asked = measured.flatMap((video) => video.asked);
  const share = (holds: (one: Asked) => boolean) =>
    asked.length === 0 ? "" : meanOf(asked.map((one) => Number(holds(one)))).toFixed(3);
  const perVideo = measured.map((video) => video.asked.length);
  const hours = measured.reduce((sum, { speechMs }) => sum + speechMs, 0) / 3_600_000;
  const ms = measured.map((video) => video.ms);
  return [
    source,
    String(measured.length),
    String(asked.length),
    String(median(perVideo)),
    String(perVideo.filter((count) => count === 0).length),
    share(({ isSure }) => isSure),
    share(({ isInPlace }) => isInPlace),
    share(({ isSureAmongOthers }) => isSureAmongOthers),
    share(({ isOwn }) => isOwn),
    median(ms).toFixed(0),
    (ms.reduce((sum, one) => sum + one, 0) / hours).toFixed(0),
  ];
}
