import type { Session } from "../../sessions/session.ts";
import { eventually } from "../eventually.ts";
import { fakeUrl } from "../fakes/fake-transcripts.ts";
import type { TestServices } from "./test-services.ts";

/** A session with a video that can be asked about. */
export async function openReadySession({ sessions, videos }: TestServices): Promise<Session> {
  const { session } = await sessions.getOrCreate(null);
  await videos.add(session, [fakeUrl(1)], null);
  const isReady = async () =>
    (await videos.list(session)).every(({ transcript }) => transcript.status === "READY");
  await eventually(isReady, { withinMs: 60_000 });
  return session;
}
