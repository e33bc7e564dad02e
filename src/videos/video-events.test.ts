import pino from "pino";
import { expect, test } from "vitest";
import { createBus } from "../bus.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { videoEvents } from "./video-events.ts";
import type { Video } from "./video.ts";
import type { Videos } from "./videos.ts";

test("a change that comes while the videos are first read is not lost", async () => {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const session = { id: "s", expiresAt: new Date(Date.now() + 60_000) } as Session;
  const video = { id: "v", transcript: { id: "t", status: "EMBEDDING", progress: 0.5 } };
  const videos = {
    async list() {
      const read = structuredClone(video);
      // Another process is done in just this moment, and says so.
      video.transcript = { ...video.transcript, status: "READY", progress: 1 };
      bus.publish("transcript:t");
      return [read as unknown as Video];
    },
  } as unknown as Videos;

  const statuses: string[] = [];
  for await (const event of videoEvents(session, { videos, sessions: {} as Sessions, bus })) {
    if (event.__typename === "VideoUpdated") statuses.push(event.video.transcript.status);
    if (statuses.at(-1) === "READY") break;
  }
  expect(statuses.at(-1)).toBe("READY");
});
