import { expect, test } from "vitest";
import type { VideoPartsFragment } from "../api/generated/graphql.ts";
import { refusalOf } from "./refusals.ts";

type Failure = NonNullable<VideoPartsFragment["failure"]>;
const refused = (failure: Partial<Failure>) =>
  refusalOf({
    url: "https://youtu.be/aqz-KE-bpKQ",
    failure: {
      code: "BLOCKED",
      message: "YouTube takes this server for a robot.",
      retryAt: null,
      remedy: "NONE",
      availableLanguages: [],
      ...failure,
    },
  });

test("a video without a failure has nothing to say", () => {
  expect(refusalOf({ url: null, failure: null })).toBeNull();
});

test("a refusal that passes says when it is tried again, and can be tried now or uploaded", () => {
  const retryAt = "2026-01-01T00:00:00.000Z";
  expect(refused({ remedy: "WAIT", retryAt })).toMatchObject({ retryAt, canTryNow: true, canUpload: true });
});

test("a video without captions can be uploaded, or tried again once it has some", () => {
  expect(refused({ code: "CAPTIONS_DISABLED", remedy: "UPLOAD_TRANSCRIPT" })).toMatchObject({
    retryAt: null,
    canTryNow: true,
    canUpload: true,
  });
});

test("other languages are offered where there are any", () => {
  const failure = {
    code: "LANGUAGE_UNAVAILABLE",
    remedy: "CHOOSE_LANGUAGE",
    availableLanguages: ["de", "fr"],
  };
  expect(refused(failure as Partial<Failure>)?.languages).toEqual(["de", "fr"]);
});

test("a code that is not known counts as a fault of the server", () => {
  expect(refused({ code: "NEW" as Failure["code"] })?.heading).toBe("Something went wrong on the server");
});
