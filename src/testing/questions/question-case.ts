/** What a sensible person would accept as an answer. */
export type Expectation =
  /** `quote`: one of the quotes must match. `isFirst`: the first one should. `at`: where it should start, in seconds. */
  | { form: "quote"; quote: RegExp; isFirst: boolean; at: Seconds | null; videoId: string | null }
  /** The transcripts do not answer it. */
  | { form: "absent" }
  /** A summary: most of these parts of the video, in seconds, should have a citation that starts in them. */
  | { form: "whole"; videoId: string; parts: Seconds[] }
  /** Each of these videos must be cited. */
  | { form: "compare"; videoIds: string[] }
  /** The quotes must match at least half of the expressions. */
  | { form: "list"; items: RegExp[]; videoId: string | null }
  /** A citation must start in `at`. */
  | { form: "time"; at: Seconds; videoId: string | null }
  /** Small talk: nothing is to be cited. */
  | { form: "chat" };

export type Seconds = [from: number, to: number];

/** A question that is asked of the videos of a session, as a person types it. */
export type QuestionCase = {
  session: string;
  videoIds: string[];
  /** The language of each video's track, where it is not English. */
  languages: Record<string, string>;
  question: string;
  kind: string;
  /** The question that this one follows up, in the same session. */
  after: string | null;
  expected: Expectation;
};

/** Reads questions from JSON lines; the first line tells what the fields mean. Throws on a line that it cannot judge. */
export function parseQuestionCases(lines: string): QuestionCase[] {
  return lines
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, number }) => ({ fields: JSON.parse(line) as CaseFields, number }))
    .filter(({ fields }) => fields.about === undefined)
    .map(({ fields, number }) => {
      const expected = expectationOf(fields);
      if (expected === null) throw new Error(`Line ${number} does not say what is expected.`);
      return {
        session: fields.session,
        videoIds: fields.videos,
        languages: fields.langs ?? {},
        question: fields.question,
        kind: fields.kind,
        after: fields.after ?? null,
        expected,
      };
    });
}

/** Questions, each with the one that it follows up before it: chains that need sessions, or histories, of their own. */
export function chainsOf(cases: QuestionCase[]): QuestionCase[][] {
  const chains: QuestionCase[][] = [];
  for (const each of cases) {
    if (each.after === null) {
      chains.push([each]);
      continue;
    }
    const isParent = (other: QuestionCase) => other.session === each.session && other.question === each.after;
    const chain = chains.findLast((one) => one.some(isParent));
    if (!chain) throw new Error(`“${each.question}” follows up a question that is not before it.`);
    const parentAt = chain.findIndex(isParent);
    // Two follow-ups of one question know nothing of each other.
    if (parentAt === chain.length - 1) chain.push(each);
    else chains.push([...chain.slice(0, parentAt + 1), each]);
  }
  return chains;
}

type CaseFields = {
  about?: string;
  session: string;
  videos: string[];
  langs?: Record<string, string>;
  question: string;
  kind: string;
  after?: string;
  quote?: string;
  first?: boolean;
  at?: Seconds;
  video?: string;
  absent?: boolean;
  whole?: boolean;
  covers?: Seconds[];
  compare?: string[];
  list?: string[];
  time?: string;
  chat?: boolean;
};

function expectationOf(fields: CaseFields): Expectation | null {
  const videoId = fields.video ?? null;
  if (fields.absent) return { form: "absent" };
  if (fields.chat) return { form: "chat" };
  if (fields.whole)
    return { form: "whole", videoId: videoId ?? fields.videos[0]!, parts: fields.covers ?? [] };
  if (fields.compare) return { form: "compare", videoIds: fields.compare };
  if (fields.list) return { form: "list", items: fields.list.map(expression), videoId };
  if (fields.time !== undefined && fields.at) return { form: "time", at: fields.at, videoId };
  if (fields.quote === undefined) return null;
  return {
    form: "quote",
    quote: expression(fields.quote),
    isFirst: fields.first === true,
    at: fields.at ?? null,
    videoId,
  };
}

const expression = (source: string) => new RegExp(source, "i");
