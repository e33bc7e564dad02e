import type { RecordedResponse } from "../client/recorded-response.ts";
import type { PlayerAnswer } from "../player-answer.ts";
import { TranscriptError, type FailureDetails, type VideoFailureCode } from "../transcript-failure.ts";

/** A response of the player or the watch page; `refusal` is null where nothing in it stands against a transcript. */
export type ClassifiedResponse = RecordedResponse & { refusal: TranscriptError | null };

/**
 * Why there is nothing to play, from all responses together; null where there is. A refusal of this server outranks all
 * that is said of the video: a blocked server is often told that a video has no captions or does not exist.
 */
export function playbackRefusal(responses: readonly ClassifiedResponse[]): TranscriptError | null {
  const player = responses.find(({ kind }) => kind === "PLAYER");
  const watch = responses.find(({ kind }) => kind === "WATCH");
  const first = player?.refusal ?? null;
  if (!watch) return first;
  const second = watch.refusal;
  if (!first || !second || first.code === "YOUTUBE_CHANGED") return second;
  // A second opinion that did not come about leaves the first as it was. The consent page is none: it comes to all who
  // open a watch page in some countries. Only where the first answer described no video either, it is what there is.
  const saysNothing: VideoFailureCode[] = ["YOUTUBE_UNREACHABLE", "YOUTUBE_CHANGED", "VIDEO_UNAVAILABLE"];
  if (player?.player?.title) saysNothing.push("CONSENT_REQUIRED");
  return saysNothing.includes(second.code) ? first : second;
}

/**
 * Whether the watch page may know better than the player answer: that one speaks to one of YouTube's apps, and may
 * refuse the app where it seems to refuse the video.
 */
export function wantsSecondOpinion(responses: readonly ClassifiedResponse[]): boolean {
  const player = responses.find(({ kind }) => kind === "PLAYER");
  if (!player?.refusal) return false;
  const { code } = player.refusal;
  if (code === "VIDEO_UNAVAILABLE") return player.player?.status !== "ERROR";
  return code === "CAPTIONS_DISABLED" || code === "YOUTUBE_CHANGED";
}

/** Classifies a response of the player or the watch page. */
export function classifyPlayer(response: RecordedResponse): ClassifiedResponse {
  const refused = classifyTransport(response);
  if (refused) return { ...response, refusal: refused };
  const { player } = response;
  return { ...response, refusal: player ? classifyPlayability(player) : refusal("YOUTUBE_CHANGED") };
}

/** Why a caption body, read as so many cues (null: it is no captions), is of no use; null where it is. */
export function classifyCaptions(
  response: RecordedResponse,
  cueCount: number | null,
): TranscriptError | null {
  if (response.outcome === "TOO_LARGE") return refusal("TRANSCRIPT_TOO_LARGE");
  const refused = classifyTransport(response);
  if (refused) return refused;
  // An empty body is how YouTube withholds captions; without the mark, it may be this one video's.
  if (response.body === "EMPTY") return refusal("BLOCKED", { coolsDown: response.needsToken });
  if (cueCount === null) return refusal("YOUTUBE_CHANGED");
  return cueCount === 0 ? refusal("EMPTY_TRANSCRIPT") : null;
}

/** The refusal in the connection, the status or a page in place of the answer. */
function classifyTransport(response: RecordedResponse): TranscriptError | null {
  const { outcome, status, page, retryAfterMs, cause } = response;
  if (outcome === "NO_ANSWER") return refusal("YOUTUBE_UNREACHABLE", { cause });
  if (outcome === "CAPTCHA" || page === "CAPTCHA") return refusal("RATE_LIMITED", { retryAfterMs });
  if (status === 429) return refusal("RATE_LIMITED", { retryAfterMs });
  if (outcome === "CONSENT" || page === "CONSENT") return refusal("CONSENT_REQUIRED");
  if (outcome === "SIGN_IN" || page === "BOT_CHECK" || status === 403) {
    return refusal("BLOCKED", { retryAfterMs });
  }
  if (outcome === "TOO_LARGE" || outcome === "LEFT") return refusal("YOUTUBE_CHANGED");
  if (status >= 500) return refusal("YOUTUBE_UNREACHABLE", { retryAfterMs });
  return status >= 400 ? refusal("YOUTUBE_CHANGED") : null;
}

/** The video that YouTube sends an outdated app in place of the one it asked for. */
const UPDATE_YOUR_APP = "aQvGIIdgFDM";

/** Status and structure first, for the words may be in any language; then the English words. */
function classifyPlayability(player: PlayerAnswer): TranscriptError | null {
  const { status } = player;
  if (player.videoId === UPDATE_YOUR_APP) return refusal("YOUTUBE_CHANGED");
  if (status === "LIVE_STREAM_OFFLINE" || player.liveOrUpcoming) return refusal("UPCOMING_OR_LIVE");
  if (status === "OK") return player.captions.tracks.length > 0 ? null : refusal("CAPTIONS_DISABLED");
  if (player.ageGate || AGE_STATUSES.has(status)) return refusal("AGE_RESTRICTED");
  if (player.offer) return refusal("MEMBERS_ONLY");
  const words = `${player.reason} ${player.subreason}`;
  const known = REASONS.find(([pattern]) => pattern.test(words));
  if (known) return refusal(known[1]);
  if (player.isPrivate) return refusal("PRIVATE");
  // To be asked to sign in, without a word that fits the video, is what a server gets and a viewer at home does not. But
  // the words may be in another language: then only the link to the help about robots shows that it means the server.
  if (status === "LOGIN_REQUIRED") return refusal("BLOCKED", { coolsDown: player.botHelp });
  if (status === "ERROR" || !player.reason) return refusal("VIDEO_UNAVAILABLE");
  return refusal("VIDEO_UNAVAILABLE", {
    message: `YouTube does not play this video. It says: “${player.reason.slice(0, 200)}”`,
  });
}

const AGE_STATUSES = new Set(["AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED", "CONTENT_CHECK_REQUIRED"]);

/** YouTube's English words, in the order in which they decide: a refusal of the server before one of the video. */
const REASONS: [RegExp, VideoFailureCode][] = [
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

const COOLING: VideoFailureCode[] = ["BLOCKED", "RATE_LIMITED", "CONSENT_REQUIRED"];

function refusal(code: VideoFailureCode, details: FailureDetails = {}): TranscriptError {
  return new TranscriptError(code, { coolsDown: COOLING.includes(code), ...details });
}
