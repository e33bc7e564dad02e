import type { CaptionReader } from "../captions/read-captions.ts";
import type { YouTubeRequest, YouTubeResponse } from "./client/client.ts";

/** One attempt to get one transcript through one egress. */
export type Attempt = {
  youtubeId: string;
  /** BCP 47 tag; null: the spoken language. */
  language: string | null;
  send: (request: YouTubeRequest) => Promise<YouTubeResponse>;
  /** Limit of each request. */
  timeoutMs: number;
  /** Limit of a response with captions. */
  maxBytes: number;
  readCaptions: CaptionReader;
};
