import { ModelError } from "../model-error.ts";

/** The vector scaled to length one. Throws a `ModelError` for a vector of zeros, or with numbers that are not finite. */
export function toUnitLength(vector: ArrayLike<number>): Float32Array<ArrayBuffer> {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i]! * vector[i]!;
  if (!(squares > 0 && squares < Infinity)) {
    throw new ModelError("MODEL_UNAVAILABLE", "The embedding model returned a vector without a direction", {
      retryable: true,
    });
  }
  const scale = 1 / Math.sqrt(squares);
  const unit = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) unit[i] = vector[i]! * scale;
  return unit;
}
