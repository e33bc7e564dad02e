import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyCues, anyLanguage } from "../../testing/arbitraries.ts";
import { cutPassages } from "./passages.ts";
import { runAtOnce } from "../../async/steps.ts";
import { postingSteps } from "./postings.ts";

test("postings say of each term which passages hold it how often, and where it stands in the windows", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (cues, language) => {
      const passages = cutPassages(cues, language);
      const postings = runAtOnce(postingSteps(passages));
      expect(new Set(postings.map(({ term }) => term)).size).toBe(postings.length);

      const counted = postings.flatMap(({ term, ordinals, frequencies }) =>
        ordinals.flatMap((ordinal, index) => Array<string>(frequencies[index]!).fill(`${ordinal} ${term}`)),
      );
      const held = passages.flatMap(({ ordinal, terms }) => terms.map((term) => `${ordinal} ${term}`));
      expect(counted.toSorted()).toEqual(held.toSorted());

      const said: string[] = [];
      for (const { term, positions } of postings) for (const position of positions) said[position] = term;
      expect(said).toEqual(passages.flatMap(({ windows }) => windows.flatMap(({ terms }) => terms)));
      for (const { positions } of postings)
        expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
      for (const { firstPosition, terms } of passages.flatMap(({ windows }) => windows))
        expect(said.slice(firstPosition, firstPosition + terms.length)).toEqual(terms);
    }),
  );
});
