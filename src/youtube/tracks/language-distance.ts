/** Distances from a language that is asked for to one that is there; lower is nearer. */
const SAME_TAG = 0;
/** The likely script and region of both are the same: `en` and `en-US`, `zh-TW` and `zh-Hant`, `nb` and `no`. */
const SAME_LOCALE = 1;
/** `es-419` for `es-MX`. */
const WIDER_REGION = 2;
/** `pt` for `pt-PT`, `zh-Hant` for `zh-HK`. */
const NO_REGION = 3;
/** `en-GB` for `en`, `es-MX` for `es-419`. */
const NARROWER_REGION = 4;
/** `zh-HK` for `zh-TW`: the region was given for the script that it uses. */
const SAME_SCRIPT = 5;
/** `zh-Hant` for `zh`, which names no script. */
export const OTHER_SCRIPT = 6;

/**
 * How far a language is from the one that is asked for, 0 to 6; null where it does not serve. Both are BCP 47 tags as
 * `languageTag` gives them. The likely script and region of a tag are those of `Intl.Locale`: a tag with a script or a
 * region is never served by another script, and only a wider or narrower region serves a region, never a sister (`pt-BR`
 * is not served by `pt-PT`).
 */
export function languageDistance(asked: string, given: string): number | null {
  if (asked === given) return SAME_TAG;
  const [want, have] = [new Intl.Locale(asked), new Intl.Locale(given)];
  if (languageOf(want) !== languageOf(have)) return null;
  const [likelyWant, likelyHave] = [want.maximize(), have.maximize()];
  if (likelyWant.script !== likelyHave.script) return want.script || want.region ? null : OTHER_SCRIPT;
  if (likelyWant.region === likelyHave.region) return SAME_LOCALE;
  if (widerRegion(want) === have.region && have.region) return WIDER_REGION;
  if (!have.region) return NO_REGION;
  if (!want.region || widerRegion(have) === want.region) return NARROWER_REGION;
  const usualScript = new Intl.Locale(want.language).maximize().script;
  return likelyWant.script === usualScript ? null : SAME_SCRIPT;
}

/** The BCP 47 tag of one of YouTube's codes, which may have invalid parts (`en-nP7-2PuUl7o`) or be outdated (`iw`). */
export function languageTag(code: string): string {
  const parts = hyphenated(code).replace(TRACK_ID, "").split("-");
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

/** Whether a code ends in the id that YouTube gives a track with a name of its own: 11 characters, as in `en-j3PyPqV-e1s`. */
export function hasTrackId(code: string): boolean {
  return TRACK_ID.test(hyphenated(code));
}

// An id may read like subtags of a variant, but hardly ever like subtags as they are written: `-Hant-TW`, `-rozaj-biske`.
const TRACK_ID =
  /(?<=^[a-z]{2,3}(?:-.*)?)-(?!(?:[A-Z][a-z]{3}|[A-Z]{2}|[a-z]{5,8}|\d{3,4})(?:-|$))[\w-]{11}$/;

/** More than any code has. Reading one takes quadratic time. */
const MAX_CODE_CHARS = 64;

function hyphenated(code: string): string {
  return code.trim().slice(0, MAX_CODE_CHARS).replaceAll("_", "-");
}

/** Norwegian is written as Bokmål where a tag does not say Nynorsk. */
function languageOf({ language }: Intl.Locale): string {
  return language === "no" ? "nb" : language;
}

/*
 * The regions whose conventions another one's follow: CLDR's parent locales, which Intl does not offer, of the languages
 * that are captioned by region.
 */
const WIDER_REGIONS: Readonly<Record<string, readonly [wider: string, regions: string]>> = {
  es: ["419", "AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE"],
  pt: ["PT", "AO CH CV FR GQ GW LU MO MZ ST TL"],
  "zh-Hant": ["HK", "MO"],
};

/** The region around a locale's region; undefined where there is none. */
function widerRegion(locale: Intl.Locale): string | undefined {
  const { language, script, region } = locale.maximize();
  const [wider, regions] = WIDER_REGIONS[language] ?? WIDER_REGIONS[`${language}-${script}`] ?? [];
  return locale.region && regions?.split(" ").includes(region ?? "") ? wider : undefined;
}
