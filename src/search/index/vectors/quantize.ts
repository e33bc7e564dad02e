import { runAtOnce, type Steps } from "../../../async/steps.ts";

/** Vectors at eight bits a number: number n of vector v is about `values[v * dimensions + n] * scales[v]`. */
export type QuantizedVectors = { dimensions: number; values: Int8Array; scales: Float32Array };

/**
 * Rounds vectors to eight bits a number, a quarter of the bytes of floats, each with a scale that leaves it its length. The
 * greatest number of a vector becomes 127, so the others are off by half a 254th of it at most; the errors cancel each
 * other out, so that the cosine of unit vectors of some hundred dimensions is off by about 0.0005, always less than 0.005.
 */
export function* quantizeSteps(vectors: Float32Array[]): Steps<QuantizedVectors> {
  const dimensions = vectors[0]?.length ?? 0;
  const values = new Int8Array(vectors.length * dimensions);
  const scales = new Float32Array(vectors.length);
  for (const [row, vector] of vectors.entries()) {
    let most = 0;
    for (let n = 0; n < dimensions; n++) most = Math.max(most, Math.abs(vector[n]!));
    if (most === 0) continue;
    let squares = 0;
    let roundedSquares = 0;
    for (let n = 0; n < dimensions; n++) {
      const value = vector[n]!;
      const rounded = Math.round((value * 127) / most);
      values[row * dimensions + n] = rounded;
      squares += value * value;
      roundedSquares += rounded * rounded;
    }
    scales[row] = Math.sqrt(squares / roundedSquares);
    yield;
  }
  return { dimensions, values, scales };
}

/** All of `quantizeSteps` at once. */
export const quantize = (vectors: Float32Array[]): QuantizedVectors => runAtOnce(quantizeSteps(vectors));

/** The dot product of each vector with one of floats: their cosine, where both are unit vectors. */
export function dotProducts(vectors: QuantizedVectors, vector: Float32Array): Float32Array {
  const { dimensions, values, scales } = vectors;
  const products = new Float32Array(scales.length);
  // Four at once, which takes half the time, since each number of the one vector is read once for them.
  const inFours = scales.length - (scales.length % 4);
  for (let row = 0; row < inFours; row += 4) {
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let n = 0, at = row * dimensions; n < dimensions; n++, at++) {
      const value = vector[n]!;
      one += values[at]! * value;
      two += values[at + dimensions]! * value;
      three += values[at + 2 * dimensions]! * value;
      four += values[at + 3 * dimensions]! * value;
    }
    products[row] = one * scales[row]!;
    products[row + 1] = two * scales[row + 1]!;
    products[row + 2] = three * scales[row + 2]!;
    products[row + 3] = four * scales[row + 3]!;
  }
  for (let row = inFours; row < scales.length; row++) {
    let sum = 0;
    for (let n = 0, at = row * dimensions; n < dimensions; n++, at++) sum += values[at]! * vector[n]!;
    products[row] = sum * scales[row]!;
  }
  return products;
}

/** Each sentence's cosine is kept with so many after it. */
export const FOLLOWING = 4;

/**
 * The cosines of each vector with those that follow it: of vector v with v + n, n from 1, at `v * FOLLOWING + n - 1`. With
 * them the length of the mean of some vectors in a row is known, and so its cosine with any other vector.
 */
export function* followingCosines(vectors: QuantizedVectors): Steps<Float32Array> {
  const { dimensions, values, scales } = vectors;
  const cosines = new Float32Array(scales.length * FOLLOWING);
  for (let row = 0; row < scales.length; row++) {
    for (let n = 1; n <= FOLLOWING && row + n < scales.length; n++) {
      let sum = 0;
      for (
        let at = row * dimensions, end = at + dimensions, other = at + n * dimensions;
        at < end;
        at++, other++
      )
        sum += values[at]! * values[other]!;
      cosines[row * FOLLOWING + n - 1] = sum * scales[row]! * scales[row + n]!;
    }
    yield;
  }
  return cosines;
}
