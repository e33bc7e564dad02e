import { readFile } from "node:fs/promises";
import { runAtOnce } from "../../src/async/steps.ts";
import { parseUploaded } from "../../src/captions/formats/uploaded.ts";
import { normalizeCues } from "../../src/captions/normalize/normalize.ts";
import type { EmbeddingModel } from "../../src/models/embeddings/embedding-model.ts";
import { textsOf } from "../../src/search/index/cut/cut-texts.ts";
import { cutTranscript } from "../../src/search/index/cut/cut-transcript.ts";
import { readFreshCut } from "../../src/search/index/encoded-cut.ts";
import { quantize } from "../../src/search/index/vectors/quantize.ts";
import { indexSteps, type TranscriptIndex } from "../../src/search/index/transcript-index.ts";
import type { AskedIndex } from "../../src/search/rank/evidence.ts";
import type { Profile } from "../../src/search/rank/weights.ts";
import { createAsking } from "../../src/search/search.ts";
import { tokenizerOf } from "../../src/text/terms.ts";
import { embedCut } from "../../src/transcripts/embed-cut.ts";
import { trackKey, type Track } from "../eval-data.ts";

/** A track as it is searched, with the vectors of its windows, which the server leaves in the database. */
export type IndexedTrack = { index: TranscriptIndex; windowVectors: Float32Array[] };

export type Asker = (tracks: Track[], question: string) => Promise<AskedIndex[]>;

/** The sample talk goes by this name in the questions. */
export const SAMPLE_ID = "tea-talk";

export async function readSample(): Promise<Track> {
  const content = await readFile(new URL("../../examples/tea-talk.vtt", import.meta.url), "utf8");
  const cues = normalizeCues(parseUploaded("VTT", content).cues);
  return { videoId: SAMPLE_ID, language: "en", title: null, cues };
}

/** Cuts, embeds and reads tracks in this process, each once, without a database. */
export function createTrackIndexer(model: EmbeddingModel) {
  const { signal } = new AbortController();
  const indexed = new Map<string, Promise<IndexedTrack>>();

  async function indexTrack({ videoId, language, cues }: Track): Promise<IndexedTrack> {
    const cut = cutTranscript(cues, language);
    const vectors = await embedCut(model, textsOf(cut), signal, () => {});
    const about = { transcriptId: videoId, language, vectors: quantize(vectors.sentences) };
    const read = readFreshCut(cut, about);
    const index = runAtOnce(indexSteps(read, tokenizerOf(language).terms));
    return { index, windowVectors: vectors.windows };
  }

  function indexOf(track: Track): Promise<IndexedTrack> {
    const key = trackKey(track);
    const known = indexed.get(key) ?? indexTrack(track);
    indexed.set(key, known);
    return known;
  }

  return indexOf;
}

/** The cosines of the windows of some tracks with a vector, as `createAsking` takes them. */
export const windowCosinesOf =
  (session: IndexedTrack[]) =>
  (_: string, vector: Float32Array): Promise<Map<string, Float32Array>> =>
    Promise.resolve(
      new Map(
        session.map(({ index, windowVectors }) => [
          index.transcriptId,
          Float32Array.from(windowVectors, (window) => dot(window, vector)),
        ]),
      ),
    );

/** Asks as the server does, of tracks that are cut, embedded and read in this process, without a database. */
export function createAsker(model: EmbeddingModel, profile: Profile): Asker {
  const indexOf = createTrackIndexer(model);
  const ask = createAsking({ embedding: profile === "wordsOnly" ? null : model, timeoutMs: 60_000 });
  return async (tracks, query) => {
    const session = await Promise.all(tracks.map(indexOf));
    const { asked } = await ask(
      session.map(({ index }) => index),
      { query, cosinesOf: windowCosinesOf(session) },
    );
    return asked;
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  let product = 0;
  for (let n = 0; n < one.length; n++) product += one[n]! * other[n]!;
  return product;
}
