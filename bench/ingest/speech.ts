import type { Cue } from "../../src/captions/cue.ts";

/** The usual speed of speech in videos. */
const WORDS_PER_MINUTE = 150;
const WORDS_PER_CUE = 8;

const COMMON =
  "the of and a to in is you that it he was for on are as with his they I at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part";
const TELLING =
  "vector matrix entropy river photon market theory protein galaxy algorithm pressure catalyst enzyme voltage gradient harbour melody fossil glacier syntax tariff neuron orbit pigment quartz reservoir sediment turbine vaccine wavelength archive bridge compass diffusion election furnace granite hypothesis integral junction kernel lattice membrane nucleus oxygen plasma quotient radius satellite temperature";

/** Captions of so many minutes, about 9,000 words an hour, the same for the same seed. */
export function speech(minutes: number, seed: number): Cue[] {
  const random = createRandom(seed);
  const common = COMMON.split(" ");
  const telling = TELLING.split(" ");
  const word = () => {
    // A few hundred words make up most of speech; the rest is long-tailed.
    if (random() < 0.6) return pick(common, random);
    const stem = pick(telling, random);
    return random() < 0.5 ? stem : stem + pick(["s", "ing", "ed", "al", "ly", "ness"], random);
  };
  const count = Math.round((minutes * WORDS_PER_MINUTE) / WORDS_PER_CUE);
  const cueMs = (60_000 / WORDS_PER_MINUTE) * WORDS_PER_CUE;
  return Array.from({ length: count }, (_, index) => {
    const words = Array.from({ length: WORDS_PER_CUE }, word).join(" ");
    const ends = random() < 0.5 ? "." : "";
    return {
      startMs: Math.round(index * cueMs),
      endMs: Math.round((index + 1) * cueMs),
      text: words + ends,
    };
  });
}

function pick(list: string[], random: () => number): string {
  return list[Math.floor(random() * list.length)]!;
}

/** A random number generator, Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
