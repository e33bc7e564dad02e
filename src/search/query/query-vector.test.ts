import { expect, test, vi } from "vitest";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { ModelError } from "../../models/model-error.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { createQueryVectors, type QueryVectorOptions } from "./query-vector.ts";

const { signal } = new AbortController();
const never = new Promise<never>(() => {});

const queryVector = (query: string, given: AbortSignal | undefined, options: QueryVectorOptions) =>
  createQueryVectors(options)(query, given);

/** A model whose calls end as `embed` does. */
const modelOf = (embed: EmbeddingModel["embed"]): EmbeddingModel => ({
  name: "fake",
  embed,
  close: async () => {},
});

test("the vector of a question is the model's", async () => {
  const embedding = createFakeEmbedding({ dimensions: 8 });
  expect(await queryVector("flat tire", signal, { embedding })).toHaveLength(8);
});

test("a model that fails leaves a question without a vector, and is told of once", async () => {
  const failure = new ModelError("MODEL_UNAVAILABLE", "503", { retryable: true });
  const onFailure = vi.fn<(error: unknown) => void>();
  const embedding = modelOf(() => Promise.reject(failure));
  expect(await queryVector("flat tire", signal, { embedding, onFailure })).toBeNull();
  expect(onFailure.mock.calls).toEqual([[failure]]);
});

test("a model that does not come back in time is not waited for, and its call is aborted", async () => {
  const onFailure = vi.fn<(error: unknown) => void>();
  let seen: AbortSignal | undefined;
  const embedding = modelOf((_texts, given) => {
    seen = given;
    return never;
  });
  expect(await queryVector("flat tire", signal, { embedding, onFailure, timeoutMs: 5 })).toBeNull();
  expect(seen!.aborted).toBe(true);
  expect(onFailure.mock.calls).toEqual([[new Error("The embedding model took more than 5 ms")]]);
});

test("an abort by the caller is no failure of the model", async () => {
  const caller = new AbortController();
  const onFailure = vi.fn<(error: unknown) => void>();
  const embedding = modelOf(async (_texts, given) => {
    caller.abort(new Error("gone"));
    given.throwIfAborted();
    return [];
  });
  await expect(queryVector("flat tire", caller.signal, { embedding, onFailure })).rejects.toThrow("gone");
  expect(onFailure).not.toHaveBeenCalled();
});

test("the model is asked once for a question that is asked several times at once, and keeps nothing of it", async () => {
  const embedding = createFakeEmbedding({ dimensions: 8 });
  const vectorOf = createQueryVectors({ embedding });
  const [one, other] = await Promise.all([vectorOf("flat tire", signal), vectorOf("flat tire", signal)]);
  expect(other).toBe(one);
  await vectorOf("flat tire", signal);
  expect(embedding.calls).toEqual([["flat tire"], ["flat tire"]]);
});
