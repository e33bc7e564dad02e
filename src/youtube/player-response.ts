import { z } from "zod";
import { type Captions, captionListSchema, readCaptions } from "./tracks/caption-list.ts";
import { textOf, textSchema } from "./tracks/youtube-text.ts";

/** The parts of a player response that matter here; absent fields are null, false or empty. */
export type PlayerResponse = {
  /** The video that it describes, which is not always the requested one. */
  videoId: string | null;
  status: string;
  /** YouTube's own words, in whatever language it chose. */
  reason: string;
  subreason: string;
  ageGate: boolean;
  /** The screen offers a membership or a purchase. */
  offer: boolean;
  /** The screen links to the help page about proving that one is no robot. */
  botHelp: boolean;
  isPrivate: boolean;
  liveOrUpcoming: boolean;
  captions: Captions;
  title: string | null;
  author: string | null;
  /** As the creator wrote it, with its line breaks. */
  description: string | null;
  durationMs: number | null;
};

/** Reads a player response from parsed JSON; null where it is none. */
export function readPlayerResponse(json: unknown): PlayerResponse | null {
  const parsed = playerSchema.safeParse(json);
  if (!parsed.success) return null;
  const { playabilityStatus: playability, videoDetails: details, microformat } = parsed.data;
  const screen = playability.errorScreen ?? {};
  const message = screen.playerErrorMessageRenderer ?? {};
  const seconds = Number(details.lengthSeconds);
  return {
    videoId: details.videoId ?? null,
    status: playability.status,
    reason: [playability.reason ?? textOf(message.reason), playability.reasonTitle, ...playability.messages]
      .filter(Boolean)
      .join(" "),
    subreason: textOf(message.subreason),
    ageGate: Boolean(playability.desktopLegacyAgeGateReason),
    offer: "playerLegacyDesktopYpcOfferRenderer" in screen || "ypcTrailerRenderer" in screen,
    botHelp: JSON.stringify(message.subreason ?? "").includes("youtube/answer/3037019"),
    isPrivate: details.isPrivate,
    liveOrUpcoming:
      details.isLive ||
      details.isUpcoming ||
      microformat.playerMicroformatRenderer.liveBroadcastDetails.isLiveNow,
    captions: readCaptions(parsed.data.captions?.playerCaptionsTracklistRenderer),
    title: details.title || null,
    author: details.author || null,
    description: details.shortDescription || null,
    durationMs: seconds > 0 ? Math.round(seconds * 1000) : null,
  };
}

/** Finds the player response that a watch page carries in a script; null where there is none that parses. */
export function readWatchPage(html: string): PlayerResponse | null {
  for (const { index, 0: assignment } of html.matchAll(/ytInitialPlayerResponse["\]]*\s*=\s*(?=\{)/g)) {
    const json = jsonObjectAt(html, index + assignment.length);
    const answer = json === null ? null : readPlayerResponse(json);
    if (answer) return answer;
  }
  return null;
}

/** The JSON object that starts at `start`; braces within strings do not count. */
function jsonObjectAt(text: string, start: number): unknown {
  let depth = 0;
  const brackets = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs;
  brackets.lastIndex = start;
  for (let match = brackets.exec(text); match; match = brackets.exec(text)) {
    if (match[0] === "{") depth++;
    if (match[0] === "}" && --depth === 0) return parseJson(text.slice(start, brackets.lastIndex));
  }
  return null;
}

/** Parsed JSON, or null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The shapes are YouTube's own and undocumented: all but the status may be missing or change without breaking a fetch.
const optionalText = z.string().optional().catch(undefined);
const flag = z.boolean().catch(false);
const playerSchema = z.object({
  playabilityStatus: z.object({
    status: z.string(),
    reason: optionalText,
    reasonTitle: optionalText,
    messages: z.array(z.string()).catch([]),
    desktopLegacyAgeGateReason: z.unknown().optional(),
    errorScreen: z
      .looseObject({
        playerErrorMessageRenderer: z
          .looseObject({
            reason: textSchema.optional().catch(undefined),
            subreason: textSchema.optional().catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
  videoDetails: z
    .object({
      videoId: optionalText,
      title: optionalText,
      author: optionalText,
      shortDescription: optionalText,
      lengthSeconds: z.union([z.string(), z.number()]).optional().catch(undefined),
      isPrivate: flag,
      isLive: flag,
      isUpcoming: flag,
    })
    .catch({
      videoId: undefined,
      title: undefined,
      author: undefined,
      shortDescription: undefined,
      lengthSeconds: undefined,
      isPrivate: false,
      isLive: false,
      isUpcoming: false,
    }),
  microformat: z
    .object({
      playerMicroformatRenderer: z.object({ liveBroadcastDetails: z.object({ isLiveNow: flag }) }),
    })
    .catch({ playerMicroformatRenderer: { liveBroadcastDetails: { isLiveNow: false } } }),
  captions: z.object({ playerCaptionsTracklistRenderer: captionListSchema }).optional().catch(undefined),
});
