import { describe, expect, it, vi } from "vitest";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { createGate } from "../testing/fakes/fake-models.ts";
import { eventually } from "../testing/eventually.ts";
import { startTestServer } from "../testing/server/test-server.ts";
import type { FetchPlaylist } from "../youtube/playlists/fetch-playlist.ts";

const ADD = `mutation ($url: String!) { addPlaylist(url: $url, first: 2) { results { url } error { code } } }`;
const urlOf = (number: number) => `https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaa${10 + number}`;

/** A server whose playlists are read once their gate is open, or their signal aborted. */
async function start(env: Record<string, string> = {}) {
  const gate = createGate();
  const reading: { listId: string; signal: AbortSignal }[] = [];
  const fetchPlaylist: FetchPlaylist = async ({ source }, signal) => {
    signal.throwIfAborted();
    reading.push({ listId: JSON.stringify(source), signal });
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    );
    await Promise.race([gate.wait(), aborted]);
    return { title: null, videoCount: 1, youtubeIds: [fakeYouTubeId(reading.length)], failure: null };
  };
  const server = await startTestServer({
    env,
    dependencies: { embedding: createFakeEmbedding(), fetchPlaylist },
  });
  return { server, gate, reading };
}

describe("addPlaylist", () => {
  it("reads one playlist of a session at a time, in order, and those of other sessions meanwhile", async () => {
    const { server, gate, reading } = await start();
    const [token, other] = [await server.openSession(), await server.openSession()];
    const first = server.request(ADD, { url: urlOf(1) }, token);
    await eventually(() => reading.length === 1);
    const second = server.request(ADD, { url: urlOf(2) }, token);
    const third = server.request(ADD, { url: urlOf(3) }, other);
    await eventually(() => reading.length === 2);
    expect(reading.map(({ listId }) => /aa(\d\d)/.exec(listId)![1])).toEqual(["11", "13"]);
    gate.open();
    const added = await Promise.all([first, second, third]);
    expect(added.map(({ addPlaylist }) => addPlaylist.results.length)).toEqual([1, 1, 1]);
    expect(reading).toHaveLength(3);
  });

  it("stops reading once its client has left, adds nothing, and counts no video", async () => {
    const { server, gate, reading } = await start({ VIDEOS_PER_HOUR_PER_SESSION: "3" });
    const token = await server.openSession();
    const refund = vi.spyOn(server.services.rateLimits, "refund");
    const leaving = new AbortController();
    const left = fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: ADD, variables: { url: urlOf(1) } }),
      signal: leaving.signal,
    }).catch(() => null);
    await eventually(() => reading.length === 1);
    leaving.abort();
    expect(await left).toBeNull();
    await eventually(() => reading[0]!.signal.aborted);
    await eventually(() => refund.mock.results.length === 1);
    await refund.mock.results[0]!.value;

    gate.open();
    const { addPlaylist } = await server.request(ADD, { url: urlOf(2) }, token);
    expect(addPlaylist).toMatchObject({ results: [{ url: expect.any(String) }], error: null });
    const { session } = await server.request("{ session { videos { id } } }", {}, token);
    expect(session.videos).toHaveLength(1);
    // Two more fit only where those of the playlist that was left do not count.
    await server.request(ADD, { url: urlOf(3) }, token);
  });
});
