import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Captions, type CaptionTrack, NO_CAPTIONS } from "./caption-list.ts";
import { availableLanguages, chooseTrack } from "./choose-track.ts";
import { languageTag } from "./language-distance.ts";

type Kind = "manual" | "asr";
const track = (languageCode: string, kind: Kind = "manual", tlang?: string): CaptionTrack => ({
  url: `https://www.youtube.com/api/timedtext?lang=${languageCode}${tlang ? `&tlang=${tlang}` : ""}`,
  languageCode: tlang ?? languageCode,
  automatic: kind === "asr",
  label: languageCode,
  isNamed: false,
});
const named = (languageCode: string, name: string, kind: Kind = "manual"): CaptionTrack => ({
  ...track(languageCode, kind),
  label: `${languageCode} - ${name}`,
  isNamed: true,
});
const captions = (tracks: CaptionTrack[], more: Partial<Captions> = {}): Captions => ({
  ...NO_CAPTIONS,
  tracks,
  ...more,
});
const pick = (tracks: CaptionTrack[], language: string | null, more: Partial<Captions> = {}) => {
  const chosen = chooseTrack(captions(tracks, more), language);
  return chosen && `${chosen.language} ${chosen.track}`;
};

describe("a language that is asked for", () => {
  it("takes a person's captions before automatic ones", () => {
    expect(pick([track("en", "asr"), track("de"), track("en")], "en")).toBe("en MANUAL");
  });

  it("takes a person's captions for a region before automatic ones of the very language", () => {
    expect(pick([track("en", "asr"), track("en-GB")], "en")).toBe("en-GB MANUAL");
    expect(pick([track("en-US", "asr"), track("en")], "en-US")).toBe("en MANUAL");
    expect(pick([track("pt", "asr"), track("pt-PT")], "pt-BR")).toBe("pt AUTOMATIC");
  });

  it("takes the nearest of several regions", () => {
    expect(pick([track("en-GB"), track("en-US"), track("en")], "en")).toBe("en MANUAL");
    expect(pick([track("en-GB"), track("en-US")], "en")).toBe("en-US MANUAL");
    expect(pick([track("es"), track("es-ES"), track("es-419")], "es-MX")).toBe("es-419 MANUAL");
  });

  it("takes its likely script, and another only where nothing else is there and none was named", () => {
    expect(pick([track("zh-Hans"), track("zh-Hant")], "zh-TW")).toBe("zh-Hant MANUAL");
    expect(pick([track("zh-Hans"), track("zh-HK", "asr")], "zh-TW")).toBe("zh-HK AUTOMATIC");
    expect(pick([track("zh-Hans"), track("zh")], "zh-TW")).toBeNull();
    expect(pick([track("zh-Hant"), track("zh-Hans")], "zh")).toBe("zh-Hans MANUAL");
    expect(pick([track("sr-Latn"), track("sr", "asr")], "sr")).toBe("sr AUTOMATIC");
    expect(pick([track("sr-Latn")], "sr")).toBe("sr-Latn MANUAL");
  });

  it("takes a regional variant where there is nothing else, a person's before automatic ones", () => {
    expect(pick([track("en-US", "asr"), track("en-GB")], "en")).toBe("en-GB MANUAL");
    expect(pick([track("fr"), track("en-US", "asr")], "en")).toBe("en-US AUTOMATIC");
  });

  it("takes the language as such for a region of it, but never a sister region", () => {
    expect(pick([track("pt-PT"), track("pt", "asr")], "pt-BR")).toBe("pt AUTOMATIC");
    expect(pick([track("pt-PT")], "pt-BR")).toBeNull();
    expect(pick([track("zh-Hans"), track("zh-Hant")], "zh-Hant-TW")).toBe("zh-Hant MANUAL");
  });

  it("does not mind case, underscores, old codes, nor YouTube's suffixes", () => {
    expect(pick([track("en-nP7-2PuUl7o")], "EN")).toBe("en MANUAL");
    expect(pick([track("iw")], "he")).toBe("he MANUAL");
    expect(pick([track("pt-BR")], "pt_br")).toBe("pt-BR MANUAL");
  });

  it("is not taken for another that begins with the same letters", () => {
    expect(pick([track("fil")], "fi")).toBeNull();
  });

  it("is never met by a machine translation", () => {
    expect(pick([track("de", "manual", "en")], "en")).toBeNull();
    expect(availableLanguages(captions([track("de", "manual", "en"), track("de")]))).toEqual(["de"]);
  });
});

