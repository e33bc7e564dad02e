import type { Cue } from "../../captions/cue.ts";
import { printClassic, printJson3, printSrv3 } from "./print-captions.ts";
import type { TrackBehaviour, VideoBehaviour } from "./youtube-behaviour.ts";

const defaultTracks: TrackBehaviour[] = [{ languageCode: "en", automatic: true }];
const defaultCues: Cue[] = [
  { startMs: 0, endMs: 2_000, text: "Water boils at one hundred degrees." },
  { startMs: 2_000, endMs: 5_000, text: "On a mountain it boils sooner." },
];

/** The answer of `/youtubei/v1/player`, in YouTube's shape. */
export function playerAnswer(youtubeId: string, video: VideoBehaviour): object {
  const playable = !video.playability;
  const tracks = video.tracks ?? defaultTracks;
  return {
    responseContext: {},
    playabilityStatus: video.playability ?? { status: "OK", playableInEmbed: true },
    ...(playable && { streamingData: { expiresInSeconds: "21540", formats: [] } }),
    ...(playable && tracks.length > 0 && { captions: captionList(youtubeId, video, tracks) }),
    videoDetails: {
      videoId: youtubeId,
      ...(playable && {
        title: titleOf(youtubeId, video),
        author: authorOf(video),
        shortDescription: video.description ?? "",
        lengthSeconds: String(Math.round((video.durationMs ?? 60_000) / 1000)),
        isPrivate: false,
        isLiveContent: false,
      }),
      ...video.details,
    },
  };
}

/** A watch page, which carries the same answer in a script; its caption addresses need a token, as YouTube's do. */
export function watchPage(youtubeId: string, video: VideoBehaviour): string {
  const answer = JSON.stringify(playerAnswer(youtubeId, { ...video, needsToken: true })).replaceAll(
    "<",
    "\\u003c",
  );
  return `<!DOCTYPE html><html lang="en"><head><title>YouTube</title></head><body><script nonce="n">var ytInitialPlayerResponse = ${answer};var meta = document.createElement('meta');</script></body></html>`;
}

export function oEmbedAnswer(youtubeId: string, video: VideoBehaviour): object {
  return {
    title: titleOf(youtubeId, video),
    author_name: authorOf(video),
    author_url: "https://www.youtube.com/@author",
    type: "video",
    height: 113,
    width: 200,
    version: "1.0",
    provider_name: "YouTube",
    thumbnail_url: video.thumbnail ?? `https://i.ytimg.com/vi/${youtubeId}/hqdefault.jpg`,
  };
}

/** The body of `/api/timedtext`: json3 or srv3 where `fmt` asks for it, else the classic XML. */
export function captionBody(
  video: VideoBehaviour,
  query: URLSearchParams,
): { status: number; contentType: string; body: string } {
  const track = (video.tracks ?? defaultTracks).find(
    (one) =>
      one.languageCode === query.get("lang") &&
      (one.automatic === true) === (query.get("kind") === "asr") &&
      (one.translatedTo ?? null) === query.get("tlang") &&
      (one.name ?? null) === query.get("name"),
  );
  if (!track) return { status: 404, contentType: "text/html; charset=UTF-8", body: "" };
  if (query.get("exp") === "xpe") return { status: 200, contentType: "text/html; charset=UTF-8", body: "" };
  const cues = track.cues ?? video.cues ?? defaultCues;
  const automatic = track.automatic === true;
  switch (query.get("fmt")) {
    case "json3":
      return {
        status: 200,
        contentType: "application/json; charset=UTF-8",
        body: printJson3(cues, { automatic }),
      };
    case "srv3":
      return { status: 200, contentType: "text/xml; charset=UTF-8", body: printSrv3(cues, { automatic }) };
    default:
      return { status: 200, contentType: "text/xml; charset=UTF-8", body: printClassic(cues) };
  }
}

function captionList(youtubeId: string, video: VideoBehaviour, tracks: TrackBehaviour[]): object {
  return {
    playerCaptionsTracklistRenderer: {
      captionTracks: tracks.map((track) => ({
        baseUrl: track.url ?? captionUrl(youtubeId, track, video.needsToken === true),
        name: { runs: [{ text: labelOf(track) }] },
        vssId: `${track.automatic ? "a" : ""}.${track.languageCode}${track.name ? `.${track.name}` : ""}`,
        languageCode: track.translatedTo ?? track.languageCode,
        ...(track.automatic && { kind: "asr" }),
        isTranslatable: true,
        trackName: track.name ?? "",
      })),
      audioTracks: video.audioTracks ?? [
        {
          captionTrackIndices: tracks.map((_, index) => index),
          ...(video.defaultTrack !== undefined && {
            defaultCaptionTrackIndex: video.defaultTrack,
            hasDefaultTrack: true,
          }),
          visibility: "UNKNOWN",
          captionsInitialState: "CAPTIONS_INITIAL_STATE_OFF_RECOMMENDED",
        },
      ],
      translationLanguages: [{ languageCode: "ar", languageName: { runs: [{ text: "Arabic" }] } }],
      defaultAudioTrackIndex: video.defaultAudioTrack ?? 0,
      ...(video.translationSource !== undefined && {
        defaultTranslationSourceTrackIndices: [video.translationSource],
      }),
    },
  };
}

function labelOf({ languageCode, automatic, name }: TrackBehaviour): string {
  const suffix = automatic ? " (auto-generated)" : "";
  return `${languageCode}${suffix}${name ? ` - ${name}` : ""}`;
}

function captionUrl(youtubeId: string, track: TrackBehaviour, needsToken: boolean): string {
  const query = new URLSearchParams({
    v: youtubeId,
    caps: "asr",
    ...(needsToken && { exp: "xpe" }),
    sparams: "ip,ipbits,expire,v,caps",
    signature: "A1.B2",
    key: "yt8",
    ...(track.automatic && { kind: "asr" }),
    lang: track.languageCode,
    ...(track.translatedTo && { tlang: track.translatedTo }),
    ...(track.name && { name: track.name }),
    fmt: "srv3",
  });
  return `https://www.youtube.com/api/timedtext?${query}`;
}

function titleOf(youtubeId: string, video: VideoBehaviour): string {
  return video.title ?? `Video ${youtubeId}`;
}

function authorOf(video: VideoBehaviour): string {
  return video.author ?? "A channel";
}
