/** What an address of YouTube names. `playlistId` of a video: the list it was opened in. */
export type YouTubeAddress =
  | { kind: "VIDEO"; youtubeId: string; playlistId: string | null }
  | { kind: "PLAYLIST"; playlistId: string }
  /** By id, or by an address from which YouTube tells the id. */
  | { kind: "CHANNEL"; channelId: string }
  | { kind: "CHANNEL"; url: string }
  /** An address of YouTube that names none of these; `ID`: it has an id that none has. */
  | { kind: "OTHER"; reason: "ID" | "PAGE" }
  | { kind: "ELSEWHERE" };

const HOSTS =
  /^(?:(?:www|m|music|gaming|kids|studio|[a-z]{2})\.)?youtube\.com$|^(?:www\.)?(?:youtube-nocookie|youtubekids|youtubeeducation)\.com$|^(?:www\.)?youtube\.googleapis\.com$/;
const SHORT_HOSTS = new Set(["youtu.be", "www.youtu.be"]);
const VIDEO_PATHS = new Set(["shorts", "live", "embed", "v", "vi", "e", "watch", "video"]);
/** Names of pages that look like the id of a video. */
const NO_IDS = new Set(["videoseries", "live_stream"]);

/** Hosts of Google's that stand before YouTube: to consent, to sign in, to prove that one is no robot, to count clicks. */
const GATE_HOSTS =
  /^(?:consent\.(?:youtube|google)|accounts\.(?:google|youtube)|(?:www\.)?google)\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/;
const GATE_PARAMETERS = ["continue", "next"];
const CLICK_PARAMETERS = ["url", "q"];
/** Pages of YouTube's that lead on to the address in a parameter. */
const GATE_PAGES = new Map([
  ["attribution_link", ["u"]],
  ["oembed", ["url"]],
  ["signin", ["next"]],
  ["verify_age", ["next_url"]],
  ["verify_controversy", ["next_url"]],
]);
const GATES_MAX = 4;

/** First parts of paths that are pages of YouTube's own, and not the name of a channel. */
const PAGES = new Set(
  "about account ads browse all_comments attribution_link c channel clip comments creators embed e feed feeds gaming hashtag howyoutubeworks index.php jobs kids live movies music new oembed originals playlist playlists post premium press redirect reporthistory results s shorts show signin source sports static t trending tv upload user v verify_age vi video videos watch watch_popup watch_videos youtubei yt".split(
    " ",
  ),
);

/** Reads an absolute URL, written more or less well. */
export function readAddress(link: string): YouTubeAddress {
  const variants = [link, ...decodings(link)];
  const read = variants.map((variant) => readWritten(variant, 0));
  const dashes = () => readWritten(link.replaceAll(/(?<=[\w-])[\p{Pd}\u2212](?=[\w-])/gu, "-"), 0);
  return read.find(isNamed) ?? [dashes()].find(isNamed) ?? read[0]!;
}

const isNamed = ({ kind }: YouTubeAddress) => kind !== "OTHER" && kind !== "ELSEWHERE";

/** The link with its percent-encoding undone, once and twice. */
export function decodings(link: string): string[] {
  const decoded: string[] = [];
  for (let last = link; decoded.length < 3 && last.includes("%");) {
    const next = last.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodeOrKeep);
    if (next === last) break;
    decoded.push((last = next));
  }
  return decoded;
}

