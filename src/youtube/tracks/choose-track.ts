import type { Captions, CaptionTrack } from "./caption-list.ts";
import { languageDistance, languageTag, OTHER_SCRIPT } from "./language-distance.ts";

export type ChosenTrack = {
  url: string;
  /** BCP 47 tag. */
  language: string;
  track: "MANUAL" | "AUTOMATIC";
};

/**
 * Chooses the captions for a language (a BCP 47 tag; null: the spoken one), or null where there are none.
 *
 * Which languages serve the one given, and which is nearest, `languageDistance` decides. Captions written by people come
 * before automatic ones, whatever their region (`en-GB` by a person before automatic `en`), then the nearest language, then
 * the plain track before one that the creator named. Captions of something else than the speech come last: commentary, and
 * what is translated or described on the screen. Machine translations are never chosen.
 */
export function chooseTrack(captions: Captions, language: string | null): ChosenTrack | null {
  const originals = untranslated(captions);
  if (language === null) return chooseSpoken(captions, originals);
  const asked = languageTag(language);
  return nearest(originals, (tag) => languageDistance(asked, tag));
}

/** The languages there are captions in, as BCP 47 tags. */
export function availableLanguages(captions: Captions): string[] {
  return [...new Set(untranslated(captions).map((track) => languageTag(track.languageCode)))];
}

/**
 * Captions that a person wrote for another region or in another script still say what is said, and better than automatic
 * ones; but not in Latin letters of a language that has its own: those are for singing along.
 */
function chooseSpoken(captions: Captions, originals: CaptionTrack[]): ChosenTrack | null {
  const spoken = spokenLanguage(captions, originals);
  if (spoken === null) return null;
  const [base = spoken] = spoken.split("-", 1);
  return nearest(originals, (tag) => {
    const near = languageDistance(spoken, tag);
    if (near !== null && near !== OTHER_SCRIPT) return near;
    const far = languageDistance(base, tag);
    if (far === null) return null;
    return far === OTHER_SCRIPT && new Intl.Locale(tag).script === "Latn" ? far : FURTHER + far;
  });
}

/** Makes a distance further than any of a language that serves one that is asked for. */
const FURTHER = 10;

/**
 * The language of the original audio, where there are captions in it. Else that of automatic captions, since they are made
 * from the sound: of the spoken audio, or any where no original is named. Else that of the captions that YouTube shows with
 * the spoken audio, or translates from; else the first.
 */
function spokenLanguage(captions: Captions, originals: CaptionTrack[]): string | null {
  const { originalLanguage } = captions;
  const original = originalLanguage?.split("-", 1)[0];
  const isIn = (track: CaptionTrack) => languageDistance(original!, languageTag(track.languageCode)) !== null;
  if (original && originals.some(isIn)) return originalLanguage;
  const trackAt = (index: number | null) => originals.find((track) => track === captions.tracks[index ?? -1]);
  const ofAudio = captions.audioTracks.map(trackAt);
  const track =
    ofAudio.find((candidate) => candidate?.automatic) ??
    (original ? undefined : originals.find((candidate) => candidate.automatic)) ??
    trackAt(captions.defaultTrack) ??
    trackAt(captions.translationSource) ??
    ofAudio.find((candidate) => candidate !== undefined) ??
    originals.find((candidate) => !candidate.automatic) ??
    originals[0];
  return track ? languageTag(track.languageCode) : null;
}

/** The best track of those in a language with a distance. */
function nearest(tracks: CaptionTrack[], distanceOf: (tag: string) => number | null): ChosenTrack | null {
  const ranked = tracks.flatMap((track) => {
    const language = languageTag(track.languageCode);
    const distance = distanceOf(language);
    return distance === null ? [] : [{ track, language, rank: rankOf(track, distance) }];
  });
  const [best] = ranked.toSorted((one, other) => compareRanks(one.rank, other.rank));
  if (!best) return null;
  return {
    url: best.track.url,
    language: best.language,
    track: best.track.automatic ? "AUTOMATIC" : "MANUAL",
  };
}

/** Captions of a comment on the video, of what is shown, or of foreign parts alone, as creators name them. */
const NOT_THE_SPEECH =
  /\b(?:commentar|comment[aá]r|comentari|kommentar|commento|descri|bildbeschr|forced|signs)|コメンタリー|解説|해설|评论|評論|комментари/iu;

/** Lower is better, the first difference decides. */
function rankOf(track: CaptionTrack, distance: number): number[] {
  const isOther = NOT_THE_SPEECH.test(track.label) || distance === OTHER_SCRIPT;
  return [
    isOther ? 2 : track.automatic ? 1 : 0,
    distance,
    track.isNamed ? 1 : 0,
    // "English" before "English (SDH)".
    track.label.length,
  ];
}

function compareRanks(one: number[], other: number[]): number {
  const index = one.findIndex((value, at) => value !== other[at]);
  return index === -1 ? 0 : one[index]! - other[index]!;
}

function untranslated(captions: Captions): CaptionTrack[] {
  return captions.tracks.filter((track) => !isTranslation(track));
}

function isTranslation(track: CaptionTrack): boolean {
  return URL.parse(track.url)?.searchParams.has("tlang") ?? false;
}