describe("no language", () => {
  it("takes the spoken one, which the automatic captions name, whatever comes first", () => {
    expect(pick([track("ar"), track("de"), track("en", "asr")], null)).toBe("en AUTOMATIC");
    expect(pick([track("ar"), track("en"), track("en", "asr")], null)).toBe("en MANUAL");
  });

  it("takes a person's captions in a regional form of the spoken language before automatic ones", () => {
    expect(pick([track("ar"), track("en-GB"), track("en", "asr")], null)).toBe("en-GB MANUAL");
    expect(pick([track("es"), track("es-419", "asr")], null)).toBe("es MANUAL");
  });

  it("takes the default audio's language for a video that is dubbed", () => {
    const tracks = [track("de", "asr"), track("es", "asr"), track("fr")];
    expect(pick(tracks, null, { audioTracks: [1, 2] })).toBe("es AUTOMATIC");
  });

  it("takes what YouTube shows with the default audio where nothing is automatic", () => {
    const tracks = [track("ar"), track("ja"), track("en")];
    expect(pick(tracks, null, { defaultTrack: 1, audioTracks: [0, 1, 2] })).toBe("ja MANUAL");
    expect(pick(tracks, null)).toBe("ar MANUAL");
  });

  it("takes the original's language, whatever the automatic captions of its dubs", () => {
    const tracks = [track("en", "asr"), track("ja", "asr"), track("de"), track("en")];
    expect(pick(tracks, null, { originalLanguage: "ja", audioTracks: [1] })).toBe("ja AUTOMATIC");
    expect(pick(tracks, null, { originalLanguage: "ja" })).toBe("ja AUTOMATIC");
    expect(pick([...tracks, track("ja")], null, { originalLanguage: "ja-JP" })).toBe("ja MANUAL");
    expect(pick([track("en", "asr"), track("no")], null, { originalLanguage: "nb" })).toBe("no MANUAL");
  });

  it("takes no automatic captions of a dub where a person wrote some and the original has none", () => {
    const original = { originalLanguage: "ko" };
    expect(pick([track("en", "asr"), track("fr")], null, original)).toBe("fr MANUAL");
    expect(pick([track("en", "asr"), track("fr"), track("de")], null, { ...original, defaultTrack: 2 })).toBe(
      "de MANUAL",
    );
    expect(pick([track("en", "asr")], null, original)).toBe("en AUTOMATIC");
  });

  it("takes what YouTube translates from where nothing else tells", () => {
    expect(pick([track("ar"), track("en"), track("ja")], null, { translationSource: 2 })).toBe("ja MANUAL");
    const both = { translationSource: 2, defaultTrack: 1 };
    expect(pick([track("ar"), track("en"), track("ja")], null, both)).toBe("en MANUAL");
  });

  it("takes a person's captions in another script, but not in Latin letters in place of the language's own", () => {
    expect(pick([track("zh", "asr"), track("zh-TW")], null)).toBe("zh-TW MANUAL");
    expect(pick([track("ja-Latn"), track("ja", "asr")], null)).toBe("ja AUTOMATIC");
  });

  it("is never met by a machine translation", () => {
    const tracks = [track("ja", "manual", "en"), track("ja", "asr")];
    expect(pick(tracks, null, { defaultTrack: 0 })).toBe("ja AUTOMATIC");
    expect(pick([track("ja", "manual", "en")], null)).toBeNull();
  });
});

describe("several tracks in a language", () => {
  const urlOf = (tracks: CaptionTrack[], language: string | null) =>
    chooseTrack(
      captions(tracks.map((one, index) => ({ ...one, url: `${one.url}#${index}` }))),
      language,
    )?.url.at(-1);

  it.each(["en", null])("give the plain one (language %s)", (language) => {
    expect(urlOf([named("en", "Commentary"), track("en")], language)).toBe("1");
    expect(urlOf([named("en", "SDH"), track("en"), named("en", "Simple")], language)).toBe("1");
    expect(urlOf([named("en", "Simple"), named("en", "SDH")], language)).toBe("1");
    const unnamed = { ...track("en"), label: "English (SDH)" };
    expect(urlOf([unnamed, { ...track("en"), label: "English" }], language)).toBe("1");
  });

  it.each([
    "Commentary",
    "Director's commentary",
    "Kommentar",
    "コメンタリー",
    "Audio description",
    "Forced",
  ])("give what is said, if only automatically, before %s", (name) => {
    expect(urlOf([named("en", name), track("en", "asr")], "en")).toBe("1");
    expect(urlOf([named("en", name)], "en")).toBe("0");
  });

  it("give one that a person wrote and named before automatic ones", () => {
    expect(urlOf([track("en", "asr"), named("en", "SDH")], "en")).toBe("1");
  });
});

describe("any captions", () => {
  const codes = ["en", "en-US", "en-GB", "pt", "pt-BR", "zh-Hans", "iw", "en-nP7-2PuUl7o", "es-419"];
  const tracks = fc.array(
    fc.record({
      code: fc.constantFrom(...codes),
      kind: fc.constantFrom("manual" as const, "asr" as const),
      tlang: fc.option(fc.constantFrom(...codes), { nil: undefined }),
    }),
    { maxLength: 8 },
  );
  const language = fc.option(fc.constantFrom("en", "en-US", "pt-BR", "pt", "he", "zh", "ja"));

  /** Untranslated, in the language, and with no better one beside it; or none where there is none. */
  const isRight = (all: CaptionTrack[], wanted: string | null): boolean => {
    const originals = all.filter((one) => !one.url.includes("tlang"));
    const tags = originals.map((one) => languageTag(one.languageCode));
    const chosen = chooseTrack(captions(all), wanted);
    if (!chosen) return wanted === null ? originals.length === 0 : !tags.includes(wanted);
    const same = originals.filter((_, index) => tags[index] === chosen.language);
    return (
      same.some((one) => one.url === chosen.url) &&
      (wanted === null || chosen.language.split("-")[0] === wanted.split("-")[0]) &&
      (chosen.track === "MANUAL" || same.every((one) => one.automatic))
    );
  };

  it("give the right track for any language", () => {
    fc.assert(
      fc.property(tracks, language, (given, wanted) => {
        const all = given.map(({ code, kind, tlang }) => track(code, kind, tlang));
        expect(isRight(all, wanted)).toBe(true);
      }),
    );
  });

  it("are listed as BCP 47 tags, each once", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (given) => {
        const languages = availableLanguages(captions(given.map((code) => track(code))));
        expect(new Set(languages).size).toBe(languages.length);
        for (const tag of languages) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
      }),
    );
  });
});
