import type { Session } from "../sessions/session.ts";
import type { Video } from "../videos/video.ts";
import type { ApiServices } from "./context.ts";
import { checkIdempotencyKey, hashInput } from "./inputs.ts";
import type { AddTranscriptInput } from "./schema.generated.ts";

type AddServices = Pick<ApiServices, "readUpload" | "sessionEnds" | "videos">;

/**
 * Adds a transcript that a client supplies, by the mutation or as a file: one idempotency key stands for the same input
 * either way. BAD_USER_INPUT, saying what to change, where it cannot be taken. Rejects when the session ends, or with the
 * reason of the signal, which is aborted when the client leaves.
 */
export async function addTranscript(
  { idempotencyKey, ...upload }: AddTranscriptInput,
  { session, services, signal }: { session: Session; services: AddServices; signal: AbortSignal },
): Promise<{ video: Video; warnings: string[] }> {
  const key = checkIdempotencyKey(idempotencyKey);
  const content = upload.content.replace(/^\uFEFF/, "");
  const idempotency = key === null ? null : { key, inputHash: await hashInput({ ...upload, content }) };
  const { readUpload, sessionEnds, videos } = services;
  const transcript = await sessionEnds.whileLive(
    session,
    (live) => readUpload({ ...upload, content }, { owner: session.id, signal: live }),
    signal,
  );
  const video = await videos.addTranscript(session, transcript, idempotency);
  return { video, warnings: transcript.warnings };
}
