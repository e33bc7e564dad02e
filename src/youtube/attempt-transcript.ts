import type { FetchedTranscript } from "./fetch-transcript.ts";
import { askForTracks } from "./ask-for-tracks.ts";
import { chooseTrack } from "./choose-track.ts";
import { classify, knownCaptions } from "./refusals/classify.ts";
import { oEmbedUrl, videoDetails } from "./details.ts";
import { RefusedAttempt, type Attempt } from "./attempt.ts";
import { fetchCaptions } from "./fetch-captions.ts";

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
