import type { Confidence } from "../../src/testing/questions/judge-answer.ts";
import {
  questionSession,
  whenReady,
  type QuestionSession,
} from "../../src/testing/questions/question-session.ts";
import { halfOf, VIDEOS_IN_SESSION, type Data, type Question, type Track } from "../eval-data.ts";
import { areaUnderCurve } from "../retrieval/report.ts";
import { markdownTable } from "../table.ts";
import { digest, spread } from "../draw.ts";
import type { EvalServer } from "./eval-server.ts";
import { share } from "./report.ts";

/** Sources whose questions have an answer in their video: a viewer's comment may have none. */
export const POOLED_SOURCES = ["medvidqa-val", "3b1b-chapters", "qytl-viewer-toc"];

/** English questions, and the pool of their videos, of which sessions are drawn. */
export type OpenQuestions = { questions: Question[]; pool: Track[] };

export type DrawOpenOptions = {
  /** About so many questions, as many of each source as there are. */
  count: number;
  half: string;
  sources: string[];
};

/** Draws the same questions from the same data every time. */
export function drawOpenQuestions(data: Data, { count, half, sources }: DrawOpenOptions): OpenQuestions {
  const tracks = new Map(
    data.tracks.filter(({ language }) => language === "en").map((track) => [track.videoId, track]),
  );
  const bySource = sources
    .map((source) =>
      data.questions.filter(
        (one) =>
          one.source === source &&
          one.language === "en" &&
          tracks.has(one.videoId) &&
          (half === "all" || halfOf(one.videoId) === half),
      ),
    )
    .toSorted((one, other) => one.length - other.length);
  const questions: Question[] = [];
  for (const [index, ofSource] of bySource.entries()) {
    const wanted = Math.ceil((count - questions.length) / (bySource.length - index));
    questions.push(...spread(ofSource).slice(0, Math.max(0, wanted)));
  }
  const pool = [...new Set(questions.map(({ videoId }) => videoId))].map((videoId) => tracks.get(videoId)!);
  return { questions, pool };
}

/** What the server makes of a question in one session. `chance`: of an answer, by its search. */
export type OpenAnswer = { confidence: Confidence | null; chance: number; isRight: boolean };

export type AskedOpen = { question: Question; present: OpenAnswer; absent: OpenAnswer };

export type OpenSession = Awaited<ReturnType<typeof openSession>>;

/** Opens a session of 20 videos of the pool for each video that questions are asked of. */
export async function inOpenSessions(
  server: EvalServer,
  { questions, pool }: OpenQuestions,
  work: (session: OpenSession, videoId: string, questions: Question[]) => Promise<void>,
): Promise<void> {
  for (const [videoId, ofVideo] of Map.groupBy(questions, (question) => question.videoId)) {
    const others = pool
      .map((track) => track.videoId)
      .filter((id) => id !== videoId)
      .toSorted((one, other) => (digest(`${videoId}|${one}`) < digest(`${videoId}|${other}`) ? -1 : 1))
      .slice(0, VIDEOS_IN_SESSION - 1);
    const session = await openSession(server, [videoId, ...others]);
    await work(session, videoId, ofVideo);
    await session.end();
  }
}

/** Asks each question in a session of 20 videos, and again after its video was removed. */
export async function askOpenQuestions(
  server: EvalServer,
  open: OpenQuestions,
  onDone: () => void,
): Promise<AskedOpen[]> {
  const asked: AskedOpen[] = [];
  await inOpenSessions(server, open, async (session, videoId, questions) => {
    const present = await askAll(server, session, questions);
    await session.remove(videoId);
    const absent = await askAll(server, session, questions);
    for (const [index, question] of questions.entries()) {
      asked.push({ question, present: present[index]!, absent: absent[index]! });
      onDone();
    }
  });
  return asked;
}

