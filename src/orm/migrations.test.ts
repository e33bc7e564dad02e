import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** SHA-256 of each migration as it was released: databases have run it, and will not run it again. */
const RELEASED: Record<string, string> = {
  "Migration20260301000000_initial.ts": "2e74c2812824de5b76936164d8a0692deb47876436b29bfbd2a15bba46229517",
  "Migration20261123000000_term_postings.ts":
    "f5a6d3d9ee278ab37c4b95d1bd1ae7d49de33902ab7b67705280a96d2cfa7f85",
  "Migration20261124000000_content_words.ts":
    "54e9c07f608a11149025504437de7ca909c5ca8216879645fc7f5b740324cc91",
};

const folder = new URL("../../migrations/", import.meta.url);

test("a migration that was released is never changed: what is to be different is a new one", () => {
  const hashes = Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(new URL(name, folder)))
        .digest("hex"),
    ]),
  );
  expect(hashes).toMatchObject(RELEASED);
});
