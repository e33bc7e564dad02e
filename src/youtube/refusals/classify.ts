import type { VideoFailureCode } from "../fetch-transcript.ts";
import { availableLanguages, chooseTrack } from "../choose-track.ts";
import type { Exchange } from "../client/recorded-response.ts";
import { failures } from "./failures.ts";
import type { Captions, PlayerAnswer } from "../player-answer.ts";

export type AttemptRecord = {
  /** BCP 47 tag that was asked for; null: the spoken language. */
  language: string | null;
  /** In the order they happened. */
  exchanges: readonly Exchange[];
};

export type Verdict = {
  code: VideoFailureCode;
  message: string;
  retryAfterMs: number | undefined;
  availableLanguages: string[];
  /** The refusal is of this way out to YouTube, whatever the video: it should rest. */
  restsWayOut: boolean;
};

/**
 * Says from what YouTube answered why there is no transcript; null where nothing stands against one so far.
 * A refusal of this server outranks all that is said of the video: a blocked server is often told that a video has no
 * captions or does not exist.
 */
export function classify(record: AttemptRecord): Verdict | null {
  const captions = record.exchanges.findLast((exchange) => exchange.kind === "CAPTIONS");
  if (captions) return classifyCaptions(captions);
  const playback = classifyPlayback(record.exchanges);
  if (playback) return playback;
  const known = knownCaptions(record.exchanges);
  if (!known || chooseTrack(known, record.language)) return null;
  return verdict("LANGUAGE_UNAVAILABLE", { availableLanguages: availableLanguages(known) });
}

/** The captions of the last answer that had any. */
export function knownCaptions(exchanges: readonly Exchange[]): Captions | null {
  const told = exchanges.findLast((exchange) => exchange.player?.captions.tracks.length);
  return told?.player?.captions ?? null;
}

/**
 * Whether the watch page may know better than the player answer: that one speaks to one of YouTube's apps, and may
 * refuse the app where it seems to refuse the video.
 */
export function wantsSecondOpinion(record: AttemptRecord): boolean {
  const player = record.exchanges.find((exchange) => exchange.kind === "PLAYER");
  const verdictOfPlayer = player && classifyPlayer(player);
  if (!player || !verdictOfPlayer) return false;
  if (verdictOfPlayer.code === "VIDEO_UNAVAILABLE") return player.player?.status !== "ERROR";
  return ["CAPTIONS_DISABLED", "YOUTUBE_CHANGED"].includes(verdictOfPlayer.code);
}

function classifyPlayback(exchanges: readonly Exchange[]): Verdict | null {
  const player = exchanges.find((exchange) => exchange.kind === "PLAYER");
  const watch = exchanges.find((exchange) => exchange.kind === "WATCH");
  const first = player ? classifyPlayer(player) : null;
  if (!watch) return first;
  const second = classifyPlayer(watch);
  if (!first || !second || first.code === "YOUTUBE_CHANGED") return second;
  // A second opinion that did not come about leaves the first as it was. The consent page is none: it comes to all who
  // open a watch page in some countries. Only where the first answer described no video either, it is what there is.
  const saysNothing: VideoFailureCode[] = ["YOUTUBE_UNREACHABLE", "YOUTUBE_CHANGED", "VIDEO_UNAVAILABLE"];
  if (player?.player?.title) saysNothing.push("CONSENT_REQUIRED");
  return saysNothing.includes(second.code) ? first : second;
}

function classifyPlayer(exchange: Exchange): Verdict | null {
  const refused = classifyTransport(exchange);
  if (refused) return refused;
  if (!exchange.player) return verdict("YOUTUBE_CHANGED");
  return classifyPlayability(exchange.player);
}

function classifyCaptions(exchange: Exchange): Verdict | null {
  if (exchange.outcome === "TOO_LARGE") return verdict("TRANSCRIPT_TOO_LARGE");
  const refused = classifyTransport(exchange);
  if (refused) return refused;
  // An empty body is how YouTube withholds captions; without the mark, it may be this one video's.
  if (exchange.body === "EMPTY") return verdict("BLOCKED", { restsWayOut: exchange.needsToken });
  if (exchange.cueCount === null) return verdict("YOUTUBE_CHANGED");
  return exchange.cueCount === 0 ? verdict("EMPTY_TRANSCRIPT") : null;
}

