import type { FetchPlaylist } from "../youtube/playlists/fetch-playlist.ts";
import { playlistFailure, type PlaylistFailure } from "../youtube/playlists/playlist-failure.ts";
import { parsePlaylistUrl, type ParsedVideoLink, watchUrl } from "../youtube/links.ts";
import type { AddVideoOutcome } from "./add-videos.ts";

export type AddPlaylistOutcome = {
  title: string | null;
  videoCount: number | null;
  results: AddVideoOutcome[];
  error: (Omit<PlaylistFailure, "code"> & { code: PlaylistFailure["code"] | "NOT_A_PLAYLIST_URL" }) | null;
};

type Options = {
  fetchPlaylist: FetchPlaylist;
  /** Aborted where nobody waits for the playlist any more: then nothing of it is added. */
  signal: AbortSignal;
  /** Logs a fault of this program, which is shown as INTERNAL. */
  onFault: (error: unknown) => void;
  /** Adds the videos to the session. */
  add: (links: ParsedVideoLink[]) => Promise<AddVideoOutcome[]>;
};

/** Adds the first `first` videos of the playlist or channel at an address. What is wrong with it is in `error`. */
export async function addPlaylist(
  url: string,
  first: number,
  { fetchPlaylist, signal, onFault, add }: Options,
): Promise<AddPlaylistOutcome> {
  const source = parsePlaylistUrl(url);
  if ("problem" in source) {
    const { problem: message } = source;
    const error = { code: "NOT_A_PLAYLIST_URL", message, remedy: "NONE", retryAfterMs: null } as const;
    return { title: null, videoCount: null, results: [], error };
  }
  // No transaction is open meanwhile.
  const playlist = await fetchPlaylist({ source, first }, signal).catch((error: unknown) => {
    if (!signal.aborted) onFault(error);
    return { title: null, videoCount: null, youtubeIds: [], failure: playlistFailure("INTERNAL") };
  });
  const { title, videoCount, youtubeIds, failure } = playlist;
  const links = youtubeIds.map((youtubeId) => ({ youtubeId, url: watchUrl(youtubeId)! }));
  const results = links.length === 0 ? [] : await add(links);
  return { title, videoCount, results, error: failure };
}
