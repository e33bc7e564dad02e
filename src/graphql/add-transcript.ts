import type { Session } from "../sessions/session.ts";
import type { Video } from "../videos/video.ts";
import type { ApiServices } from "./context.ts";
import { checkIdempotencyKey, hashInput } from "./inputs.ts";
import type { AddTranscriptInput } from "./schema.generated.ts";

/**
 * Adds a transcript that a client supplies, by the mutation or as a file: one idempotency key stands for the same input
 * either way. BAD_USER_INPUT, saying what to change, where it cannot be taken.
 */
export async function addTranscript(
  { idempotencyKey, ...upload }: AddTranscriptInput,
  session: Session,
  { readUpload, videos }: Pick<ApiServices, "readUpload" | "videos">,
): Promise<{ video: Video; warnings: string[] }> {
  const key = checkIdempotencyKey(idempotencyKey);
  const content = upload.content.replace(/^\uFEFF/, "");
  const idempotency = key === null ? null : { key, inputHash: hashInput({ ...upload, content }) };
  const transcript = await readUpload({ ...upload, content });
  const video = await videos.addTranscript(session, transcript, idempotency);
  return { video, warnings: transcript.warnings };
}
