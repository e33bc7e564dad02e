import { expect, it, onTestFinished } from "vitest";
import * as fc from "fast-check";
import { createTestDatabase } from "../src/testing/database/test-database.ts";
import { startYouTubeServer } from "../src/testing/youtube/youtube-server.ts";
import { caseOf, ENTRANCES, fuzz } from "./fuzz.ts";
import { startFuzzedServer } from "./server.ts";

/** The same cases each time: a test that fails now and then says nothing. `npm run fuzz` tries others. */
const SEED = 15;
const CASES = 400;

it("finds nothing in a few hundred cases, of every entrance", async () => {
  const database = await createTestDatabase();
  const youtube = await startYouTubeServer();
  const server = await startFuzzedServer({ YOUTUBE_BASE_URL: youtube.url, ...database.env });
  onTestFinished(async () => {
    await server.stop();
    await youtube.close();
    await database.drop();
  });
  const run = { seed: SEED, cases: CASES, entrances: ENTRANCES, server, youtube, say: () => {} };
  expect(await fuzz(run)).toEqual([]);
  const tried = new Set(Array.from({ length: CASES }, (_, number) => caseOf(run, number).entrance.name));
  expect([...tried].toSorted()).toEqual(ENTRANCES.map(({ name }) => name).toSorted());
}, 300_000);

it("sends the same for the same seed and number, and something else for another", () => {
  const sent = (seed: number, number: number) =>
    fc.stringify(caseOf({ seed, entrances: ENTRANCES }, number).sent);
  for (let number = 0; number < 40; number++) expect(sent(1, number)).toBe(sent(1, number));
  const others = Array.from({ length: 40 }, (_, number) => sent(2, number));
  expect(others).not.toEqual(Array.from({ length: 40 }, (_, number) => sent(1, number)));
});
