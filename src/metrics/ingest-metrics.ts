import type { Kinds } from "./kinds.ts";

/** Transcripts that are made searchable here. */
export function createIngestMetrics({ counter }: Kinds) {
  const transcripts = counter(
    "video_rag_transcripts_total",
    "Attempts at making a transcript searchable that ended here: READY or the code of failure",
    ["result"],
  );
  const indexedAgain = counter(
    "video_rag_transcripts_indexed_again_total",
    "Attempts to embed or cut anew a transcript that is READY, such as after a change of the embedding model, by result: READY or the code of failure",
    ["result"],
  );

  return {
    transcriptEnded: (kind: "ingest" | "index-again", result: string) =>
      (kind === "ingest" ? transcripts : indexedAgain).inc({ result }),
  };
}
