import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { answerabilityFeatures } from "../../src/search/answerability/answerability.ts";
import { scoreWindows } from "../../src/search/rank/rank.ts";
import { createRetrieval } from "../../src/search/search.ts";
import type { AnswerabilityFeatures } from "../../src/search/answerability/features.ts";
import { halfOf, sessionOf, trackKey, type Question, type Track } from "../eval-data.ts";
import { calibrate, FOLDS, fitNetwork, foldOf, logitOf, type Example } from "./fit-network.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { openLibrary } from "./library.ts";
import { areaUnderCurve } from "./report.ts";

/**
 * Fits the weights of answerability for the embedded encoder, and writes them to the source. Questions about the videos
 * of the tuning half are asked of sessions that hold their video and of ones that do not.
 */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    cache: { type: "string", default: DEFAULT_CACHE },
    database: { type: "string" },
  },
});
const TARGET = new URL("../../src/search/answerability/answerability-fitted.ts", import.meta.url);

/** Most questions of one kind about a video, of which a few videos have a hundred. */
const MOST_OF_VIDEO = 16;
/** Sessions that questions are asked in: three draws of 20 videos, and one of five. */
const DRAWS = [
  { draw: 0, videos: 20 },
  { draw: 1, videos: 20 },
  { draw: 2, videos: 20 },
  { draw: 3, videos: 5 },
];
const DRAWS_ALONE = [1, 2, 3].map((draw) => ({ draw, videos: 1 }));

/** The features for sessions of several videos; `ALONE` lacks those that compare videos. */
const SEVERAL: (keyof AnswerabilityFeatures)[] = [
  ...([
    "videoMargin",
    "context1",
    "pairs",
    "phrases",
    "numbers",
    "missingTermShare",
    "fillerShare",
    "terms",
    "repeats",
  ] as const),
  ...(["words", "questionMark", "nearest", "video", "videoAhead", "otherLanguage"] as const),
];
const ALONE = SEVERAL.filter((name) => name !== "videoMargin" && name !== "videoAhead");

const write = (line: string) => process.stdout.write(`${line}\n`);
if (values.data === undefined)
  throw new Error("npm run fit:answerability -- --data DIR [--cache DIR] [--database DIR]");
const library = await openLibrary({
  ...values,
  data: values.data,
  database: values.database,
  choose: (questions) => capped(questions.filter(({ videoId }) => halfOf(videoId) === "tune")),
  draws: DRAWS.map(({ draw }) => draw),
  write,
});
try {
  const { questions } = library;
  write(`Asking ${questions.length} questions.`);
  const several = fit(await ask(questions, DRAWS), SEVERAL);
  const singleVideo = fit(await ask(questions, DRAWS_ALONE), ALONE);
  await writeFile(
    TARGET,
    `import type { AnswerabilityWeights } from "./network.ts";\n\n` +
      `// Written by \`npm run fit:answerability\`.\n` +
      `export const several: AnswerabilityWeights = ${JSON.stringify(several)};\n\n` +
      `export const singleVideo: AnswerabilityWeights = ${JSON.stringify(singleVideo)};\n`,
  );
} finally {
  await library.close();
}

function capped(questions: Question[]): Question[] {
  const kinds = Map.groupBy(questions, ({ source, language, videoId }) => `${source}|${language}|${videoId}`);
  return [...kinds.values()].flatMap((kind) =>
    kind.filter((_, index) => index % Math.ceil(kind.length / MOST_OF_VIDEO) === 0),
  );
}

async function ask(questions: Question[], draws: typeof DRAWS): Promise<Example[]> {
  const { signal } = new AbortController();
  const retrieve = createRetrieval({ embedding: library.encoder.model });
  const executor = library.database.fork();
  const read = async (session: Track[], query: string): Promise<AnswerabilityFeatures | undefined> => {
    const transcripts = session.map((track) => ({
      id: library.ids.get(trackKey(track))!,
      language: track.language,
    }));
    const found = await retrieve({ executor, transcripts, query, first: 10, signal });
    if (found === undefined) return undefined;
    const scored = scoreWindows(found.candidates, found.options);
    return scored.best.context1 === 0
      ? undefined
      : answerabilityFeatures(found.candidates, scored, found.options);
  };
  const examples: Example[] = [];
  for (const question of questions) {
    for (const { draw, videos } of draws) {
      const session = sessionOf(question.videoId, library.tracks, question.language, draw);
      const asked = {
        video: question.videoId,
        english: question.language === "en",
        first: draw === draws[0]!.draw,
      };
      const present = await read(session.slice(0, videos), question.text);
      // Of 20 videos without the question's there are 19, so that both sessions have the same others.
      const absent = await read(session.slice(1, videos + 1), question.text);
      if (present) examples.push({ ...asked, features: present, answered: true });
      if (absent) examples.push({ ...asked, features: absent, answered: false });
    }
  }
  return examples;
}

function fit(examples: Example[], names: (keyof AnswerabilityFeatures)[]) {
  const scores = new Map<Example, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitNetwork(
      examples.filter(({ video }) => foldOf(video) !== fold),
      names,
    );
    for (const example of examples)
      if (foldOf(example.video) === fold) scores.set(example, logitOf(example, weights));
  }
  const area = (english: boolean) => {
    const of = (answered: boolean) =>
      examples
        .filter((one) => one.first && one.english === english && one.answered === answered)
        .map((one) => scores.get(one)!);
    return areaUnderCurve(of(true), of(false)).toFixed(4);
  };
  write(
    `Area under the curve, cross-validated by video: English ${area(true)}, other languages ${area(false)}`,
  );
  return calibrate(fitNetwork(examples, names), scores);
}
