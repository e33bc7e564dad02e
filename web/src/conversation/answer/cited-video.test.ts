import { expect, test } from "vitest";
import type { VideoPartsFragment } from "../../api/generated/graphql.ts";
import type { Citation } from "../answer-view.ts";
import { findCitedVideo } from "./cited-video.ts";

const videos = [
  { id: "1", youtubeId: "aqz-KE-bpKQ", title: "Bunny", status: "READY" },
  { id: "2", youtubeId: null, title: "Tea", status: "READY" },
] as VideoPartsFragment[];
const cited = (changes: Partial<Citation>) =>
  ({ video: { id: "old" }, url: null, videoTitle: null, ...changes }) as Citation;

test("a citation is of its own video, or of the same one in a later session", () => {
  expect(findCitedVideo(cited({ video: { id: "2" } }), videos)?.id).toBe("2");
  const url = "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=3s";
  expect(findCitedVideo(cited({ url }), videos)?.id).toBe("1");
  expect(findCitedVideo(cited({ videoTitle: "Tea" }), videos)?.id).toBe("2");
});

test("a citation of a video that is gone is of none", () => {
  expect(findCitedVideo(cited({ video: null, videoTitle: "Coffee" }), videos)).toBeUndefined();
});
