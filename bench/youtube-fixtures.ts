import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import type { TrackBehaviour, VideoBehaviour } from "../src/testing/youtube/youtube-behaviour.ts";
import { startYouTubeServer } from "../src/testing/youtube/youtube-server.ts";
import { TranscriptError } from "../src/youtube/transcript-failure.ts";
import {
  type PlayerResponse,
  parseJson,
  readPlayerResponse,
  readWatchPage,
} from "../src/youtube/player-response.ts";
import { playlistRows, readRecordings } from "./youtube-playlists.ts";
import { createYouTube } from "../src/youtube/youtube.ts";

/*
 * Serves recorded YouTube responses (player responses, watch pages, caption bodies, pages of playlists) one by one, fetches each through the
 * real client, and prints the expected and the actual class. Fails where they differ.
 *
 *   node bench/youtube-fixtures.ts --data DIR
 */

type Case = {
  file: string;
  note?: string;
  youtubeId: string;
  language?: string;
  expected: string;
  behaviour: VideoBehaviour;
};

/** The id for recordings that do not name their video. */
const SOME_ID = "aaaaaaaaaaa";

/** The expected class by the recording's name; the first match counts. */
const EXPECTATIONS: [RegExp, string][] = [
  [/age_restricted/, "AGE_RESTRICTED"],
  [/request_blocked|po_token/, "BLOCKED"],
  [/transcripts_disabled/, "CAPTIONS_DISABLED"],
  [/unplayable|unavailable/, "VIDEO_UNAVAILABLE"],
  [/consent_page/, "CONSENT_REQUIRED"],
  [/too_many_requests/, "RATE_LIMITED"],
  // The URLs in a watch page ask for a token, without which the captions stay empty.
  [/youtube(_page)?\.html/, "BLOCKED"],
];

const { values } = parseArgs({ options: { data: { type: "string" } } });
if (!values.data) throw new Error("Say where the recordings are: --data DIR");
const recordings = await readRecordings(values.data);
const differing = await run(await readCases(values.data), await playlistRows(recordings));
process.exitCode = differing > 0 ? 1 : 0;

async function readCases(directory: string): Promise<Case[]> {
  const names = (await readdir(directory, { recursive: true })).toSorted();
  const lists = new Set(recordings.map(({ file }) => file));
  const files = names.filter((name) => /\.(json|json3|html|xml)(\.static)?$/.test(name) && !lists.has(name));
  const cases = files.map(async (file) => casesOf(file, await readFile(join(directory, file), "utf8")));
  return (await Promise.all(cases)).flat();
}

function casesOf(file: string, text: string): Case[] {
  const expected = EXPECTATIONS.find(([pattern]) => pattern.test(basename(file)))?.[1] ?? "OK";
  if (/\.(xml|json3)(\.static)?$/.test(file)) {
    return [{ file, youtubeId: SOME_ID, expected, behaviour: { captions: { body: text } } }];
  }
  if (/\.html/.test(file)) {
    const answer = readWatchPage(text);
    const youtubeId = answer?.videoId ?? SOME_ID;
    const behaviour = { tracks: tracksOf(answer), player: { status: 404 }, watch: { body: text } };
    const page: Case = { file, youtubeId, expected, behaviour };
    if (expected !== "RATE_LIMITED") return [page];
    const watch = { status: 429, body: text };
    return [page, { ...page, note: "status 429", behaviour: { ...page.behaviour, watch } }];
  }
  const answer = readPlayerResponse(parseJson(text));
  const watch = { body: `<!DOCTYPE html><script>var ytInitialPlayerResponse = ${text};</script>` };
  const behaviour = { tracks: tracksOf(answer), player: { body: text }, watch };
  const asked: Case = { file, youtubeId: answer?.videoId ?? SOME_ID, expected, behaviour };
  if (!answer?.captions.tracks.length || expected !== "OK") return [asked];
  return [asked, { ...asked, note: "in Welsh", language: "cy", expected: "LANGUAGE_UNAVAILABLE" }];
}

function tracksOf(answer: PlayerResponse | null): TrackBehaviour[] {
  return (answer?.captions.tracks ?? []).map(({ languageCode, automatic }) => ({ languageCode, automatic }));
}

async function run(cases: Case[], listRows: [string, string, string][]): Promise<number> {
  const server = await startYouTubeServer();
  const rows: [string, string, string, string][] = [["recording", "expected", "got", ""]];
  for (const one of cases) {
    server.setVideo(one.youtubeId, one.behaviour);
    const got = await classOf(server.url, one);
    const file = one.note ? `${one.file} (${one.note})` : one.file;
    rows.push([file, one.expected, got, got.split(" ")[0] === one.expected ? "" : "DIFFERS"]);
  }
  await server.close();
  for (const [file, expected, got] of listRows) {
    rows.push([file, expected, got, got.split(" ")[0] === expected ? "" : "DIFFERS"]);
  }
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`);
  }
  return rows.filter((row) => row[3] === "DIFFERS").length;
}

async function classOf(baseUrl: string, { youtubeId, language }: Case): Promise<string> {
  const youtube = createYouTube({ baseUrl });
  try {
    const request = { youtubeId, language: language ?? null };
    const transcript = await youtube.fetchTranscript(request, new AbortController().signal);
    const chapters = transcript.chapters ? `, ${transcript.chapters.length} chapters` : "";
    return `OK (${transcript.cues.length} cues${chapters}, ${transcript.language} ${transcript.track})`;
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error;
    const languages = error.availableLanguages.join(" ");
    return languages ? `${error.code} (there is ${languages})` : error.code;
  } finally {
    await youtube.close();
  }
}
