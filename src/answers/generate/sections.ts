import { clock } from "../../text/numbers/clock.ts";
import type { Video } from "../../videos/video.ts";
import { withoutMarkerBrackets } from "../cite/said-quote.ts";
import { oneLine } from "../prompt-text.ts";
import type { AnswerQuote } from "../retrieve/retrieval.ts";
import type { AnswerInput } from "./answerer.ts";
import { phrasesIn } from "./phrases.ts";

/** A part of an answer: a line that leads in, if any, and the quotes under it; a line of its own where there are none. */
export type Section = { lead: string; quotes: AnswerQuote[] };

/** An answer's quotes in its parts: one for each video where videos are spoken of as such, else one for all. */
export function sectionsOf(input: AnswerInput): Section[] {
  const { scope, videos, quotes, overviews, asked, timeMs } = input;
  const isOfVideos = scope === "COMPARISON" || scope === "TIME" || (scope === "WHOLE_VIDEOS" && overviews);
  if (!isOfVideos) return [{ lead: "", quotes }];
  const phrases = phrasesIn(asked.language);
  return videos.map((video) => {
    const own = quotes.filter(({ passage }) => passage.video.id === video.id);
    const names = [
      ...(videos.length > 1 || (scope === "TIME" && input.sessionVideos.length > 1)
        ? [titleOf(video, input.sessionVideos)]
        : []),
      ...(scope === "TIME" &&
      timeMs !== undefined &&
      Number.isFinite(timeMs) &&
      (video.transcript.isTimed || own.length === 0)
        ? [clock(timeMs)]
        : []),
    ];
    const lead = scope === "WHOLE_VIDEOS" && names.length === 0 ? phrases.mainPoints : joined(names);
    return own.length > 0 ? { lead, quotes: own } : { lead: `${lead} ${nothing(video)}`.trim(), quotes: own };
  });

  function nothing({ transcript: { durationMs, isTimed } }: Video): string {
    if (scope === "TIME" && timeMs !== undefined && !isTimed) return phrases.untimed;
    const isOver = scope === "TIME" && durationMs != null && timeMs !== undefined && timeMs >= durationMs;
    return isOver ? phrases.endsAt.replace("*", clock(durationMs)) : phrases.notInVideo;
  }
}

/** What an answer says where nothing was found. */
export function sayNothing(input: AnswerInput): string {
  if (input.scope !== "TIME" || input.videos.length === 0) return phrasesIn(input.asked.language).notFound;
  return sectionsOf({ ...input, quotes: [] })
    .map(({ lead }) => lead)
    .join("\n\n");
}

const joined = (names: string[]): string => (names.length > 0 ? `${names.join(", ")}:` : "");

/** What a question that names a video that is not there is told: which there are. */
export function sayNoSuchVideo(language: string, videos: Video[]): string {
  const titles = videos.slice(0, MAX_TITLES).map((video, at) => `${at + 1}. ${titleOf(video, videos)}`);
  const more = videos.length > MAX_TITLES ? ["…"] : [];
  return [phrasesIn(language).noSuchVideo, ...titles, ...more].join("\n");
}

/** Thanks in the languages of the phrases. */
const THANKS =
  /thank|(?<!\p{L})(?:thx|ty|cheers|dank|merci|gracias|grazie|obrigad|bedankt|спасибо)|धन्यवाद|शुक्रिया|ありがと|谢谢|謝謝|شكر/iu;

/** What a greeting, thanks and the like are told. */
export function sayHello(question: string, language: string): string {
  const { welcome, smallTalk } = phrasesIn(language);
  return THANKS.test(question) ? `${welcome} ${smallTalk}` : smallTalk;
}

const MAX_TITLES = 10;
const TITLE_MAX_CHARS = 120;

/** What a video is called: its title in quotation marks, or its place in the session. */
function titleOf({ id, transcript: { title } }: Video, sessionVideos: Video[]): string {
  if (!title) return `#${sessionVideos.findIndex((video) => video.id === id) + 1}`;
  return `“${withoutMarkerBrackets(oneLine(title, TITLE_MAX_CHARS))}”`;
}
