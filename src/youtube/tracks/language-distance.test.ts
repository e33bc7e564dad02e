import { describe, expect, it } from "vitest";
import { hasTrackId, languageDistance, languageTag } from "./language-distance.ts";

it.each([
  ["en", "en"],
  ["en", "en-US"],
  ["zh-TW", "zh-Hant"],
  ["zh-Hans", "zh-CN"],
  ["nb", "no"],
  ["no-NO", "nb"],
  ["es-MX", "es-419"],
  ["es-419", "es-MX"],
  ["es-MX", "es"],
  ["pt-AO", "pt-PT"],
  ["en-GB", "en"],
  ["en", "en-GB"],
  ["zh-HK", "zh-Hant"],
  ["zh-MO", "zh-HK"],
  ["zh-TW", "zh-HK"],
  ["zh", "zh-Hant"],
  ["ca", "ca-valencia"],
  ["pa-PK", "pa-Arab"],
])("%s is served by %s", (asked, given) => {
  expect(languageDistance(asked, given)).not.toBeNull();
});

it.each([
  ["en", "de"],
  ["fi", "fil"],
  ["pt-BR", "pt-PT"],
  ["en-US", "en-GB"],
  ["es-MX", "es-ES"],
  ["es-ES", "es-419"],
  ["zh-TW", "zh"],
  ["zh-TW", "zh-Hans-TW"],
  ["zh-CN", "zh-Hant"],
  ["sr-Latn", "sr"],
  ["nb", "nn"],
  ["und", "en"],
  ["en", "und"],
])("%s is not served by %s", (asked, given) => {
  expect(languageDistance(asked, given)).toBeNull();
});

it.each([
  ["en", ["en", "en-US", "en-GB"]],
  ["pt", ["pt-BR", "pt-PT"]],
  ["es-MX", ["es-MX", "es-419", "es"]],
  ["zh-HK", ["zh-HK", "zh-Hant", "zh-TW"]],
  ["zh-TW", ["zh-TW", "zh-Hant-TW", "zh-HK"]],
  ["zh", ["zh", "zh-Hans", "zh-SG", "zh-Hant"]],
  ["nb", ["nb", "no"]],
])("%s is nearest to the first of %j", (asked, given) => {
  const distances = given.map((tag) => languageDistance(asked, tag)!);
  expect(distances).toEqual(distances.toSorted((one, other) => one - other));
  expect(new Set(distances).size).toBe(given.length);
});

describe("a code of YouTube's", () => {
  it.each([
    ["en-j3PyPqV-e1s", "en"],
    ["en-nP7-2PuUl7o", "en"],
    ["zh-Hant-RrXkPqVsabc", "zh-Hant"],
    ["en_US-eEY6OEpapPo", "en-US"],
  ])("loses the id of its track: %s", (code, tag) => {
    expect(languageTag(code)).toBe(tag);
    expect(hasTrackId(code)).toBe(true);
  });

  it.each([
    ["sl-rozaj-biske", "sl-biske-rozaj"],
    ["ca-valencia", "ca-valencia"],
    ["zh-Hant-TW", "zh-Hant-TW"],
    ["pt_br", "pt-BR"],
    ["iw", "he"],
    ["", "und"],
    ["!!", "und"],
    [`en${"-GB".repeat(50_000)}`, "en-GB"],
  ])("keeps its subtags: %#", (code, tag) => {
    expect(languageTag(code)).toBe(tag);
    expect(hasTrackId(code)).toBe(false);
  });
});
