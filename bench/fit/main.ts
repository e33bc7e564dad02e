import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FITTED } from "../../src/search/rank/fitted.ts";
import type { Profile, Weights } from "../../src/search/rank/weights.ts";
import { openEncoder, type Encoder } from "../encoders.ts";
import { readData, type Question } from "../eval-data.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { createAsker } from "./asker.ts";
import { caseQuestions, draw, inSessions, questionsOf, type AskedQuestion } from "./asked-questions.ts";
import { createMeasure, mapInTurn } from "./measure.ts";
import { chooseThresholds, fitConfidence } from "./fit-confidence.ts";
import { fitPlaces, PLACE_PRIORS } from "./fit-places.ts";
import {
  reportCalibration,
  reportConfidence,
  reportConfidenceFeatures,
  reportPlaceFeatures,
  reportPlaces,
  reportRules,
} from "./report.ts";
import { writeFitted } from "./write-fitted.ts";

const USAGE = `npm run fit -- --data DIR --cases DIR [options]
  --data DIR       holds transcripts.jsonl.gz and questions.jsonl.gz; weights are fitted on one half of its videos
  --cases DIR      holds questions.jsonl, with answers that are judged by their words
  --profiles A,B   of embedded, foreign, provided, wordsOnly (default: all)
  --open N         about N open questions of each half tell how sure answers are (default: 400)
  --rules          only the table of what each rule of quoting brings
  --dry            writes no weights
  --cache DIR      keeps vectors here (default: in the system's temporary folder)
Fits the weights of places and of confidence, writes them to src/search/rank/fitted.ts, and reports on the other half.`;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    cases: { type: "string" },
    profiles: { type: "string", default: "embedded,foreign,provided,wordsOnly" },
    open: { type: "string", default: "400" },
    rules: { type: "boolean", default: false },
    dry: { type: "boolean", default: false },
    cache: { type: "string", default: DEFAULT_CACHE },
  },
});
const { data: dataDir, cases: casesDir, cache } = values;
const count = Number(values.open);
const profiles = values.profiles.split(",").filter((name): name is Profile => Object.hasOwn(FITTED, name));
const isUnderstood =
  profiles.length === values.profiles.split(",").length && Number.isInteger(count) && count > 0;
if (dataDir === undefined || casesDir === undefined || !isUnderstood) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}
const write = (text: string) => process.stdout.write(`${text}\n`);
const data = await readData(dataDir);
const cases = await readFile(join(casesDir, "questions.jsonl"), "utf8");
const MANY = 20;
const fitted: Record<Profile, Weights> = structuredClone(FITTED);

for (const profile of profiles) {
  const encoder = await openEncoder(cache, profile === "provided");
  try {
    await (values.rules ? showRules(encoder, profile) : fit(encoder, profile));
  } finally {
    await encoder.model.close();
  }
}
if (!values.rules && !values.dry) await writeFitted(fitted);

async function questionsFor(profile: Profile) {
  const tongue = profile === "foreign" ? "other" : "English";
  const [tune, report] = [questionsOf(data, "tune", tongue), questionsOf(data, "report", tongue)];
  return { tune, report, cases: await caseQuestions(data, cases, tongue) };
}

async function showRules({ model }: Encoder, profile: Profile) {
  const measure = createMeasure(createAsker(model, profile), data, profile, FITTED[profile]);
  const questions = await questionsFor(profile);
  const open = inSessions(data, draw(questions.report, count), MANY);
  write(`## ${profile}\n\n${await reportRules(measure, { cases: questions.cases, open })}\n`);
}

async function fit({ model }: Encoder, profile: Profile) {
  const ask = createAsker(model, profile);
  const questions = await questionsFor(profile);
  const prior = PLACE_PRIORS[profile === "wordsOnly" ? "words" : "vectors"];
  const start = { ...fitted[profile], places: prior };
  const before = createMeasure(ask, data, profile, start);
  // The scale of the embedded encoder is what others are brought to.
  if (profile === "embedded") fitted.provided.cosines = await before.cosineScales(questions.tune);
  const choices = await before.choices(questions.tune);
  const places = fitPlaces(choices, prior);
  const after = createMeasure(ask, data, profile, { ...start, places });
  const examples = (asked: AskedQuestion[]) => mapInTurn(asked, (each) => after.example(each));
  // Most people ask of one video, or of a few: sessions of both sizes count.
  const openExamples = async (asked: Question[]) => ({
    "20 videos": await examples(inSessions(data, asked, MANY)),
    "one video": await examples(inSessions(data, asked, 1)),
  });
  const tuned = {
    ...(await openExamples(draw(questions.tune, count))),
    cases: await examples(questions.cases),
  };
  const confidence = fitConfidence(Object.values(tuned));
  const thresholds = chooseThresholds(Object.values(tuned), confidence);
  fitted[profile] = { ...start, places, confidence, thresholds };
  const held = await openExamples(draw(questions.report, count));
  const tables = [
    `## ${profile}`,
    await reportPlaces({ "by hand": before, fitted: after }, questions.report),
    reportPlaceFeatures(choices, prior, await before.choices(questions.report)),
    `Held out:\n\n${reportConfidence(held, fitted[profile])}`,
    `Fitted on:\n\n${reportConfidence(tuned, fitted[profile])}`,
    reportConfidenceFeatures(Object.values(tuned), { ...held, "cases, fitted on": tuned.cases }),
    reportCalibration(Object.values(held).flat(), confidence),
  ];
  write(`${tables.join("\n\n")}\n`);
}
