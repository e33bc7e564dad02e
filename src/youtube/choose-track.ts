import type { Captions, CaptionTrack } from "./player-response.ts";

export type ChosenTrack = {
  url: string;
  /** BCP 47 tag. */
  language: string;
  track: "MANUAL" | "AUTOMATIC";
};

/**
 * Chooses the captions for a language (a BCP 47 tag; null: the spoken one), or null where there are none.
 *
 * A given language is matched by its own tag, then by the tag without its last parts (`pt-BR` takes `pt`), then by a
 * regional variant of it (`en` takes `en-US`), never by a sister region (`pt-BR` does not take `pt-PT`). At each step
 * captions written by people come before automatic ones. Machine translations are never chosen.
 */
export function chooseTrack(captions: Captions, language: string | null): ChosenTrack | null {
  const originals = captions.tracks.filter((track) => !isTranslation(track));
  if (language === null) return chooseSpoken(captions, originals);
  const wanted = languageTag(language);
  for (const tag of withoutLastParts(wanted)) {
    const exact = manualFirst(originals, (candidate) => candidate === tag);
    if (exact) return chosen(exact);
  }
  const variant = manualFirst(originals, (candidate) => candidate.startsWith(`${wanted}-`));
  return variant ? chosen(variant) : null;
}

/** The languages there are captions in, as BCP 47 tags. */
export function availableLanguages(captions: Captions): string[] {
  const originals = captions.tracks.filter((track) => !isTranslation(track));
  return [...new Set(originals.map((track) => languageTag(track.languageCode)))];
}

/** The BCP 47 tag of one of YouTube's codes, which may have invalid parts (`en-nP7-2PuUl7o`) or be outdated (`iw`). */
export function languageTag(code: string): string {
  const parts = code.trim().split(/[-_]/);
  for (let count = parts.length; count > 0; count--) {
    try {
      const [tag] = Intl.getCanonicalLocales(parts.slice(0, count).join("-"));
      if (tag) return tag;
    } catch {
      // Not a tag with this part: try without it.
    }
  }
  return "und";
}

function chooseSpoken(captions: Captions, originals: CaptionTrack[]): ChosenTrack | null {
  const spoken = spokenLanguage(captions, originals);
  if (spoken === null) return null;
  const [base] = spoken.split("-", 1);
  const manual = originals.filter((track) => !track.automatic);
  // Captions that a person wrote for another region still say what is said, and better than automatic ones.
  const track =
    manual.find((candidate) => languageTag(candidate.languageCode) === spoken) ??
    manual.find((candidate) => languageTag(candidate.languageCode) === base) ??
    manual.find((candidate) => languageTag(candidate.languageCode).startsWith(`${base}-`)) ??
    originals.find((candidate) => languageTag(candidate.languageCode) === spoken);
  return track ? chosen(track) : null;
}

/**
 * The automatic captions name the spoken language, since they are made from the sound. Dubbed videos have several:
 * then those of the default audio. Without any, the captions that YouTube shows with the default audio, else the first.
 */
function spokenLanguage(captions: Captions, originals: CaptionTrack[]): string | null {
  const isOriginal = (track: CaptionTrack | undefined) => track !== undefined && originals.includes(track);
  const ofDefaultAudio = captions.defaultAudioTracks.map((index) => captions.tracks[index]);
  const byDefault = captions.tracks[captions.defaultTrack ?? -1];
  const automatic = originals.filter((track) => track.automatic);
  const track =
    automatic.find((candidate) => ofDefaultAudio.includes(candidate)) ??
    automatic[0] ??
    (isOriginal(byDefault) ? byDefault : undefined) ??
    ofDefaultAudio.find(isOriginal) ??
    originals[0];
  return track ? languageTag(track.languageCode) : null;
}

function manualFirst(tracks: CaptionTrack[], matches: (tag: string) => boolean): CaptionTrack | undefined {
  const matching = tracks.filter((track) => matches(languageTag(track.languageCode)));
  return matching.find((track) => !track.automatic) ?? matching[0];
}

/** `zh-Hant-TW`, `zh-Hant`, `zh`. */
function withoutLastParts(tag: string): string[] {
  const parts = tag.split("-");
  return parts.map((_, dropped) => parts.slice(0, parts.length - dropped).join("-"));
}

function isTranslation(track: CaptionTrack): boolean {
  return URL.parse(track.url)?.searchParams.has("tlang") ?? false;
}

function chosen(track: CaptionTrack): ChosenTrack {
  return {
    url: track.url,
    language: languageTag(track.languageCode),
    track: track.automatic ? "AUTOMATIC" : "MANUAL",
  };
}
