import { z } from "zod";
import { hasTrackId, languageTag } from "./language-distance.ts";
import { textOf, textSchema } from "./youtube-text.ts";

/** The captions of a video. Indexes are those in `tracks`; the spoken audio is the original, not a dub of it. */
export type Captions = {
  tracks: CaptionTrack[];
  /** BCP 47 tag of the original audio; null where YouTube names none. */
  originalLanguage: string | null;
  /** The default track of the spoken audio; null where YouTube names none. */
  defaultTrack: number | null;
  /** The tracks that belong to the spoken audio; empty where YouTube names none. */
  audioTracks: number[];
  /** The track from which YouTube translates; null where it names none. */
  translationSource: number | null;
};

export type CaptionTrack = {
  /** Absolute, as YouTube gave it: its host is not to be trusted. */
  url: string;
  /** YouTube's own code, mostly but not always a BCP 47 tag. */
  languageCode: string;
  automatic: boolean;
  /** As YouTube shows it, such as "English - Commentary"; empty where it gives none. */
  label: string;
  /** The creator gave it a name, mostly to tell it from the plain track of its language. */
  isNamed: boolean;
};

export const NO_CAPTIONS: Captions = {
  tracks: [],
  originalLanguage: null,
  defaultTrack: null,
  audioTracks: [],
  translationSource: null,
};

/** Reads the captions of a player response. */
export function readCaptions(list: CaptionList | undefined): Captions {
  if (!list) return NO_CAPTIONS;
  const usable = list.captionTracks.filter((track) => track !== null);
  // Indexes in the response count all tracks, also those that could not be read.
  const indexOf = (given: number | undefined): number | null => {
    const track = given === undefined ? undefined : list.captionTracks[given];
    return track ? usable.indexOf(track) : null;
  };
  const audio = spokenAudio(list);
  return {
    tracks: usable.map(readTrack),
    originalLanguage: originalLanguage(audio),
    defaultTrack: audio?.hasDefaultTrack === false ? null : indexOf(audio?.defaultCaptionTrackIndex),
    audioTracks: indexesIn(audio?.captionTrackIndices, indexOf),
    translationSource: indexesIn(list.defaultTranslationSourceTrackIndices, indexOf)[0] ?? null,
  };
}

/** What the second part of an audio track's id says: `ja.4`. */
const ORIGINAL = /^(.*)\.4$/;
/** Described for the blind, dubbed by people, dubbed by YouTube. */
const MADE_FROM_ORIGINAL = /\.(?:2|3|10)$/;

/**
 * The original audio. Where none is marked as such, the default, which a server often gets as a dub in the language of its
 * country: then another that is not marked as made from the original.
 */
function spokenAudio(list: CaptionList): AudioTrack | undefined {
  const byDefault = list.audioTracks[list.defaultAudioTrackIndex] ?? undefined;
  const known = [byDefault, ...list.audioTracks].filter((audio) => audio !== null && audio !== undefined);
  return (
    known.find(({ audioTrackId }) => ORIGINAL.test(audioTrackId)) ??
    known.find(({ audioTrackId }) => !MADE_FROM_ORIGINAL.test(audioTrackId)) ??
    byDefault
  );
}

/** "und", "mul" and "zxx" stand for no language. */
function originalLanguage(audio: AudioTrack | undefined): string | null {
  const code = ORIGINAL.exec(audio?.audioTrackId ?? "")?.[1];
  const tag = code ? languageTag(code) : "und";
  return /^(?:und|mul|zxx)\b/.test(tag) ? null : tag;
}

function indexesIn(given: number[] = [], indexOf: (index: number) => number | null): number[] {
  return given.map(indexOf).filter((index) => index !== null);
}

function readTrack(track: ListedTrack): CaptionTrack {
  const url = URL.parse(track.baseUrl, "https://www.youtube.com");
  const label = textOf(track.name).trim();
  // `.en.Name`, where the plain track has `.en`, and automatic captions `a.en`.
  const hasNameInId = /^\w*\.[^.]+\../.test(track.vssId ?? "");
  return {
    url: url?.href ?? track.baseUrl,
    languageCode: track.languageCode,
    automatic: track.kind === "asr" || (track.vssId ?? "").startsWith("a."),
    label,
    isNamed:
      Boolean(track.trackName?.trim() || url?.searchParams.get("name")?.trim()) ||
      hasNameInId ||
      hasTrackId(track.languageCode) ||
      / [-–—] /.test(label),
  };
}

// YouTube's own and undocumented: all but a track's URL and language may be missing or change without breaking a fetch.
const optionalText = z.string().optional().catch(undefined);
const optionalIndex = z.number().optional().catch(undefined);
const indexes = z.array(z.number().catch(-1)).optional().catch(undefined);
const trackSchema = z.object({
  baseUrl: z.string(),
  languageCode: z.string(),
  kind: optionalText,
  vssId: optionalText,
  name: textSchema.optional().catch(undefined),
  trackName: optionalText,
});
const audioTrackSchema = z.object({
  audioTrackId: z.string().catch(""),
  captionTrackIndices: indexes,
  defaultCaptionTrackIndex: optionalIndex,
  hasDefaultTrack: z.boolean().optional().catch(undefined),
});
/** `playerCaptionsTracklistRenderer`. */
export const captionListSchema = z.object({
  captionTracks: z.array(trackSchema.nullable().catch(null)).catch([]),
  audioTracks: z.array(audioTrackSchema.nullable().catch(null)).catch([]),
  defaultAudioTrackIndex: z.number().catch(0),
  defaultTranslationSourceTrackIndices: indexes,
});

type CaptionList = z.infer<typeof captionListSchema>;
type ListedTrack = z.infer<typeof trackSchema>;
type AudioTrack = z.infer<typeof audioTrackSchema>;
