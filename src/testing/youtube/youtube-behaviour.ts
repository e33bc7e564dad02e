import type { Cue } from "../../captions/cue.ts";

/** How the stand-in for YouTube treats one video. Without anything: a playable video with English captions. */
export type VideoBehaviour = {
  title?: string;
  author?: string;
  description?: string;
  /** The address of the thumbnail, in place of the usual one. */
  thumbnail?: string;
  durationMs?: number;
  /** What is said: of every track that has no cues of its own. */
  cues?: Cue[];
  /** Default: one automatic English track. */
  tracks?: TrackBehaviour[];
  /** Which of the tracks goes with the default audio. */
  defaultTrack?: number;
  /** `audioTracks` of the caption list, in place of one that has all tracks. */
  audioTracks?: object[];
  /** `defaultAudioTrackIndex` of the caption list; default 0. */
  defaultAudioTrack?: number;
  /** The track from which YouTube translates. */
  translationSource?: number;
  /** `playabilityStatus` of the player response and the watch page; default `{ status: "OK" }`. */
  playability?: object;
  /** Added to `videoDetails`. */
  details?: object;
  /** Marks caption addresses with `exp=xpe`, and leaves the captions there empty. */
  needsToken?: boolean;
  /** What happens in place of an answer. */
  player?: Trouble;
  watch?: Trouble;
  captions?: Trouble;
  oEmbed?: Trouble;
};

export type TrackBehaviour = {
  languageCode: string;
  automatic?: boolean;
  /** A machine translation into this language. */
  translatedTo?: string;
  /** The name that the creator gave it, such as "Commentary". */
  name?: string;
  cues?: Cue[];
  /** The whole address, in place of the usual one. */
  url?: string;
};

export type Trouble = {
  status?: number;
  headers?: Record<string, string>;
  /** In place of the usual body. */
  body?: string;
  delayMs?: number;
  /** Never answers. */
  hang?: boolean;
  /** Ends the connection, before an answer or in the middle of the body. */
  cut?: "BEFORE" | "MIDDLE";
  /** Only the first so many requests; after them all is well. Default: all. */
  times?: number;
};

const message = (reason: string, subreason?: string): object => ({
  playerErrorMessageRenderer: {
    reason: { runs: [{ text: reason }] },
    ...(subreason && { subreason: { runs: [{ text: subreason }] } }),
  },
});
const refusal = (status: string, reason: string, subreason?: string): VideoBehaviour => ({
  playability: { status, reason, errorScreen: message(reason, subreason) },
});
const html = (body: string, title = "YouTube"): string =>
  `<!DOCTYPE html><html lang="de"><head><title>${title}</title></head><body>${body}</body></html>`;

export const consentPage = html(
  '<form action="https://consent.youtube.com/s" method="POST"><input type="hidden" name="v" value="cb"></form>',
  "Bevor Sie zu YouTube weitergehen",
);
export const captchaPage = html(
  '<form action="/das_captcha?fw=1" method="POST"><div class="g-recaptcha" data-sitekey="key"></div></form>',
);
const captcha: Trouble = { status: 429, headers: { "content-type": "text/html" }, body: captchaPage };
const consent: Trouble = {
  status: 302,
  headers: { location: "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2F" },
};

/** Every way in which YouTube says no, in the shape in which it says it. */
export const youtubeRefusals = {
  nonexistent: refusal("ERROR", "Video unavailable", "This video isn't available any more"),
  removed: refusal("ERROR", "This video has been removed by the uploader"),
  private: {
    playability: {
      status: "LOGIN_REQUIRED",
      messages: ["This is a private video. Please sign in to verify that you may see it."],
      errorScreen: message("Private video", "Sign in if you've been granted access to this video"),
    },
  },
  ageRestricted: {
    playability: {
      status: "LOGIN_REQUIRED",
      reason: "This video may be inappropriate for some users.",
      desktopLegacyAgeGateReason: 1,
    },
  },
  ageRestrictedInGerman: {
    playability: { status: "LOGIN_REQUIRED", reason: "Altersbeschränkt", desktopLegacyAgeGateReason: 1 },
  },
  geoBlocked: refusal(
    "UNPLAYABLE",
    "Video unavailable",
    "The uploader has not made this video available in your country",
  ),
  membersOnly: {
    playability: {
      status: "UNPLAYABLE",
      reason: "Dieses Video ist nur für Kanalmitglieder verfügbar",
      errorScreen: { playerLegacyDesktopYpcOfferRenderer: { offerId: "sponsors_only_video" } },
    },
  },
  upcoming: {
    playability: { status: "LIVE_STREAM_OFFLINE", reason: "Premieres in 2 hours" },
    details: { isUpcoming: true, isLiveContent: true, lengthSeconds: "0" },
  },
  liveNow: { details: { isLive: true, isLiveContent: true, lengthSeconds: "0" } },
  captionsDisabled: { tracks: [] },
  botCheck: {
    playability: {
      status: "LOGIN_REQUIRED",
      reason: "Sign in to confirm you’re not a bot",
      errorScreen: message("Sign in to confirm you’re not a bot", "This helps protect our community."),
    },
  },
  tokenNeeded: { needsToken: true },
  forbidden: { player: { status: 403 } },
  captionsForbidden: { captions: { status: 403 } },
  sessionLimited: refusal(
    "UNPLAYABLE",
    "Video unavailable",
    "This content isn’t available, try again later.",
  ),
  tooManyRequests: { player: { status: 429, headers: { "retry-after": "120" } } },
  captcha: { player: captcha, watch: captcha },
  captionsLimited: { captions: { status: 429, headers: { "retry-after": "120" } } },
  captchaForCaptions: { captions: captcha },
  consentPage: { player: { body: consentPage }, watch: { body: consentPage } },
  consentRedirect: { player: { status: 404 }, watch: consent },
  consentForCaptions: { captions: consent },
  noWords: { cues: [] },
  serverError: { player: { status: 503 } },
  cutConnection: { player: { cut: "BEFORE" } },
  cutCaptions: { captions: { cut: "MIDDLE" } },
  hang: { player: { hang: true } },
  htmlForCaptions: { captions: { headers: { "content-type": "text/html" }, body: html("Oops") } },
  truncatedXml: {
    captions: {
      body: '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3"><body><p t="0" d="10">Hel',
    },
  },
  truncatedJson: { captions: { body: '{"wireMagic":"pb3","events":[{"tStartMs":0,"segs":[{"utf8":"Hel' } },
  emptyCaptions: { captions: { body: "" } },
  unknownAnswer: { player: { body: '{"answer":42}' }, watch: { body: html("Redesigned") } },
} satisfies Record<string, VideoBehaviour>;
