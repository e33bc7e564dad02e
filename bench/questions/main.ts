import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askCases } from "../../src/testing/questions/ask-cases.ts";
import { parseQuestionCases } from "../../src/testing/questions/question-case.ts";
import { readData } from "../eval-data.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { startEvalServer } from "./eval-server.ts";
import {
  askOpenQuestions,
  drawOpenQuestions,
  POOLED_SOURCES,
  reportOpenQuestions,
} from "./open-questions.ts";
import { reportFailures, reportQuestions } from "./report.ts";
import { createUploads } from "./uploads.ts";

const USAGE = `npm run eval:questions -- --data DIR [options]
  --data DIR         holds questions.jsonl, whose first line says how answers are judged
  --transcripts DIR  holds transcripts.jsonl.gz and questions.jsonl.gz (default: DIR/../eval)
  --kinds A,B        only questions of these kinds
  --sessions A,B     only questions of these sessions
  --open N           also about N open questions, each asked with its video in the session and without
  --half HALF        of the open questions: tune, report (the default) or all
  --sources A,B      of the open questions (default: ${POOLED_SOURCES.join()})
  --brief            leaves out the answers that fall short
  --answers FILE     writes all questions and answers there as JSON lines, to be read
  --as-provider      the encoder behind a stand-in for OpenAI, weighed as that of any provider
  --cache DIR        keeps vectors here (default: in the system's temporary folder)
DATABASE_URL takes a PostgreSQL with an empty database in place of PGlite.`;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    transcripts: { type: "string" },
    kinds: { type: "string" },
    sessions: { type: "string" },
    open: { type: "string", default: "0" },
    half: { type: "string", default: "report" },
    sources: { type: "string", default: POOLED_SOURCES.join() },
    brief: { type: "boolean", default: false },
    answers: { type: "string" },
    "as-provider": { type: "boolean", default: false },
    cache: { type: "string", default: DEFAULT_CACHE },
  },
});
if (values.data === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}

const expressionsAsText = (_: string, value: unknown) => (value instanceof RegExp ? value.source : value);
const write = (text: string) => process.stdout.write(`${text}\n`);
const isAmong = (wanted: string | undefined, value: string) =>
  wanted === undefined || wanted.split(",").includes(value);

const cases = parseQuestionCases(await readFile(join(values.data, "questions.jsonl"), "utf8"));
const chosen = cases.filter(
  ({ kind, session }) => isAmong(values.kinds, kind) && isAmong(values.sessions, session),
);
// A follow-up is asked after its question, whatever the kind of that.
const needed = new Set(chosen);
for (const each of cases.toReversed()) {
  const followed = [...needed].some(
    ({ after, session }) => after === each.question && session === each.session,
  );
  if (followed) needed.add(each);
}
const data = await readData(values.transcripts ?? join(values.data, "../eval"));
const open = drawOpenQuestions(data, {
  count: Number(values.open),
  half: values.half,
  sources: values.sources.split(","),
});
const server = await startEvalServer({
  cache: values.cache,
  tracks: open.pool,
  asProvider: values["as-provider"],
});
try {
  const progress = (what: string, total: number) => (done: number) => {
    if (done % 20 === 0 || done === total) process.stderr.write(`${done} of ${total} ${what}\n`);
  };
  const asked = cases.filter((each) => needed.has(each));
  const uploadsOf = await createUploads(data.tracks);
  const judged = await askCases({
    ...server,
    cases: asked,
    uploadsOf,
    onDone: progress("cases", asked.length),
  });
  const shown = judged.filter((each) => chosen.includes(each.case));
  if (!values.brief) write(`${reportFailures(shown)}\n`);
  if (shown.length > 0)
    write(`${server.engine}, ${server.services.serverInfo.embeddingModel}\n\n${reportQuestions(shown)}`);
  if (values.answers) {
    const lines = shown.map((each) =>
      JSON.stringify({ ...each.case, ...each.answer, ...each.verdict }, expressionsAsText),
    );
    await writeFile(values.answers, `${lines.join("\n")}\n`);
  }
  if (open.questions.length > 0) {
    const onDone = progress("open questions", open.questions.length);
    write(`\n${reportOpenQuestions(await askOpenQuestions({ server, open, onDone }))}`);
  }
} finally {
  await server.close();
}
