import { YOUTUBE_LANGUAGES } from "./youtube-languages.ts";

/** Headings of chapters in YouTube's panel: "Chapter 2: Tea", "2. fejezet: Tea", "第2章：お茶". */
const WORDS =
  "chapter|kapitel|kapitl?a|kapitola|kapitull?i|kapitull|kapitulua|capítulo|capítol|capitulo|chapitre|capitolo|capitol(?:ul)?|hoofdstuk|hoofstuk|глава|раздел|розділ|раздзел|поглавје|поглавље|poglavlje|poglavje|rozdział|bölüm|fəsil|bob|bab|kabanata|isahluko|kafli|sura|nodaļa|skyrius|fejezet|peatükk|luku|chương|κεφάλαιο|գլուխ|פרק|باب|الفصل|فصل|अध्याय|अध्याय|প্ৰকৰণ|অধ্যায়|ਅਧਿਆਇ|પ્રકરણ|ଅଧ୍ୟାୟ|அத்தியாயம்|అధ్యాయం|ಅಧ್ಯಾಯ|അധ്യായം|පරිච්ඡේදය|บท|ตอน|ບົດ|အခန်း|თავი|ምዕራፍ|ជំពូក|チャプター|챕터|章节|章節|章";
const NUMBER = String.raw`\p{Nd}{1,3}`;
const CHAPTER = new RegExp(
  String.raw`^(?:(?:${WORDS})(?:\s*ที่)?\s*${NUMBER}\.?|第\s*${NUMBER}\s*(?:章|章节|章節)|${NUMBER}\.?\s*(?:${WORDS}))\s*[:：]`,
  "iu",
);

/** What meeting recorders write around a transcript. */
const RECORDER = /^(?:Transcribed by https?:\/\/otter\.ai\S*|.{1,60} (?:started|stopped) transcription)$/i;

export const isRecorderLine = (line: string): boolean => RECORDER.test(line);

export const isChapterHeading = (line: string): boolean => CHAPTER.test(line);

/** "English (auto-generated)", "日本語（自動生成）", "English - CC1": the name of the track, at the panel's foot. */
const FOOTER = /^(\p{L}[\p{L}\p{M} .'’-]{0,40}?)\s*(?:[(（][^()（）]{1,60}[)）]|[-–—]\s.{1,60})?$/u;
const HAS_SUFFIX = /[)）]$|\s[-–—]\s/u;
const MAX_CHARS = 100;

/**
 * Whether a line is the name of a track: a language's name in any language of YouTube's pages, then how it was made. The
 * name alone counts where `isPanel` is known.
 */
export function isPanelFooter(line: string, isPanel: boolean): boolean {
  if (line.length > MAX_CHARS || (!isPanel && !HAS_SUFFIX.test(line))) return false;
  const name = FOOTER.exec(line)?.[1];
  return name !== undefined && isLanguageName(name.trim());
}

function isLanguageName(name: string): boolean {
  const sought = name.toLowerCase();
  return YOUTUBE_LANGUAGES.some((page) => {
    const names = new Intl.DisplayNames(page, { type: "language" });
    return YOUTUBE_LANGUAGES.some((language) => names.of(language)?.toLowerCase() === sought);
  });
}
