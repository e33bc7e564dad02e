import type { YouTubeResponse } from "./client.ts";
import { parseJson, type PlayerResponse, readPlayerResponse, readWatchPage } from "../player-response.ts";

/** A response of YouTube, reduced to what its classification needs. */
export type RecordedResponse = Omit<YouTubeResponse, "text"> & {
  kind: "PLAYER" | "WATCH" | "CAPTIONS" | "BROWSE";
  body: BodyKind;
  /** The kind of page, where the body is HTML. */
  page: PageKind;
  /** PLAYER and WATCH: null where none could be read. */
  player: PlayerResponse | null;
  /** CAPTIONS: the URL carries a mark of captions that YouTube hands out only with a token. */
  needsToken: boolean;
};

export type BodyKind = "EMPTY" | "HTML" | "XML" | "JSON" | "OTHER";
export type PageKind = "CONSENT" | "CAPTCHA" | "BOT_CHECK" | "OTHER";

/** Records the response to a request for `url`. */
export function recordResponse(
  kind: RecordedResponse["kind"],
  url: string,
  response: YouTubeResponse,
): RecordedResponse {
  const { text, ...rest } = response;
  const body = bodyKind(text);
  return {
    kind,
    ...rest,
    body,
    page: body === "HTML" ? pageKind(text) : "OTHER",
    player: readPlayer(kind, text),
    needsToken: kind === "CAPTIONS" && needsToken(url),
  };
}

function readPlayer(kind: RecordedResponse["kind"], text: string): PlayerResponse | null {
  if (kind === "CAPTIONS" || kind === "BROWSE") return null;
  return kind === "PLAYER" ? readPlayerResponse(parseJson(text)) : readWatchPage(text);
}

function bodyKind(text: string): BodyKind {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start === "") return "EMPTY";
  if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head"))
    return "HTML";
  if (start.startsWith("<")) return "XML";
  if (start.startsWith("{") || start.startsWith("[")) return "JSON";
  return "OTHER";
}

/** Recognizes YouTube's refusal pages, mostly by their forms, which are the same in every language. */
function pageKind(html: string): PageKind {
  if (html.includes("ytInitialPlayerResponse")) return "OTHER";
  if (/<form[^>]+action="https:\/\/consent\.(youtube|google)\.[a-z.]+\//.test(html)) return "CONSENT";
  if (html.includes('class="g-recaptcha"') || html.includes('id="captcha-form"')) return "CAPTCHA";
  if (/unusual traffic/i.test(html)) return "CAPTCHA";
  if (/confirm (that )?you.{1,8}re not a (ro)?bot/i.test(html)) return "BOT_CHECK";
  return "OTHER";
}

/** `exp=xpe` and `exp=xpv` mark captions whose body stays empty without a proof-of-origin token. */
function needsToken(captionUrl: string): boolean {
  const url = URL.parse(captionUrl);
  return (url?.searchParams.getAll("exp") ?? []).some((flags) => /\bxp[ev]\b/.test(flags));
}
