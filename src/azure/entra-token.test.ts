import { expect, test } from "vitest";
import { createTokenSource, TokenError, type Credential } from "./entra-token.ts";

const HOUR_MS = 3_600_000;

/** An issuer of tokens that are valid for an hour, with a clock that tests move. */
function issuer({ refreshAfterMs = undefined as number | undefined } = {}) {
  const state = { nowMs: 1_000_000, count: 0, scopes: [] as string[], fault: null as Error | null };
  const getToken: Credential["getToken"] = async (scope) => {
    state.scopes.push(scope);
    if (state.fault) throw state.fault;
    state.count++;
    return {
      token: `token ${state.count}`,
      expiresOnTimestamp: state.nowMs + HOUR_MS,
      refreshAfterTimestamp: refreshAfterMs === undefined ? undefined : state.nowMs + refreshAfterMs,
    };
  };
  const options = {
    identity: "system",
    scope: "https://resource.example/.default",
    loadCredential: async () => ({ getToken }),
    now: () => state.nowMs,
  };
  return { state, options, token: createTokenSource(options) };
}

/** A renewal goes on behind the caller that has a token. */
const renewed = () => new Promise((resolve) => setImmediate(resolve));

test("asks for a token of the scope, once for all who come together", async () => {
  const { state, token } = issuer();
  expect(await Promise.all([token(), token(), token()])).toEqual(["token 1", "token 1", "token 1"]);
  expect(state.scopes).toEqual(["https://resource.example/.default"]);
});

test("keeps it, and renews it five minutes before its end, without a wait", async () => {
  const { state, token } = issuer();
  await token();
  state.nowMs += HOUR_MS - 301_000;
  expect(await token()).toBe("token 1");
  await renewed();
  expect(state.count).toBe(1);
  state.nowMs += 2000;
  expect(await token()).toBe("token 1");
  await renewed();
  expect(await token()).toBe("token 2");
});

test("renews it when its issuer says so", async () => {
  const { state, token } = issuer({ refreshAfterMs: HOUR_MS / 2 });
  await token();
  state.nowMs += HOUR_MS / 2;
  await token();
  await renewed();
  expect(await token()).toBe("token 2");
});

test("gives out none that has ended", async () => {
  const { state, token } = issuer();
  await token();
  state.nowMs += HOUR_MS;
  expect(await token()).toBe("token 2");
});

test("goes on with the token before where a renewal fails, and tries again after ten seconds", async () => {
  const { state, token } = issuer();
  await token();
  state.nowMs += HOUR_MS - 100_000;
  state.fault = new Error("the issuer is away");
  expect(await token()).toBe("token 1");
  await renewed();
  expect(await token()).toBe("token 1");
  expect(state.scopes).toHaveLength(2);
  state.nowMs += 10_001;
  state.fault = null;
  await token();
  await renewed();
  expect(await token()).toBe("token 2");
});

test("says for whom there is none, and why", async () => {
  const { state, options, token } = issuer();
  state.fault = new Error("Identity not found");
  const error = await token().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TokenError);
  expect(error).toMatchObject({
    code: "ENTRA_TOKEN",
    message: "No token of Entra ID could be had for the system-assigned managed identity",
    cause: state.fault,
  });
  const named = createTokenSource({ ...options, identity: "0f1e" });
  await expect(named()).rejects.toThrow("for the managed identity 0f1e");
});

test("does not wait for ever", async () => {
  const { options } = issuer();
  const silent: Credential = { getToken: () => new Promise(() => {}) };
  const token = createTokenSource({ ...options, loadCredential: async () => silent, limitMs: 5 });
  await expect(token()).rejects.toMatchObject({ cause: new Error("It gave none within 0.005 s") });
});

test("asks a managed identity's endpoint, as container apps have it", async () => {
  const requests: { url: string; secret: string | undefined }[] = [];
  const { createServer } = await import("node:http");
  const endpoint = createServer((request, response) => {
    requests.push({ url: request.url!, secret: request.headers["x-identity-header"]?.toString() });
    const endsAt = Math.floor(Date.now() / 1000) + 3600;
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ access_token: "from the endpoint", expires_on: String(endsAt), token_type: "Bearer" }),
    );
  });
  await new Promise<void>((resolve) => void endpoint.listen(0, "127.0.0.1", resolve));
  const { port } = endpoint.address() as { port: number };
  process.env["IDENTITY_ENDPOINT"] = `http://127.0.0.1:${port}/msi/token`;
  process.env["IDENTITY_HEADER"] = "header secret";
  try {
    const identity = "0f1e2d3c-0000-4000-8000-000000000001";
    const token = createTokenSource({ identity, scope: "https://resource.example/.default" });
    expect(await token()).toBe("from the endpoint");
    expect(requests).toHaveLength(1);
    const { searchParams } = new URL(requests[0]!.url, "http://endpoint");
    expect(searchParams.get("resource")).toBe("https://resource.example");
    expect(searchParams.get("client_id")).toBe(identity);
    expect(requests[0]!.secret).toBe("header secret");
  } finally {
    delete process.env["IDENTITY_ENDPOINT"];
    delete process.env["IDENTITY_HEADER"];
    endpoint.close();
  }
});
