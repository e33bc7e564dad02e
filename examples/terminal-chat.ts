/**
 * A chat in the terminal: progress bars while videos are read, answers as they are written, citations, history. Beside a
 * server that runs: `npx node examples/terminal-chat.ts [http://127.0.0.1:4000/graphql]`
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import { MultiBar, type SingleBar } from "cli-progress";
import { connect, createAnswerView, post, readAnswer, type Citation } from "./graphql-ws-client.ts";

const HELP = `Paste links of videos, or name a transcript file (.vtt, .srt, .sbv or .txt). Anything else is a question.
/history shows what was asked so far, /quit deletes the session. Ctrl+C stops what is under way.`;

const url = process.argv[2] ?? "http://127.0.0.1:4000/graphql";
const { session } = await post<{ session: { token: string } }>(url, "mutation { session { token } }");
const request = <Data>(query: string, variables: Record<string, unknown> = {}) =>
  post<Data>(url, query, variables, session.token);
const client = connect(url, session.token);
const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
let isOpen = true;
terminal.once("close", () => (isOpen = false));
/** What Ctrl+C does now. */
let stop = () => terminal.close();
terminal.on("SIGINT", () => stop());

const say = (text: string) => process.stdout.write(`${text}\n`);
const dim = (text: string) => styleText("dim", text, { stream: process.stdout });

async function addLinks(text: string) {
  const { addVideos } = await request<{
    addVideos: {
      results: { url: string; video: { id: string } | null; error: { message: string } | null }[];
    };
  }>(
    "mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { url video { id } error { message } } } }",
    { urls: [text] },
  );
  for (const { url: link, error } of addVideos.results) if (error) say(`${link}: ${error.message}`);
  await showProgress(addVideos.results.flatMap(({ video }) => video?.id ?? []));
}

async function addFile(path: string) {
  const { addTranscript } = await request<{ addTranscript: { video: { id: string }; warnings: string[] } }>(
    `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } warnings } }`,
    { input: { title: basename(path), format: "AUTO", content: await readFile(path, "utf8") } },
  );
  for (const warning of addTranscript.warnings) say(dim(warning));
  await showProgress([addTranscript.video.id]);
}

type Video = {
  id: string;
  title: string | null;
  url: string | null;
  status: string;
  progress: number;
  failure: { message: string } | null;
};

/** A bar for each video until it is READY or has a failure; some of these the server tries again later. */
async function showProgress(ids: string[]) {
  const underWay = new Set(ids);
  if (underWay.size === 0) return;
  const format = "{bar} {percentage} % {status} {title}";
  const multiBar = new MultiBar({ format, hideCursor: true, stream: process.stdout });
  const bars = new Map<string, SingleBar>();
  const ended: Video[] = [];
  const events = client.iterate<{ videoEvents: { video?: Video } }>({
    query: `subscription { videoEvents { ... on VideoUpdated {
      video { id title url status progress failure { message } } } } }`,
  });
  stop = () => void events.return?.();
  for await (const { data } of events) {
    const video = data?.videoEvents.video;
    if (!video || !underWay.has(video.id)) continue;
    if (process.stdout.isTTY) {
      const bar = bars.get(video.id) ?? multiBar.create(1, 0);
      bars.set(video.id, bar);
      bar.update(video.progress, { status: video.status, title: video.title ?? video.url });
    }
    if (video.status !== "READY" && !video.failure) continue;
    underWay.delete(video.id);
    ended.push(video);
    if (underWay.size === 0) break;
  }
  multiBar.stop();
  for (const { title, url: link, status, failure } of ended)
    say(`${status}: ${title ?? link}${failure ? `: ${failure.message}` : ""}`);
}

async function ask(question: string) {
  const { ask: asked } = await request<{ ask: { answer: { id: string } } }>(
    "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
    { question },
  );
  const { id } = asked.answer;
  stop = () =>
    void request("mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }", { id }).catch(say);
  const view = createAnswerView(id);
  let shown = 0;
  for await (const event of readAnswer(client, view)) {
    if (event.__typename === "AnswerRestarted") {
      say(dim("\n(It begins again.)"));
      shown = 0;
    }
    process.stdout.write(view.text.slice(shown));
    shown = Math.max(shown, view.text.length);
    if (event.__typename === "AnswerFailed") say(event.failure.message);
    if (event.__typename === "AnswerCancelled") say(dim(" (stopped)"));
  }
  say("");
  for (const citation of view.citations.values()) say(describe(citation));
}

function describe({ number, startMs, quote, url: link }: Citation) {
  const seconds = Math.floor(startMs / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return dim(`[${number}] ${time} “${quote}” ${link ?? ""}`);
}

async function showHistory() {
  const { session: now } = await request<{
    session: { answers: { edges: { node: { question: string; text: string; citations: Citation[] } }[] } };
  }>(
    "{ session { answers { edges { node { question text citations { number startMs endMs quote url } } } } } }",
  );
  for (const { node } of now.answers.edges)
    say([`> ${node.question}`, node.text, ...node.citations.map(describe)].join("\n"));
}

say(HELP);
terminal.prompt();
for await (const line of terminal) {
  const text = line.trim();
  try {
    if (text === "/quit") break;
    if (text === "/history") await showHistory();
    else if (/^https?:\/\//.test(text)) await addLinks(text);
    else if (/^\S+\.(vtt|srt|sbv|txt)$/.test(text)) await addFile(text);
    else if (text) await ask(text);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
  stop = () => terminal.close();
  if (isOpen) terminal.prompt();
}
terminal.close();
await request("mutation { endSession { sessionId } }");
await client.dispose();
