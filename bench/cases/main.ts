import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkCaptions, checkUrl } from "./check.ts";
import { readCaptionCases, readUrlCases } from "./read.ts";

const USAGE = `npm run bench:cases -- --data DIR
  --data DIR  holds captions.jsonl and urls.jsonl: small inputs, each with what it should come to
Prints how many of each file come out right, then each that does not, with what came instead.`;

type Outcome = { name: string; what: string; problem: string | null };

const { values } = parseArgs({ options: { data: { type: "string" } } });
const write = (text: string) => process.stdout.write(`${text}\n`);
if (values.data === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}

const captions = await readCaptionCases(join(values.data, "captions.jsonl"));
const urls = await readUrlCases(join(values.data, "urls.jsonl"));
report(
  "captions",
  captions.map((given) => ({ ...given, problem: checkCaptions(given) })),
);
report(
  "urls",
  urls.map((given) => ({ ...given, problem: checkUrl(given) })),
);

function report(file: string, outcomes: Outcome[]): void {
  const wrong = outcomes.filter(({ problem }) => problem !== null);
  const right = outcomes.length - wrong.length;
  const share = ((right / outcomes.length) * 100).toFixed(1);
  write(`${file}: ${right} of ${outcomes.length} right (${share} %), ${wrong.length} wrong`);
  for (const { name, what, problem } of wrong) write(`  ${name} (${what})\n    ${problem}`);
}
