import { canonicalLanguage } from "../../text/language/languages.ts";
import type { Video } from "../../videos/video.ts";
import type { AnswerScope } from "../answer.ts";
import { askedLanguage } from "../generate/asked-language.ts";
import type { Answerer, AskedLanguage, CitedTurn, StandaloneQuestion } from "../generate/answerer.ts";
import { carryScope } from "../scope/carry-scope.ts";
import { readScopeOf } from "../scope/read-scope-of.ts";
import type { ReadScope } from "../scope/read-scope.ts";
import type { UsageMeter } from "./usage.ts";

/** A question with its kind, so that it stands alone. */
export type UnderstoodQuestion = StandaloneQuestion & {
  read: ReadScope;
  asked: AskedLanguage;
  /** The languages of the videos (ISO 639-1), the commonest first. */
  languages: string[];
};

/** Kinds of questions to which what was said before adds nothing. */
const SELF_CONTAINED = new Set<AnswerScope>(["WHOLE_VIDEOS", "TIME", "SMALL_TALK"]);

/** Reads a question that is asked about these videos, after these turns. */
export async function understandQuestion(
  { question, videos, history }: { question: string; videos: Video[]; history: CitedTurn[] },
  { answerer, meter }: { answerer: Answerer; meter: UsageMeter },
  signal: AbortSignal,
): Promise<UnderstoodQuestion> {
  const languages = languagesOf(videos);
  const before = history.at(-1);
  const own = readScopeOf(question, videos);
  const read = (before && carryScope(question, own, before, videos)) ?? settled(own, before, videos);
  const asked = askedLanguage(question, history, languages, read.language);
  if (SELF_CONTAINED.has(read.scope)) return { question, read, asked, languages };
  const standalone = await answerer.standaloneQuestion({ question, history, languages }, meter, signal);
  // Rules would search a list for what was spoken of before, where "he" points to it; a model (which also translates) knows.
  if (read.scope === "LIST" && read.topic && !standalone.translations)
    return { question, read, asked, languages };
  if (standalone.question === question || standalone.avoid) return { ...standalone, read, asked, languages };
  // A rewritten question names what the one before only pointed to.
  const again = readScopeOf(standalone.question, videos);
  const isRead = read.scope === "PASSAGES" || read.isVague === true || again.scope === read.scope;
  return { ...standalone, read: isRead ? again : read, asked, languages };
}

/** A comparison of what is only called "they": of the videos that the answer before cites, if several; else of something said. */
function settled(read: ReadScope, before: CitedTurn | undefined, videos: Video[]): ReadScope {
  if (!read.isVague || !before) return read;
  const cited = new Set(before.citations.map(({ videoId }) => videoId));
  const videoIds = videos.map(({ id }) => id).filter((id) => cited.has(id));
  if (videoIds.length > 1) return { ...read, videoIds };
  return { ...read, scope: "PASSAGES", videoIds: videos.map(({ id }) => id) };
}

/** The languages of the READY videos (ISO 639-1), the commonest first. */
function languagesOf(videos: Video[]): string[] {
  const counts = new Map<string, number>();
  for (const { transcript } of videos) {
    if (transcript.status !== "READY" || !transcript.language) continue;
    const language = canonicalLanguage(transcript.language);
    if (language !== "und") counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1]).map(([language]) => language);
}
