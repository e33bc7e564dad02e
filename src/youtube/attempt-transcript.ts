import type { FetchedTranscript } from "./fetch-transcript.ts";
import { askForTracks } from "./ask-for-tracks.ts";
import { chooseTrack, availableLanguages, type ChosenTrack } from "./tracks/choose-track.ts";
import { playbackRefusal, type ClassifiedResponse } from "./refusals/classify.ts";
import { oEmbedUrl, videoDetails } from "./details.ts";
import type { Attempt } from "./attempt.ts";
import { fetchCaptions } from "./fetch-captions.ts";
import { TranscriptError } from "./transcript-failure.ts";

const DETAILS_TIMEOUT_MS = 3_000;

/** Fetches one transcript. Rejects with a `TranscriptError`, or with what `send` rejects with. */
export async function attemptTranscript(attempt: Attempt): Promise<FetchedTranscript> {
  const { youtubeId, language } = attempt;
  const responses = await askForTracks(attempt);
  const track = findTrack(responses, language);
  const [cues, oEmbed] = await Promise.all([
    fetchCaptions(attempt, track.url),
    // Optional: a transcript does not fail for lack of its details.
    attempt
      .send({ url: oEmbedUrl(youtubeId), maxBytes: 100_000, timeoutMs: DETAILS_TIMEOUT_MS })
      .catch(() => null),
  ]);
  const player = responses.findLast((response) => response.player)?.player ?? null;
  return {
    cues,
    language: track.language,
    track: track.track,
    ...videoDetails(youtubeId, oEmbed, player),
  };
}

function findTrack(responses: readonly ClassifiedResponse[], language: string | null): ChosenTrack {
  const refusal = playbackRefusal(responses);
  if (refusal) throw refusal;
  const captions = responses.findLast(({ player }) => player?.captions.tracks.length)?.player?.captions;
  if (!captions) throw new Error("YouTube gave no captions and yet did not refuse them");
  const track = chooseTrack(captions, language);
  if (track) return track;
  throw new TranscriptError("LANGUAGE_UNAVAILABLE", { availableLanguages: availableLanguages(captions) });
}
