import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { citingAnswer, inTokens } from "./openai-chat-reply.ts";
import { hashedVector } from "../fakes/hashed-vector.ts";
import { openAIFailures, startOpenAIServer, type OpenAIServer } from "./openai-server.ts";

let server: OpenAIServer;
beforeAll(async () => {
  server = await startOpenAIServer();
});
afterAll(() => server.close());

const post = (path: string, body: object, to = server) =>
  fetch(to.url + path, { method: "POST", body: JSON.stringify(body) });
// oxlint-disable-next-line typescript/no-explicit-any -- what it answers is looked into field by field
const jsonOf = async (response: Response): Promise<any> => response.json();
const prompt = `Use the passages.

BEGIN PASSAGES a1b2
[1] Baking for all, 0:10
Hello there. You have to knead the dough for ten minutes. Then it rests.

[2] Baking for all, 1:20
the oven must be as hot as it gets
END PASSAGES a1b2

Question: How do I bake bread?`;

describe("the chat stand-in", () => {
  it("answers by quoting the first two passages of the prompt with their markers", () => {
    expect(citingAnswer([{ role: "user", content: prompt }])).toBe(
      "You have to knead the dough for ten minutes. [1] the oven must be as hot as it gets [2]",
    );
  });

  it("repeats a question that has no passages", () => {
    expect(citingAnswer([{ role: "user", content: "Rewrite this.\nQuestion: What about ovens?" }])).toBe(
      "What about ovens?",
    );
  });

  it("speaks in pieces of the size of tokens, none of them half a character", () => {
    const text = "Attention is 🙂🙂🙂🙂🙂🙂🙂 a weighted sum.\n";
    expect(inTokens(text).join("")).toBe(text);
    expect(inTokens(text).every((token) => token.isWellFormed() && [...token].length <= 6)).toBe(true);
  });

  it("streams events as OpenAI does", async () => {
    const response = await post("/chat/completions", {
      model: "gpt-test",
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: "user", content: prompt }],
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = (await response.text()).split("\n\n").filter(Boolean);
    expect(events.at(-1)).toBe("data: [DONE]");
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice(6)));
    expect(chunks[0].choices[0].delta).toEqual({ role: "assistant", content: "" });
    expect(chunks.at(-2).choices[0].finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
  });

  it("answers as one body where no stream is asked for", async () => {
    server.behave({ text: "hello" });
    const response = await post("/chat/completions", { model: "m", messages: [], max_tokens: 10 });
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: "hello" }, finish_reason: "stop" }],
    });
  });
});

describe("the embeddings stand-in", () => {
  const near = (a: string, b: string) => {
    const [x, y] = [hashedVector(a, 512), hashedVector(b, 512)];
    return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  };

  it("brings near what shares words", () => {
    expect(near("How do I bake bread?", "Bread is baked, and we bake it hot")).toBeGreaterThan(
      near("How do I bake bread?", "Rockets fly to the moon"),
    );
    expect(near("same words", "same words")).toBeCloseTo(1, 5);
  });

  it("makes vectors of the length asked for, in both encodings", async () => {
    const body = { model: "m", input: "some text", dimensions: 64 };
    const plain = await jsonOf(await post("/embeddings", body));
    const encoded = await jsonOf(await post("/embeddings", { ...body, encoding_format: "base64" }));
    const bytes = Buffer.from(encoded.data[0].embedding, "base64");
    expect(plain.data[0].embedding).toHaveLength(64);
    expect(bytes.length).toBe(64 * 4);
    expect(bytes.readFloatLE(0)).toBeCloseTo(plain.data[0].embedding[0], 6);
  });

  it.each([
    ["no input", []],
    ["an empty input", ["x", ""]],
    ["more than 2048 inputs", Array(2049).fill("x")],
    ["an input of more than 8192 tokens", ["word ".repeat(12_000)]],
    ["more than 300,000 tokens", Array(40).fill("word ".repeat(10_500))],
  ])("refuses %s", async (_, input) => {
    const response = await post("/embeddings", { model: "m", input });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param: "input" } });
  });
});

describe("startOpenAIServer", () => {
  it("takes behaviours in order, each for one request to its endpoint", async () => {
    server.behave({ on: "embeddings", failure: openAIFailures.rateLimited(3) }, { text: "said" });
    const chat = await jsonOf(await post("/chat/completions", { model: "m", messages: [] }));
    expect(chat.choices[0].message.content).toBe("said");
    const limited = await post("/embeddings", { model: "m", input: "x" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await post("/embeddings", { model: "m", input: "x" })).status).toBe(200);
  });

  it("asks for its key where it has one", async () => {
    const locked = await startOpenAIServer({ apiKey: "sk-right" });
    expect((await post("/embeddings", { model: "m", input: "x" }, locked)).status).toBe(401);
    await locked.close();
  });

  it("knows no other address", async () => {
    expect((await post("/models", {})).status).toBe(404);
  });
});
