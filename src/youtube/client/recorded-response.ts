import type { EdgeAnswer } from "./client.ts";
import { parseJson, type PlayerAnswer, readPlayerAnswer, readWatchPage } from "../player-answer.ts";

/** One request to YouTube and what came of it: all that classification goes by. */
export type Exchange = Omit<EdgeAnswer, "text"> & {
  kind: "PLAYER" | "WATCH" | "CAPTIONS";
  body: BodyKind;
  /** What kind of page it is, where HTML came. */
  page: PageKind;
  /** PLAYER and WATCH: null where none could be read. */
  player: PlayerAnswer | null;
  /** CAPTIONS: the URL carries a mark of captions that YouTube hands out only with a token. */
  needsToken: boolean;
  /** CAPTIONS: how many cues were read; null where the body is no captions. */
  cueCount: number | null;
};

export type BodyKind = "EMPTY" | "HTML" | "XML" | "JSON" | "OTHER";
export type PageKind = "CONSENT" | "CAPTCHA" | "BOT_CHECK" | "OTHER";

/** Records what came of a request; for CAPTIONS, `cueCount` is for whoever reads them to add. */
export function describeExchange(kind: Exchange["kind"], url: string, answer: EdgeAnswer): Exchange {
  const { text, ...rest } = answer;
  const body = bodyKind(text);
  return {
    kind,
    ...rest,
    body,
    page: body === "HTML" ? pageKind(text) : "OTHER",
    player: readPlayer(kind, text),
    needsToken: kind === "CAPTIONS" && needsToken(url),
    cueCount: null,
  };
}

function readPlayer(kind: Exchange["kind"], text: string): PlayerAnswer | null {
  if (kind === "CAPTIONS") return null;
  return kind === "PLAYER" ? readPlayerAnswer(parseJson(text)) : readWatchPage(text);
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

/** Tells YouTube's known refusal pages by their forms, which are the same in every language. */
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
