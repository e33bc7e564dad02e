import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { z } from "zod";
import { readBrowseResponse } from "../src/youtube/playlists/browse-response.ts";
import type { PlaylistSource } from "../src/youtube/links.ts";
import { createYouTube } from "../src/youtube/youtube.ts";

const recordingSchema = z.object({
  request: z.object({
    path: z.string(),
    body: z.object({
      browseId: z.string().optional(),
      continuation: z.string().optional(),
      url: z.string().optional(),
    }),
  }),
  status: z.number(),
  response: z.unknown(),
});

type Recording = z.infer<typeof recordingSchema> & { file: string };

/** Recorded answers about playlists and channels below a folder. */
export async function readRecordings(directory: string): Promise<Recording[]> {
  const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith(".json"));
  const parsed = names.toSorted().map(async (file) => {
    const json: unknown = JSON.parse(await readFile(join(directory, file), "utf8"));
    const { data } = recordingSchema.safeParse(json);
    return data ? [{ ...data, file }] : [];
  });
  return (await Promise.all(parsed)).flat();
}

/**
 * Serves the recordings, each for the request that it answered, reads every playlist and channel that they are of through
 * the real client, and gives rows of recording, expected and actual class. A page whose playlist has no first answer among
 * them is served as that.
 */
export async function playlistRows(recordings: Recording[]): Promise<[string, string, string][]> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const found =
        recordings.find((each) => isAnswer(each, body)) ?? recordings.find((each) => isFirst(each, body));
      response.writeHead(found?.status ?? 404, { "content-type": "application/json" });
      response.end(JSON.stringify(found?.response ?? { error: { code: 404, status: "NOT_FOUND" } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const youtube = createYouTube({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const rows: [string, string, string][] = [];
  for (const recording of recordings) {
    const expected = expectedOf(recording);
    const source = sourceOf(recording);
    if (!source) {
      const page = readBrowseResponse(recording.response);
      rows.push([recording.file, expected, page?.title ? `OK (${page.title})` : "YOUTUBE_CHANGED"]);
      continue;
    }
    const playlist = await youtube.fetchPlaylist({ source, first: 1000 }, new AbortController().signal);
    const { title, videoCount, youtubeIds, failure } = playlist;
    const read = `OK (${youtubeIds.length} of ${videoCount} videos: ${title})`;
    rows.push([recording.file, expected, failure ? failure.code : read]);
  }
  await youtube.close();
  server.close();
  server.closeAllConnections();
  return rows;
}

async function readBody(request: IncomingMessage): Promise<Recording["request"]["body"]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Recording["request"]["body"];
}

const withoutPadding = (token: string | undefined) => token?.replace(/(=|%3D)+$/, "");

function isAnswer({ request: { body: recorded } }: Recording, body: Recording["request"]["body"]): boolean {
  const isSame = (name: "browseId" | "url") => body[name] !== undefined && body[name] === recorded[name];
  const token = withoutPadding(body.continuation);
  return (
    isSame("browseId") ||
    isSame("url") ||
    (token !== undefined && token === withoutPadding(recorded.continuation))
  );
}

/** Whether a recording is of the first videos of the playlist that a request asks for. */
const isFirst = (recording: Recording, { browseId }: Recording["request"]["body"]): boolean =>
  browseId !== undefined && listOf(recording) === browseId && !/second|next/.test(recording.file);

/** `VL` and the id of the playlist that a recording's token is of. */
function listOf({ request: { body } }: Recording): string | undefined {
  if (body.browseId?.startsWith("VL")) return body.browseId;
  return /VL[\w-]+/.exec(Buffer.from(body.continuation ?? "", "base64").toString("latin1"))?.[0];
}

function sourceOf(recording: Recording): PlaylistSource | null {
  const { url } = recording.request.body;
  if (url !== undefined) return { channelUrl: url };
  const list = listOf(recording);
  return list === undefined ? null : { playlistId: list.slice(2) };
}

/** A channel that is resolved is asked for its uploads, which are not among the recordings. */
function expectedOf({ file, request }: Recording): string {
  if (/not.available|unavailable|private/.test(basename(file))) return "PLAYLIST_UNAVAILABLE";
  return request.body.url === undefined ? "OK" : "PLAYLIST_EMPTY";
}