function decodeOrKeep(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function readWritten(link: string, gates: number): YouTubeAddress {
  const url = URL.parse(link);
  if (!url || url.username !== "" || !/^https?:$/.test(url.protocol)) return { kind: "ELSEWHERE" };
  const host = url.hostname.replace(/\.$/, "");
  if (GATE_HOSTS.test(host)) {
    const parameters = url.pathname === "/url" ? CLICK_PARAMETERS : GATE_PARAMETERS;
    return throughGate(url, parameters, gates) ?? { kind: "ELSEWHERE" };
  }
  const isShort = SHORT_HOSTS.has(host);
  if (!isShort && !HOSTS.test(host)) return { kind: "ELSEWHERE" };

  // Addresses of old pages name the video behind "#": "#/watch?v=", "#!v=".
  const fragment = /^#(?:!|(?=\/))(.+)/.exec(url.hash)?.[1];
  if (fragment) {
    const target = new URL(fragment.startsWith("/") ? fragment : `/watch?${fragment}`, url.origin);
    const read = readPage(target, isShort, gates);
    if (isNamed(read)) return read;
  }
  return readPage(url, isShort, gates);
}

function readPage(url: URL, isShort: boolean, gates: number): YouTubeAddress {
  const parts = url.pathname.split("/").filter(Boolean);
  // "watch&v=ID", where "?" should stand.
  const [first = "", ...wrongQuery] = (parts[0] ?? "").split("&");
  const query = new URLSearchParams([...new URLSearchParams(wrongQuery.join("&")), ...url.searchParams]);
  const page = first.toLowerCase();
  const parameters = GATE_PAGES.get(page);
  if (parameters) return throughGate(url, parameters, gates) ?? { kind: "OTHER", reason: "PAGE" };

  const playlistId = readPlaylistId(query.get("list"));
  const named = VIDEO_PATHS.has(page) ? parts[1] : isShort && !PAGES.has(page) ? parts[0] : undefined;
  const channel = isShort ? null : readChannel(parts, query);
  if (channel) return channel;
  if (named !== undefined && !NO_IDS.has(named)) {
    return video(named, playlistId) ?? withoutVideo(playlistId, "ID");
  }
  const byQuery = query.get("v") ?? query.get("vi");
  if (byQuery !== null && byQuery !== "" && !["playlist", "redirect", "clip", "results"].includes(page)) {
    return video(byQuery, playlistId) ?? withoutVideo(playlistId, "ID");
  }
  const listed = page === "browse" && parts[1]?.startsWith("VL") ? readPlaylistId(parts[1].slice(2)) : null;
  return withoutVideo(playlistId ?? listed, page === "watch" ? "ID" : "PAGE");
}

const withoutVideo = (playlistId: string | null, reason: "ID" | "PAGE"): YouTubeAddress =>
  playlistId === null ? { kind: "OTHER", reason } : { kind: "PLAYLIST", playlistId };

/** The video of an id, after which anything may follow that no id has. */
function video(text: string, playlistId: string | null): YouTubeAddress | null {
  // "=3D" is "=" in e-mail (quoted-printable).
  const id = /^[=\s/]*(?:3D)?([\w-]{11})(?![\w-])/.exec(text)?.[1];
  return id === undefined ? null : { kind: "VIDEO", youtubeId: id, playlistId };
}

function readPlaylistId(text: string | null): string | null {
  return /^(?:VL)?([\w-]{2,128})/.exec(text ?? "")?.[1] ?? null;
}

function readChannel(parts: string[], query: URLSearchParams): YouTubeAddress | null {
  const [first = "", second = ""] = parts;
  const page = first.toLowerCase();
  if (page === "feeds" && second === "videos.xml") return readFeed(query);
  const byId = /^UC[\w-]{22}(?![\w-])/.exec(page === "channel" || page === "browse" ? second : "")?.[0];
  if (byId) return { kind: "CHANNEL", channelId: byId };
  if (/^(?:@|%40)./.test(first)) return byPath(`@${first.replace(/^@|^%40/, "")}`);
  if (["c", "user", "channel"].includes(page) && second !== "") return byPath(`${page}/${second}`);
  const hasQuery = ["v", "vi", "list"].some((name) => query.has(name));
  return !hasQuery && isCustomName(first) ? byPath(first) : null;
}

const byPath = (path: string): YouTubeAddress => ({
  kind: "CHANNEL",
  url: `https://www.youtube.com/${path}`,
});

/** Whether the first part of a path is the name of a channel, as in its oldest form: youtube.com/Name. */
const isCustomName = (part: string) =>
  !PAGES.has(part.toLowerCase()) && /^[\p{L}\p{N}._-]{2,100}$/u.test(decodeOrKeep(part));

function readFeed(query: URLSearchParams): YouTubeAddress | null {
  const playlistId = readPlaylistId(query.get("playlist_id"));
  if (playlistId) return { kind: "PLAYLIST", playlistId };
  const channelId = /^UC[\w-]{22}$/.exec(query.get("channel_id") ?? "")?.[0];
  return channelId ? { kind: "CHANNEL", channelId } : null;
}

function throughGate(url: URL, parameters: string[], gates: number): YouTubeAddress | null {
  if (gates === GATES_MAX) return null;
  for (const name of parameters) {
    const given = url.searchParams.get(name) ?? "";
    const target = given.startsWith("/") ? URL.parse(given, "https://www.youtube.com") : URL.parse(given);
    if (!target) continue;
    const read = [target.href, ...decodings(target.href)]
      .map((href) => readWritten(href, gates + 1))
      .find(isNamed);
    if (read) return read;
  }
  return null;
}