async function openSession({ client }: EvalServer, youtubeIds: string[]) {
  const { session } = await client.request(`mutation { session { token session { id } } }`);
  const { addVideos } = await client.request(
    `mutation ($urls: [String!]!) { addVideos(urls: $urls, language: "en") { results { video { id } error { message } } } }`,
    { urls: youtubeIds.map((id) => `https://youtu.be/${id}`) },
    session.token,
  );
  const results = addVideos.results as { video: { id: string } | null; error: { message: string } | null }[];
  const videoIds = new Map(
    results.map(({ video, error }, index) => {
      if (!video) throw new Error(error?.message);
      return [video.id, youtubeIds[index]!];
    }),
  );
  await whenReady(client, session.token, videoIds.size);
  const opened = await questionSession(client, { token: session.token, id: session.session.id, videoIds });
  return {
    ...opened,
    remove: (youtubeId: string) => {
      const [id] = [...videoIds].find(([, videoId]) => videoId === youtubeId)!;
      return client.request(`mutation ($id: ID!) { removeVideo(id: $id) { videoId } }`, { id }, opened.token);
    },
  };
}

async function askAll(server: EvalServer, session: QuestionSession, questions: Question[]) {
  const answers: OpenAnswer[] = [];
  for (const question of questions) {
    await server.forgetAnswers(session.id);
    const { confidence, citations } = await session.ask(question.text);
    const isRight = citations.some(
      ({ videoId, startMs, endMs }) =>
        videoId === question.videoId && question.gold.some(([from, to]) => startMs < to && endMs > from),
    );
    answers.push({ confidence, isRight, chance: await server.chanceOfAnswer(session.id, question.text) });
  }
  return answers;
}

/** Tables of what is said with the video and without, and of how well the chance of an answer is told. */
export function reportOpenQuestions(asked: AskedOpen[]): string {
  const rows: [string, AskedOpen[]][] = [
    ...Map.groupBy(asked, ({ question }) => question.source),
    ["all", asked],
  ];
  const isSaid = (answer: OpenAnswer, confidence: Confidence) => answer.confidence === confidence;
  const levels = markdownTable(
    [
      "open questions",
      "asked",
      "answered: NOT_FOUND",
      "SURE",
      "of SURE right",
      "absent: NOT_FOUND",
      "UNSURE",
      "SURE",
      "area under the curve",
      "refused at 12 % wrong",
    ],
    rows.map(([name, each]) => [
      name,
      String(each.length),
      share(each, ({ present }) => isSaid(present, "NOT_FOUND")),
      share(each, ({ present }) => isSaid(present, "SURE")),
      share(
        each.filter(({ present }) => isSaid(present, "SURE")),
        ({ present }) => present.isRight,
      ),
      ...(["NOT_FOUND", "UNSURE", "SURE"] as const).map((level) =>
        share(each, ({ absent }) => isSaid(absent, level)),
      ),
      ...separation(each),
    ]),
  );
  return `${levels}\n\n${calibrationTable(asked)}`;
}

const WRONG = 0.12;

function separation(asked: AskedOpen[]): [area: string, refused: string] {
  const present = asked.map((one) => one.present.chance);
  const absent = asked.map((one) => one.absent.chance);
  const limit = present.toSorted((one, other) => one - other)[Math.floor(present.length * WRONG)]!;
  return [areaUnderCurve(present, absent).toFixed(3), share(absent, (chance) => chance < limit)];
}

const BINS = 10;

/** Half of the answers are those of sessions without the video. */
function calibrationTable(asked: AskedOpen[]): string {
  const answers = asked.flatMap(({ present, absent }) => [
    { ...present, isPresent: true },
    { ...absent, isPresent: false },
  ]);
  const bins = Map.groupBy(answers, ({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)));
  return markdownTable(
    ["chance of an answer", "asked", "mean chance", "video present", "place cited"],
    Array.from({ length: BINS }, (_, bin) => {
      const each = bins.get(bin) ?? [];
      const mean = each.reduce((sum, { chance }) => sum + chance, 0) / each.length;
      return [
        `${(bin / BINS).toFixed(1)} to ${((bin + 1) / BINS).toFixed(1)}`,
        String(each.length),
        each.length > 0 ? mean.toFixed(2) : "–",
        share(each, ({ isPresent }) => isPresent),
        share(each, ({ isRight }) => isRight),
      ];
    }),
  );
}
