import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askCases } from "../../src/testing/questions/ask-cases.ts";
import { parseQuestionCases, type QuestionCase } from "../../src/testing/questions/question-case.ts";
import { readData, type Question } from "../eval-data.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { startEvalServer } from "./eval-server.ts";
import {
  askOpenQuestions,
  drawOpenQuestions,
  inOpenSessions,
  POOLED_SOURCES,
  reportOpenQuestions,
} from "./open-questions.ts";
import {
  createPromptRecorder,
  reportPrompts,
  scoreOpenPrompt,
  scorePrompt,
  type PromptRecorder,
  type PromptScore,
} from "./prompts.ts";
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
  --prompts          what of the answers reaches a model's prompt, in place of the answers; the model is a stand-in
  --prompt-tokens N  of PROMPT_MAX_TOKENS (default: 6000)
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
    prompts: { type: "boolean", default: false },
    "prompt-tokens": { type: "string", default: "6000" },
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
const recorder = values.prompts ? createPromptRecorder() : null;
const server = await startEvalServer({
  cache: values.cache,
  tracks: open.pool,
  asProvider: values["as-provider"],
  ...(recorder && { chat: recorder.chat, promptTokens: Number(values["prompt-tokens"]) }),
});
const progress = (what: string, total: number) => {
  let done = 0;
  return () => {
    done += 1;
    if (done % 20 === 0 || done === total) process.stderr.write(`${done} of ${total} ${what}\n`);
  };
};
const asked = cases.filter((each) => needed.has(each));
const uploadsOf = await createUploads(data.tracks);
const countCase = progress("cases", asked.length);
const countOpen = progress("open questions", open.questions.length);
try {
  write(`${server.engine}, ${server.services.serverInfo.embeddingModel}\n`);
  await (recorder ? measurePrompts(recorder) : measureAnswers());
} finally {
  await server.close();
}

async function measureAnswers() {
  const judged = await askCases({ ...server, cases: asked, uploadsOf, onAnswer: countCase });
  const shown = judged.filter((each) => chosen.includes(each.case));
  if (!values.brief) write(`${reportFailures(shown)}\n`);
  if (shown.length > 0) write(`${reportQuestions(shown)}\n`);
  if (values.answers) {
    const lines = shown.map((each) =>
      JSON.stringify({ ...each.case, ...each.answer, ...each.verdict }, expressionsAsText),
    );
    await writeFile(values.answers, `${lines.join("\n")}\n`);
  }
  if (open.questions.length > 0) {
    write(reportOpenQuestions(await askOpenQuestions(server, open, countOpen)));
  }
}

async function measurePrompts({ take }: PromptRecorder) {
  const scores = new Map<QuestionCase | Question, { name: string; score: PromptScore }>();
  await askCases({
    ...server,
    cases: asked,
    uploadsOf,
    onAnswer(each, answer) {
      const score = scorePrompt(each.expected, answer.sources, take());
      if (score && chosen.includes(each)) scores.set(each, { name: each.kind, score });
      countCase();
    },
  });
  await inOpenSessions(server, open, async (session, _videoId, questions) => {
    for (const question of questions) {
      await server.forgetAnswers(session.id);
      const { sources } = await session.ask(question.text);
      scores.set(question, { name: question.source, score: scoreOpenPrompt(question, sources, take()) });
      countOpen();
    }
  });
  write(reportPrompts([...scores.values()]));
}