/** What the connection, the status and a page in place of the answer say. */
function classifyTransport(exchange: Exchange): Verdict | null {
  const { outcome, status, page, retryAfterMs } = exchange;
  if (outcome === "NO_ANSWER") return verdict("YOUTUBE_UNREACHABLE");
  if (outcome === "CAPTCHA" || page === "CAPTCHA") return verdict("RATE_LIMITED", { retryAfterMs });
  if (status === 429) return verdict("RATE_LIMITED", { retryAfterMs });
  if (outcome === "CONSENT" || page === "CONSENT") return verdict("CONSENT_REQUIRED");
  if (outcome === "SIGN_IN" || page === "BOT_CHECK" || status === 403) {
    return verdict("BLOCKED", { retryAfterMs });
  }
  if (outcome === "TOO_LARGE" || outcome === "LEFT") return verdict("YOUTUBE_CHANGED");
  if (status >= 500) return verdict("YOUTUBE_UNREACHABLE", { retryAfterMs });
  return status >= 400 ? verdict("YOUTUBE_CHANGED") : null;
}

/** An outdated app is sent this video, which says so, in place of the one it asked for. */
const UPDATE_YOUR_APP = "aQvGIIdgFDM";

/** Status and structure first, for the words may be in any language; then the English words. */
function classifyPlayability(player: PlayerAnswer): Verdict | null {
  const { status } = player;
  if (player.videoId === UPDATE_YOUR_APP) return verdict("YOUTUBE_CHANGED");
  if (status === "LIVE_STREAM_OFFLINE" || player.liveOrUpcoming) return verdict("UPCOMING_OR_LIVE");
  if (status === "OK") return player.captions.tracks.length > 0 ? null : verdict("CAPTIONS_DISABLED");
  if (player.ageGate || AGE_STATUSES.has(status)) return verdict("AGE_RESTRICTED");
  if (player.offer) return verdict("MEMBERS_ONLY");
  const words = `${player.reason} ${player.subreason}`;
  const read = reasons.find(([pattern]) => pattern.test(words));
  if (read) return verdict(read[1]);
  if (player.isPrivate) return verdict("PRIVATE");
  // To be asked to sign in, without a word that fits the video, is what a server gets and a viewer at home does not. But
  // the words may be in another language: then only the link to the help about robots shows that it means the server.
  if (status === "LOGIN_REQUIRED") return verdict("BLOCKED", { restsWayOut: player.botHelp });
  if (status === "ERROR" || !player.reason) return verdict("VIDEO_UNAVAILABLE");
  return verdict("VIDEO_UNAVAILABLE", {
    message: `YouTube does not play this video. It says: “${player.reason.slice(0, 200)}”`,
  });
}

const AGE_STATUSES = new Set(["AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED", "CONTENT_CHECK_REQUIRED"]);

/** YouTube's English words, in the order in which they decide: a refusal of the server before one of the video. */
const reasons: [RegExp, VideoFailureCode][] = [
  [/not a (ro)?bot|unusual traffic|automated (queries|requests)/i, "BLOCKED"],
  [/content isn.?t available, try again later/i, "RATE_LIMITED"],
  [/not available on this app|latest version of YouTube|update (the|your) app/i, "YOUTUBE_CHANGED"],
  [/confirm your age|age.restricted|inappropriate|your age/i, "AGE_RESTRICTED"],
  [/\bpriva[td]|\bprivé/i, "PRIVATE"],
  [/members|join this channel|requires payment|purchase|rent this|premium/i, "MEMBERS_ONLY"],
  [/(your|this) (country|region|location)|available in your|geo.?restrict/i, "GEO_BLOCKED"],
  [/(stream|event|premiere)s? (will )?(begins?|starts?)? ?in|offline|premieres/i, "UPCOMING_OR_LIVE"],
  [/(an error occurred|something went wrong).*try again/i, "YOUTUBE_UNREACHABLE"],
];

const RESTING: VideoFailureCode[] = ["BLOCKED", "RATE_LIMITED", "CONSENT_REQUIRED"];

function verdict(code: VideoFailureCode, details: Partial<Omit<Verdict, "code">> = {}): Verdict {
  return {
    code,
    message: details.message ?? failures[code].message,
    retryAfterMs: details.retryAfterMs,
    availableLanguages: details.availableLanguages ?? [],
    restsWayOut: details.restsWayOut ?? RESTING.includes(code),
  };
}
