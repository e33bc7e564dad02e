import type { Video } from "../../videos/video.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import { pointOf } from "./point-of.ts";
import { readScopeOf } from "./read-scope-of.ts";
import type { ReadScope } from "./read-scope.ts";

/** Asks for a summary in each language: what else a text has then names videos, or it asks about something. */
const SUMMARY: Record<string, string> = {
  en: "summary of",
  de: "Zusammenfassung",
  es: "resumen",
  fr: "résumé",
  it: "riassunto",
  pt: "resumo",
  nl: "samenvatting",
  hi: "सारांश",
  ja: "要約",
  ru: "краткое содержание",
  zh: "总结",
  ar: "ملخص",
};

/** Words for what was not spoken of. */
const OTHER =
  /(?<!\p{L})(?:other(?: ones?|s)?|andere[mnrs]?|otr[oa]s?|(?:l['’])?autres?|altr[oaie]|outr[oa]s?|друг(?:ой|ое|ом|ие|их)|दूसरे?|दूसरा|الآخر|الأخرى)(?!\p{L})|他の|もう一つの|另一个|另外一个|其他/iu;
/** The same for several. */
const OTHERS =
  /(?<!\p{L})(?:other ones|others|other \p{L}+s|anderen|otr[oa]s|autres|altr[ie]|outr[oa]s|другие|других|दूसरे|الأخرى)(?!\p{L})|他の|其他/iu;

const MAX_WORDS = 8;

/**
 * How a question is read that only names a point of the answer before ("more on the second point"): as one about the time
 * that the point is from; or only another video after one about whole videos or about a time ("and the first one?"): as that
 * one was, about the videos that it names. null: it is none of these, or says by itself (as `scope`) what it is.
 */
export function carryScope(
  question: string,
  { scope }: Pick<ReadScope, "scope">,
  before: CitedTurn,
  videos: Video[],
): ReadScope | null {
  if (scope !== "PASSAGES" && scope !== "WHOLE_VIDEOS") return null;
  const point = pointOf(question, before.citations.length);
  const cited = point === null ? undefined : before.citations.find(({ number }) => number === point);
  if (cited && videos.some(({ id }) => id === cited.videoId)) {
    const { videoId, startMs } = cited;
    return {
      scope: "TIME",
      videoIds: [videoId],
      missing: [],
      descriptions: [],
      isOfOne: false,
      timeMs: startMs,
    };
  }
  return scope === "PASSAGES" ? carryToVideo(question, before, videos) : null;
}

function carryToVideo(question: string, before: CitedTurn, videos: Video[]): ReadScope | null {
  if (question.split(/\s+/u).length > MAX_WORDS) return null;
  if (before.scope !== "WHOLE_VIDEOS" && before.scope !== "TIME") return null;
  const earlier = readScopeOf(before.question, videos);
  const summary = SUMMARY[earlier.language ?? "en"];
  const isOther = OTHER.test(question);
  const isOthers = OTHERS.test(question);
  const read = readScopeOf(`${summary} ${question.replace(OTHER, " ")}`, videos);
  if (read.scope !== "WHOLE_VIDEOS") return null;
  const cited = new Set(before.citations.map(({ videoId }) => videoId));
  const others = videos.filter(({ id }) => !cited.has(id)).map(({ id }) => id);
  const named = isOther && cited.size > 0 && (isOthers || others.length === 1) ? others : read.videoIds;
  if (named.length === videos.length && read.descriptions.length === 0) return null;
  const { descriptions, missing } = read;
  return { ...earlier, videoIds: named, missing, descriptions, isOfOne: false };
}
