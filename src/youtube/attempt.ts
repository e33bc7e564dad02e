import type { FetchedTranscript } from "./fetch-transcript.ts";
import { askForTracks } from "./ask-for-tracks.ts";
import { chooseTrack } from "./choose-track.ts";
import { classify, knownCaptions, type Verdict } from "./refusals/classify.ts";
import { oEmbedUrl, videoDetails } from "./details.ts";
import type { EdgeAnswer, EdgeRequest } from "./client/client.ts";
import type { Exchange } from "./client/recorded-response.ts";
import { fetchCaptions } from "./fetch-captions.ts";

/** One try to get one transcript through one way out, and the record of what YouTube answered. */
export type Attempt = {
  youtubeId: string;
  language: string | null;
  exchanges: Exchange[];
  send: (request: EdgeRequest) => Promise<EdgeAnswer>;
  /** For each request. */
  timeoutMs: number;
  /** Of a caption body. */
  maxBytes: number;
};

/** What an attempt ends with where YouTube refuses it. */
export class RefusedAttempt extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, cause: unknown) {
    super(verdict.message, { cause });
    this.name = "RefusedAttempt";
    this.verdict = verdict;
  }
}

const DETAILS_TIMEOUT_MS = 3_000;

/** Fetches one transcript. Rejects with `RefusedAttempt`, or with what `send` rejects with. */
export async function attemptTranscript(attempt: Attempt): Promise<FetchedTranscript> {
  const { youtubeId, language, exchanges } = attempt;
  await askForTracks(attempt);
  refuse(attempt);
  const captions = knownCaptions(exchanges);
  const track = captions && chooseTrack(captions, language);
  if (!track) throw new Error("no captions, and yet no refusal");

  const [cues, oEmbed] = await Promise.all([
    fetchCaptions(attempt, track.url),
    // Nice to have: no transcript fails for the lack of it.
    attempt
      .send({ url: oEmbedUrl(youtubeId), maxBytes: 100_000, timeoutMs: DETAILS_TIMEOUT_MS })
      .catch(() => null),
  ]);
  if (!cues) {
    refuse(attempt);
    throw new Error("captions without cues, and yet no refusal");
  }
  const player = exchanges.findLast((exchange) => exchange.player)?.player ?? null;
  return {
    cues,
    language: track.language,
    track: track.track,
    ...videoDetails(youtubeId, oEmbed, player),
  };
}

function refuse(attempt: Attempt): void {
  const verdict = classify(attempt);
  if (verdict) throw new RefusedAttempt(verdict, attempt.exchanges.at(-1)?.cause);
}
