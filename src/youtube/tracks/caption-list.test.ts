import { describe, expect, it } from "vitest";
import { captionListSchema, readCaptions } from "./caption-list.ts";

const url = "/api/timedtext?lang=en";
const listed = { baseUrl: url, languageCode: "en" };
const read = (list: object) =>
  readCaptions(captionListSchema.parse({ captionTracks: [listed, listed], ...list }));

describe("the spoken audio", () => {
  const original = { audioTrackId: "pt-BR.4", captionTrackIndices: [1], defaultCaptionTrackIndex: 1 };
  const ofOriginal = { originalLanguage: "pt-BR", audioTracks: [1], defaultTrack: 1 };

  it("is the one whose id ends in .4, wherever it stands", () => {
    const dub = { audioTrackId: "en-US.10", captionTrackIndices: [0], defaultCaptionTrackIndex: 0 };
    expect(read({ audioTracks: [dub, original], defaultAudioTrackIndex: 0 })).toMatchObject(ofOriginal);
    expect(read({ audioTracks: [original, dub], defaultAudioTrackIndex: 1 })).toMatchObject(ofOriginal);
    const fourteenth = { ...dub, audioTrackId: "de.14" };
    expect(read({ audioTracks: [fourteenth, original] })).toMatchObject(ofOriginal);
  });

  it("is read among entries that are empty or broken", () => {
    expect(read({ audioTracks: [null, {}, 7, { audioTrackId: 4 }, original] })).toMatchObject(ofOriginal);
    expect(read({ audioTracks: [original], defaultAudioTrackIndex: "first" })).toMatchObject(ofOriginal);
    expect(read({ audioTracks: [original], defaultAudioTrackIndex: 99 })).toMatchObject(ofOriginal);
  });

  it("names its language where it names no tracks, or tracks that are not there", () => {
    for (const captionTrackIndices of [undefined, null, "1", [7, -1, 0.5, null, "1"]])
      expect(read({ audioTracks: [{ audioTrackId: "ja.4", captionTrackIndices }] })).toMatchObject({
        originalLanguage: "ja",
        audioTracks: [],
        defaultTrack: null,
      });
  });

  it.each([".4", "und.4", "zxx.4", "mul.4"])("has no language in the id %s", (audioTrackId) => {
    const captions = read({
      audioTracks: [{ captionTrackIndices: [0] }, { audioTrackId, captionTrackIndices: [1] }],
    });
    expect(captions).toMatchObject({ originalLanguage: null, audioTracks: [1] });
  });

  it("is one that is no dub where none is the original, else the default", () => {
    const audioTracks = ["en.10", "fr.3", "de.2", "ja", "es.10"].map((audioTrackId, index) => ({
      audioTrackId,
      captionTrackIndices: [Number(index === 3)],
    }));
    const captions = read({ audioTracks });
    expect(captions).toMatchObject({ originalLanguage: null, audioTracks: [1] });
    expect(read({ audioTracks: audioTracks.slice(0, 3) })).toMatchObject({ audioTracks: [0] });
  });

  it("has no default track where YouTube says that it has none", () => {
    const audio = { captionTrackIndices: [0, 1], defaultCaptionTrackIndex: 1 };
    expect(read({ audioTracks: [{ ...audio, hasDefaultTrack: false }] }).defaultTrack).toBeNull();
    const more = { hasDefaultTrack: true, visibility: "ON", captionsInitialState: 3 };
    expect(read({ audioTracks: [{ ...audio, ...more }] }).defaultTrack).toBe(1);
  });
});

it("the track that YouTube translates from is the first of those that are there", () => {
  expect(read({ defaultTranslationSourceTrackIndices: [9, 1, 0] }).translationSource).toBe(1);
  expect(read({ defaultTranslationSourceTrackIndices: 1 }).translationSource).toBeNull();
});

it.each([
  { trackName: "Commentary" },
  { baseUrl: `${url}&name=Commentary` },
  { vssId: ".en.Commentary" },
  { languageCode: "en-nP7-2PuUl7o", vssId: ".en-nP7-2PuUl7o" },
  { name: { simpleText: "English - Commentary" } },
  { name: { runs: [{ text: "English – " }, { text: "Commentary" }] } },
])("a track is named by %j", (more) => {
  expect(read({ captionTracks: [{ ...listed, ...more }] }).tracks).toMatchObject([{ isNamed: true }]);
});

it.each([
  {},
  { name: { simpleText: "English (United Kingdom)" }, vssId: ".en-GB", trackName: "" },
  { name: { runs: [{ text: "English (auto-generated)" }] }, vssId: "a.en", kind: "asr" },
  { baseUrl: `${url}&name=` },
  { name: "English", trackName: null },
])("a track is not named by %j", (more) => {
  expect(read({ captionTracks: [{ ...listed, ...more }] }).tracks).toMatchObject([{ isNamed: false }]);
});
