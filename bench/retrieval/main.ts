import { parseArgs } from "node:util";
import { createSearch } from "../../src/search/search.ts";
import { asker, type Asked } from "./ask.ts";
import { halfOf, type Question } from "../eval-data.ts";
import { DEFAULT_CACHE } from "../vector-cache.ts";
import { openLibrary } from "./library.ts";
import { printAbstention, printGains, printScores, printTimes } from "./report.ts";

const USAGE = `npm run eval -- --data DIR [options]
  --data DIR       holds transcripts.jsonl.gz and questions.jsonl.gz
  --sources A,B    only questions of these sources
  --languages A,B  only questions in these languages
  --half HALF      tune, report (the default) or all: weights were chosen on the videos of the first
  --limit N        only every so many-th question, so that about N are asked
  --pooled         sessions of the videos of these questions alone: quick, but not comparable with other numbers
  --baselines      also rank the usual chunks of 1,000 characters: BM25, vectors, and both fused
  --absent         also ask each question of the session without its video
  --as-provider    the encoder behind a stand-in for OpenAI, weighed as that of any provider
  --cache DIR      keeps vectors here (default: the system's temporary folder)
  --database DIR   keeps the PGlite database here; DATABASE_URL takes a PostgreSQL instead, with an empty database`;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    sources: { type: "string" },
    languages: { type: "string" },
    half: { type: "string", default: "report" },
    limit: { type: "string" },
    pooled: { type: "boolean", default: false },
    baselines: { type: "boolean", default: false },
    absent: { type: "boolean", default: false },
    "as-provider": { type: "boolean", default: false },
    cache: { type: "string", default: DEFAULT_CACHE },
    database: { type: "string" },
  },
});

const write = (line: string) => process.stdout.write(`${line}\n`);

if (values.data === undefined) {
  write(USAGE);
  process.exit(1);
}
await main(values.data);

async function main(data: string): Promise<void> {
  const { cache, database: folder } = values;
  const library = await openLibrary({
    data,
    cache,
    database: folder,
    choose,
    isPooled: values.pooled,
    asProvider: values["as-provider"],
    write,
  });
  try {
    const chosen = library.questions;
    write(`Asking ${chosen.length} questions of sessions of 20 videos (half: ${values.half}).`);
    const ask = asker({
      ...library,
      search: createSearch({ embedding: library.encoder.model, indexes: library.indexes }),
    });
    const asked: Asked[] = [];
    for (const question of chosen) {
      if (asked.length % 100 === 99)
        process.stderr.write(`${asked.length + 1} of ${chosen.length} questions\n`);
      asked.push(await ask(question, { baselines: values.baselines, absent: values.absent }));
    }
    printScores(asked, write);
    if (values.baselines) printGains(asked, write);
    if (values.absent) printAbstention(asked, write);
    printTimes(asked, write);
  } finally {
    await library.close();
  }
}

function choose(questions: Question[]): Question[] {
  const sources = values.sources?.split(",");
  const languages = values.languages?.split(",");
  const wanted = questions.filter(
    (question) =>
      (sources === undefined || sources.includes(question.source)) &&
      (languages === undefined || languages.includes(question.language)) &&
      (values.half === "all" || halfOf(question.videoId) === values.half),
  );
  const every = Math.max(1, Math.ceil(wanted.length / Number(values.limit ?? wanted.length)));
  return wanted.filter((_, index) => index % every === 0);
}
