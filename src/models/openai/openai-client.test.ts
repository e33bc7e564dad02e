import { describe, expect, it } from "vitest";
import { createChatParameters } from "./chat-parameters.ts";
import { createOpenAIClient, isOpenAI } from "./openai-client.ts";

const headersOf = async (baseURL: string | null, apiKey: string | (() => Promise<string>) | null) => {
  const client = createOpenAIClient({ baseURL, apiKey }, 1000);
  const { req } = await client.buildRequest({ method: "post", path: "/chat/completions", body: {} });
  return new Headers(req.headers);
};

describe("createOpenAIClient", () => {
  it("sends the key to Azure in both headers, and elsewhere in one", async () => {
    const azure = await headersOf("https://name.openai.azure.com/openai/v1", "key");
    expect([azure.get("api-key"), azure.get("authorization")]).toEqual(["key", "Bearer key"]);
    const other = await headersOf(null, "key");
    expect([other.get("api-key"), other.get("authorization")]).toEqual([null, "Bearer key"]);
  });

  it("sends a token of Entra ID in one header, also to Azure", async () => {
    const azure = await headersOf("https://name.openai.azure.com/openai/v1", async () => "token");
    expect([azure.get("api-key"), azure.get("authorization")]).toEqual([null, "Bearer token"]);
  });

  it("needs no key", async () => {
    expect((await headersOf("http://127.0.0.1:11434/v1", null)).get("authorization")).toBe("Bearer none");
  });

  it("takes nothing from the environment", async () => {
    process.env.OPENAI_ORG_ID = "org";
    process.env.OPENAI_BASE_URL = "http://elsewhere";
    try {
      expect((await headersOf(null, "key")).get("openai-organization")).toBeNull();
      expect(createOpenAIClient({ apiKey: "key" }, 1000).baseURL).toBe("https://api.openai.com/v1");
    } finally {
      delete process.env.OPENAI_ORG_ID;
      delete process.env.OPENAI_BASE_URL;
    }
  });
});

describe("isOpenAI", () => {
  it.each([
    [null, true],
    ["https://api.openai.com/v1", true],
    ["https://eu.api.openai.com/v1", true],
    ["https://name.openai.azure.com/openai/v1", true],
    ["http://localhost:11434/v1", false],
    ["https://api.openai.com.example.org/v1", false],
  ])("knows %s", (baseURL, expected) => {
    expect(isOpenAI({ baseURL })).toBe(expected);
  });
});

describe("createChatParameters", () => {
  const sent = (openai: boolean, model: string) =>
    createChatParameters({ openai, model, temperature: 0.2 }).current(9);

  it("begins with what OpenAI's models take", () => {
    expect(sent(true, "gpt-4o-mini")).toMatchObject({ max_completion_tokens: 9, temperature: 0.2 });
    expect(sent(true, "gpt-5-mini")).not.toHaveProperty("temperature");
    expect(sent(true, "o4-mini")).not.toHaveProperty("temperature");
  });

  it("begins with what all other servers know", () => {
    expect(sent(false, "llama3")).toEqual({
      max_tokens: 9,
      temperature: 0.2,
      stream_options: { include_usage: true },
    });
  });
});
