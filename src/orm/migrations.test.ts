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
  "Migration20261125000000_words_only_and_upload_keys.ts":
    "21ec0dc4dba2fffcdc14758a14db686ba02db99968a99f6f2b41c557f99776b1",
  "Migration20261126000000_answer_confidence.ts":
    "39bbb8ed9bdd5d0d4b2d4fe5e379eedc33d24fd9e76e973fbcee6afcb5e1a317",
  "Migration20261127000000_transcript_sentences.ts":
    "629be8f8df0479c912dfe293a11ef9909c1e50839efc186a42cce11306487846",
  "Migration20261128000000_chapters.ts": "7a6b421920ed6e145321f0ae4b0460baa31e21d99f641c0d89c2bfd791f389c8",
  "Migration20261129000000_overviews.ts": "d318424e0e9adfd02b9237d3c0325eabc00180e61cef24799da390714ea2143f",
  "Migration20261130000000_untimed_transcripts.ts":
    "eb3ef3403e7649ef3eef456c24fbbccfe04bba1e9ff575a86f3d4e38baad4fd4",
  "Migration20261201000000_early_retries.ts":
    "020194c92ffbc014de412b6e53f1606b899474671c0eec20355de7c4ad3d2680",
  "Migration20261202000000_rate_limits.ts":
    "f456958a655b1fe4e3ff32f9b4ba82cfd63cd60fedd8d842614398c60c340e82",
  "Migration20261203000000_answer_queue.ts":
    "9b30449cb6d082751cfc954f5e95ae6068ebf29fe29f7e39c9df69de9e8cb777",
  "Migration20261204000000_model_tokens.ts":
    "2b3d6443fab51b18418c5a2cb15cb028fa8c40cb3dbcd0e3568629ac8311c3cb",
  "Migration20261205000000_lost_leases.ts":
    "1ebcea152bde3cd8e97f4553e04f14a3d24f831c8dc2046a65a9b79b6e22b714",
  "Migration20261206000000_plain_cues.ts": "d62dfcffa24494b4fc9419c9dbc131ea8b606f3a0f11e99fbfeac5f5ca9071dd",
  "Migration20261207000000_repeated_answers.ts":
    "9a1974c45e274b740acd065f9c241fba8d28860a4ecd5ea4015dadcd8abcf475",
  "Migration20261208000000_handovers.ts": "1568ba9f339e876079dd8d430866c9cde5e385a21ebb6981858fe2496706bc0e",
  "Migration20261208000000_schema_compatibility.ts":
    "c32b15785b0b411da67015e011442e6b9487a9c46a9aa1f4a91aebe672c437f4",
  "Migration20261209000000_lease_pids.ts": "a99baa0b4b7a4e2ffd3bb62f65fd55ee8bf48c0549d348d5cfe61c861fe26800",
  "Migration20261209000000_scheduled_jobs.ts":
    "148cf851d328dd22d6ef7e29f2a9dc4e55b7add40592b84035c8c564dc9b57a3",
  "Migration20261210000000_embedding_models.ts":
    "17fc45da037603f78d165c3e2d0b0ecd060c99056a4538aecc68034823033cc3",
  "Migration20261211000000_replaced_embedding_model.ts":
    "3b21d8b831e4eadb1a5280c2cbf56ecfe246a13ac7b59c4fd912a2c43522da2d",
  "Migration20261212000000_resumptions.ts":
    "ce052468830bf1e77f1bac64e4477245e7507c1773186caa1a2bb04c78ca0636",
  "Migration20261213000000_request_ids.ts":
    "8201ada8f3b2da75b8e05bba098419d854d44e918fd949e2e4b58dceaf3edfe8",
  "Migration20261214000000_trace_parents.ts":
    "7ae498fd4506bc1f3297decb4f1870f31913639b1d526ee3d288a10a8f8ebe51",
  "Migration20261215000000_attempt_trace_parents.ts":
    "14d498a2c70186d74f074ee9ccbf3b17a068597526e5c89feb0bdca459d2ab59",
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
