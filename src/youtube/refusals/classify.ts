import type { RecordedResponse } from "../client/recorded-response.ts";
import type { PlayerResponse } from "../player-response.ts";
import { TranscriptError, type FailureDetails, type VideoFailureCode } from "../transcript-failure.ts";

/** A response of the player or the watch page; `refusal` is null where it offers captions. */
export type ClassifiedResponse = RecordedResponse & { refusal: TranscriptError | null };

/**
 * The refusal in all responses together; null: there are captions. A refusal of this server outranks anything that is said
 * of the video: a blocked server is often told that a video has no captions or does not exist.
 */
export function playbackRefusal(responses: readonly ClassifiedResponse[]): TranscriptError | null {
  const player = responses.find(({ kind }) => kind === "PLAYER");
  const watch = responses.find(({ kind }) => kind === "WATCH");
  const first = player?.refusal ?? null;
  if (!watch) return first;
  const second = watch.refusal;
  if (!first || !second || first.code === "YOUTUBE_CHANGED") return second;
  // A second response that says nothing of the video leaves the first refusal standing. The consent page says nothing:
  // in some countries everyone who opens a watch page gets it. It counts where the first response did not describe the
  // video either.
  const saysNothing: VideoFailureCode[] = ["YOUTUBE_UNREACHABLE", "YOUTUBE_CHANGED", "VIDEO_UNAVAILABLE"];
  if (player?.player?.title) saysNothing.push("CONSENT_REQUIRED");
  return saysNothing.includes(second.code) ? first : second;
}

/**
 * Whether to ask the watch page too: the player response is for one of YouTube's apps, and may refuse the app where it
 * seems to refuse the video.
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

/** The refusal in a response with captions; null: they are usable. `cueCount` is null where the body cannot be parsed. */
export function classifyCaptions(
  response: RecordedResponse,
  cueCount: number | null,
): TranscriptError | null {
  if (response.outcome === "TOO_LARGE") return refusal("TRANSCRIPT_TOO_LARGE");
  const refused = classifyTransport(response);
  if (refused) return refused;
  // An empty body is how YouTube withholds captions; without the mark in the URL, perhaps for this video alone.
  if (response.body === "EMPTY") return refusal("BLOCKED", { coolsDown: response.needsToken });
  if (cueCount === null) return refusal("YOUTUBE_CHANGED");
  return cueCount === 0 ? refusal("EMPTY_TRANSCRIPT") : null;
}

/** The refusal that the outcome, the status or the kind of page shows. */
export function classifyTransport(response: RecordedResponse): TranscriptError | null {
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

/** The video that YouTube sends an outdated app in place of the requested one. */
const UPDATE_YOUR_APP = "aQvGIIdgFDM";

/** Decides by status and structure first, since the words may be in any language, then by the English words. */
function classifyPlayability(player: PlayerResponse): TranscriptError | null {
  const { status } = player;
  if (player.videoId === UPDATE_YOUR_APP) return refusal("YOUTUBE_CHANGED");
  if (status === "LIVE_STREAM_OFFLINE" || player.liveOrUpcoming) return refusal("UPCOMING_OR_LIVE");
  if (status === "OK") return player.captions.tracks.length > 0 ? null : refusal("CAPTIONS_DISABLED");
  if (player.ageGate || AGE_STATUSES.has(status)) return refusal("AGE_RESTRICTED");
  if (player.offer) return refusal("MEMBERS_ONLY");
  const words = `${player.reason} ${player.subreason}`;
  const reason = REASONS.find(([pattern]) => pattern.test(words));
  if (reason) return refusal(reason[1]);
  if (player.isPrivate) return refusal("PRIVATE");
  // Servers are asked to sign in without a word about the video, viewers at home are not. But the words may be in another
  // language: only the link to the help page about robots makes certain that the server is meant.
  if (status === "LOGIN_REQUIRED") return refusal("BLOCKED", { coolsDown: player.botHelp });
  if (status === "ERROR" || !player.reason) return refusal("VIDEO_UNAVAILABLE");
  return refusal("VIDEO_UNAVAILABLE", {
    message: `YouTube does not play this video. It says: “${player.reason.slice(0, 200)}”`,
  });
}

const AGE_STATUSES = new Set(["AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED", "CONTENT_CHECK_REQUIRED"]);

/** YouTube's English words; the first match decides, so refusals of the server come before those of the video. */
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
