export type Links = { videos: string[]; playlists: string[] };

const ADDRESS = /(?:https?:\/\/)?(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com|youtu\.be)\/[^\s<>"']*/gi;
const PLAYLIST = /\/(?:playlist\b|channel\/|c\/|user\/|@)/i;

/**
 * What was pasted, sorted: addresses of playlists and channels, and the rest, in which the server finds the videos and
 * says of what it cannot read why. A video's address that also names a list is that of the video.
 */
export function readLinks(text: string): Links {
  const playlists = [...text.matchAll(ADDRESS)]
    .map(([address]) => address.replace(/[)\].,;]+$/, ""))
    .filter((address) => PLAYLIST.test(address));
  let rest = text;
  for (const playlist of playlists) rest = rest.replace(playlist, " ");
  const isLeft = playlists.length === 0 || /youtu/i.test(rest);
  return {
    videos: isLeft
      ? rest
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean)
      : [],
    playlists,
  };
}

/** The lists that addresses of videos name beside the video, such as `watch?v=…&list=…`; not those made for one viewer. */
export function listsBeside(text: string): string[] {
  const lists = [...text.matchAll(ADDRESS)]
    .filter(([address]) => !PLAYLIST.test(address))
    .map(([address]) => /[?&]list=([\w-]+)/.exec(address)?.[1] ?? "")
    .filter((list) => list && !MADE_FOR_ONE.test(list));
  return [...new Set(lists)].map((list) => `https://www.youtube.com/playlist?list=${list}`);
}

/** Mixes, Watch later and liked videos. */
const MADE_FOR_ONE = /^(?:RD|WL$|LL$|LM$)/;

/** Whether this looks like a transcript's words rather than links: many lines, or a caption file's first line. */
export function looksLikeTranscript(text: string): boolean {
  if (/^\s*WEBVTT\b/.test(text)) return true;
  if (/youtu\.?be/i.test(text)) return false;
  return text.trim().length > 400 || (text.match(/^\s*\[?\d{1,2}:\d{2}/gm)?.length ?? 0) >= 3;
}
